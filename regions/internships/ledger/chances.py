"""Cohorts whose last chance is near, for a query of regions."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from regions.internships.models import CohortEntry, InternshipCohort

from .ledger import ALARM

ENDS = (CohortEntry.Kind.DONE, CohortEntry.Kind.LOST)


def last_chances(today: date) -> ArraySubquery:
    """The last possible day of each cohort that is open and has little time, the first one first.

    What is over is no chance: the page of the internships goes on telling it.
    """
    rows = InternshipCohort.objects.filter(
        school__region=OuterRef("pk"), last_chance_on__range=(today, today + ALARM)
    )
    ended = Coalesce(Sum("entries__count", filter=Q(entries__kind__in=ENDS)), 0)
    still_open = rows.alias(ended=ended).filter(needed__gt=F("ended"))
    return ArraySubquery(still_open.order_by("last_chance_on", "pk").values("last_chance_on"))
