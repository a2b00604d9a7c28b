"""Internships of the period as counts; a count that points at somebody is hidden, in sums too."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from regions.internships.models import CohortEntry
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import counted, page_origin
from regions.reports.sentences import Sentence


@dataclass(frozen=True)
class Booked:
    """What the ledger of one cohort adds up to for one kind, less what was corrected."""

    kind: str
    activity_key: str | None
    count: int


def read(base: Base) -> list[Booked]:
    rows = CohortEntry.objects.filter(
        cohort__school__region=base.region, dated_on__range=(base.first_on, base.last_on)
    )
    sums: dict[tuple[int, str, str | None], int] = defaultdict(int)
    columns = ("cohort_id", "kind", "cohort__activity_key", "count")
    for cohort, kind, key, count in rows.order_by().values_list(*columns):
        known = str(key) if str(key) in base.known_keys else None
        sums[cohort, kind, known] += count
    return [Booked(kind, key, count) for (_cohort, kind, key), count in sums.items() if count > 0]


def tell(base: Base, booked: list[Booked], subject: Subject) -> list[Sentence]:
    here = [row for row in booked if subject.holds(row.activity_key)]
    url = reverse("internships", args=[base.region.slug])
    origin = page_origin(_("internships"), _("Internships"), url, base.last_on)
    texts = (
        (CohortEntry.Kind.DONE, _("In this period %(n)s pupils did an internship.")),
        (CohortEntry.Kind.PLACED, _("For %(n)s pupils a place was found.")),
        (CohortEntry.Kind.POSTPONED, _("For %(n)s pupils the internship was postponed.")),
        (CohortEntry.Kind.LOST, _("For %(n)s pupils an internship is not possible any more.")),
    )
    told = []
    for kind, text in texts:
        if parts := [row.count for row in here if row.kind == kind]:
            words = {"n": counted(parts)}
            told.append(Sentence(f"internships:{kind}", text % words, (origin,)))
    return told
