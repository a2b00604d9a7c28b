"""What the digest tells of internships: cohorts whose last chance comes near or just passed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from regions.counts import count_text
from regions.models import Region
from regions.months import Month
from regions.stored import Stored

from .ledger.cohorts import sums_in
from .ledger.ledger import ALARM, Sums, state_of
from .models import InternshipCohort


@dataclass(frozen=True)
class LastChance(Stored):
    """`parts` are counts that make up one sum: who is open, and of what is over who never had one.

    A page or mail shows `open`: small counts are hidden, as a mail travels.
    """

    cohort: str
    until: date
    parts: list[int]
    is_over: bool

    @property
    def month(self) -> str:
        return Month.of(self.until).label

    @property
    def open(self) -> str:
        return count_text(self.parts, False)


def chances_in(region: Region, first: Month, last: Month) -> list[LastChance]:
    """Cohorts with pupils who had no internship by the end of these months, and whose last chance
    fell in them or falls within the alarm after them. One query."""
    until = last.last_day
    rows = InternshipCohort.objects.filter(
        school__region=region, last_chance_on__range=(first.first_day, until + ALARM)
    )
    found = _with_sums_until(rows, until).select_related("school")
    told = (_told(row, until) for row in found.order_by("last_chance_on", "pk"))
    return [one for one in told if sum(one.parts)]


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


def _told(row: InternshipCohort, until: date) -> LastChance:
    state, is_over = state_of(row.needed, sums_in(row)), row.last_chance_on <= until
    parts = [state.lost, *state.open_parts] if is_over else state.open_parts
    return LastChance(f"{row.school} · {row.track}", row.last_chance_on, parts, is_over)
