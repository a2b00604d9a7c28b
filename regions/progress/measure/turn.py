"""Which log comes first on a day: the past month until it is in, and then the one that runs.

A region owes nothing before the month in which its first plan was approved, so nothing is missing
of a region that never had to log.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.months import Month

from .deadlines import Owed, is_overdue, log_due_on, owed_by, with_owed


@dataclass(frozen=True)
class Turn:
    """What a region owes and has logged, seen on `today`."""

    owed: Owed | None
    logged: frozenset[Month]
    today: date

    @property
    def month(self) -> Month:
        """The month whose log comes first."""
        current = Month.of(self.today)
        return current.previous if self.asks(current.previous) else current

    @property
    def is_due(self) -> bool:
        """Whether the past month still waits for its log."""
        return self.month < Month.of(self.today)

    def asks(self, month: Month) -> bool:
        """Whether the region owes a log of a month and did not submit it."""
        return self.owed is not None and self.owed.holds(month) and month not in self.logged

    def due_on(self, month: Month) -> date | None:
        """The last day to log a month that still asks for it."""
        return log_due_on(month) if self.asks(month) else None

    def is_late(self, month: Month) -> bool:
        """Whether a month still asks for its log while its last day has passed."""
        return self.asks(month) and is_overdue(month, self.today)

    def missing_before(self, month: Month) -> list[Month]:
        """The months before this one whose log should be in and is not, newest first."""
        if self.owed is None:
            return []
        months = list(Month.range(self.owed.first, month.previous))
        return [earlier for earlier in reversed(months) if self.is_late(earlier)]


def turn_of(region: Region, today: date, logged: Collection[Month] | None = None) -> Turn:
    """Read what a region owes and, unless it is given, what it logged; two queries at most."""
    if logged is None:
        submitted = region.check_ins.filter(state="submitted").values_list("month_on", flat=True)
        logged = {Month.of(day) for day in submitted}
    if not hasattr(region, "owed_from_on"):
        region = with_owed(Region.objects.filter(pk=region.pk)).get()
    owed = owed_by(region.owed_from_on, region.owed_until_on)  # type: ignore[attr-defined]
    return Turn(owed, frozenset(logged), today)
