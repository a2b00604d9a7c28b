"""What the digest tells of internships: cohorts whose last chance comes near or just passed."""

from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from regions.counts import count_text
from regions.models import Region
from regions.months import Month

from .ledger.cohorts import sums_in
from .ledger.ledger import ALARM, Sums, state_of
from .models import InternshipCohort


def chances_in(region: Region, first: Month, last: Month) -> list[dict[str, Any]]:
    """[{cohort, until, parts, is_over}]: cohorts with pupils who had no internship by the end of
    these months, and whose last chance fell in them or falls within the alarm after them.

    `parts` are counts that make up one sum: who is open, and of what is over who never had one.
    One query.
    """
    until = last.last_day
    rows = InternshipCohort.objects.filter(
        school__region=region, last_chance_on__range=(first.first_day, until + ALARM)
    )
    found = _with_sums_until(rows, until).select_related("school")
    told = (_told(row, until) for row in found.order_by("last_chance_on", "pk"))
    return [one for one in told if sum(one["parts"])]


def _with_sums_until(rows: Any, until: date) -> Any:
    """What the ledgers added up to on a day."""
    by_then = Q(entries__dated_on__lte=until)
    return rows.annotate(
        **{
            f"sum_{kind}": Coalesce(
                Sum("entries__count", filter=by_then & Q(entries__kind=kind)), 0
            )
            for kind in Sums._fields
        }
    )


def _told(row: InternshipCohort, until: date) -> dict[str, Any]:
    state, is_over = state_of(row.needed, sums_in(row)), row.last_chance_on <= until
    return {
        "cohort": f"{row.school} · {row.track}",
        "until": row.last_chance_on.isoformat(),
        "parts": [state.lost, *state.open_parts] if is_over else state.open_parts,
        "is_over": is_over,
    }


def shown(told: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """What `chances_in` found, for a page or mail: small counts are hidden, as a mail travels."""
    return [
        {
            "cohort": one["cohort"],
            "month": Month.of(date.fromisoformat(one["until"])).label,
            "open": count_text(one["parts"], False),
            "is_over": one["is_over"],
        }
        for one in told or []
    ]
