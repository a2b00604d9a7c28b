"""What the digest tells of internships: cohorts whose last chance comes near or just passed."""

from datetime import date
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from regions.counts import count_text
from regions.models import Region
from regions.months import Month

from .chances import ENDS
from .ledger import ALARM
from .models import InternshipCohort


def chances_in(region: Region, first: Month, last: Month) -> list[dict[str, Any]]:
    """[{cohort, until, open}]: cohorts with pupils who had no internship yet and whose last chance
    fell in these months or falls within the alarm after them. Counts only. One query."""
    until = last.last_day
    entries = Q(entries__kind__in=ENDS, entries__dated_on__lte=until)
    ended = Coalesce(Sum("entries__count", filter=entries), 0)
    rows = (
        InternshipCohort.objects.filter(
            school__region=region, last_chance_on__range=(first.first_day, until + ALARM)
        )
        .annotate(open=F("needed") - ended)
        .filter(open__gt=0)
        .select_related("school")
        .order_by("last_chance_on", "pk")
    )
    return [
        {
            "cohort": f"{row.school} · {row.track}",
            "until": row.last_chance_on.isoformat(),
            "open": row.open,
            "is_over": row.last_chance_on <= until,
        }
        for row in rows
    ]


def shown(told: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """What `chances_in` found, for a page or mail: small counts are hidden, as a mail travels."""
    return [
        {
            "cohort": one["cohort"],
            "month": Month.of(date.fromisoformat(one["until"])).label,
            "open": count_text([one["open"]], False),
            "is_over": one["is_over"],
        }
        for one in told or []
    ]
