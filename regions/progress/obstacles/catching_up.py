"""Whether a region caught up on its plan, and what was picked up meanwhile. Pure.

Two measured months are compared that lie three apart: both have a log of their own and are closed,
and both are measured against the same version of the plan, so that neither silence nor a plan that
moved counts as time won. Catching up is done from behind.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from regions.months import Month
from regions.progress.models import ActivityMonth, RegionMonth

MONTHS = 3
LEAST = 0.5  # months on the plan that a region won
LEAST_OF_ACTIVITY = 0.1  # what a reader sees move
ROUNDING = 1e-9


@dataclass(frozen=True)
class Span:
    """Two measured months of one region, three apart."""

    before: RegionMonth
    after: RegionMonth

    @property
    def months(self) -> float:
        """Months on the plan that the region won between the two; negative when it lost."""
        return (self.after.tempo_months or 0.0) - (self.before.tempo_months or 0.0)

    @property
    def is_catching_up(self) -> bool:
        was_behind = (self.before.tempo_months or 0.0) < 0
        return was_behind and self.months >= LEAST - ROUNDING

    def holds(self, month_on: datetime.date | None) -> bool:
        """Whether something of that month happened between the two."""
        return month_on is not None and self.before.month_on < month_on <= self.after.month_on

    def won_by(self, key: object) -> float | None:
        """Months that one activity won on its own plan; None where either month has no tempo."""
        was, now = _tempo(self.before, str(key)), _tempo(self.after, str(key))
        return None if was is None or now is None else now - was


def spans_of(rows: Iterable[RegionMonth], today: datetime.date) -> list[Span]:
    """Every pair of months of one region that can be compared, oldest first."""
    points = {row.month: row for row in rows if _counts(row, today)}
    pairs = ((points.get(month.plus(-MONTHS)), points[month]) for month in sorted(points))
    return [
        Span(before, after)
        for before, after in pairs
        if before is not None and before.plan_id == after.plan_id
    ]


def caught_up(rows: Iterable[RegionMonth], today: datetime.date) -> list[Span]:
    """The pairs in which the region won half a month or more from behind."""
    return [span for span in spans_of(rows, today) if span.is_catching_up]


def months_around(closed: Month) -> list[Month]:
    """The months that a span needs to hold `closed`."""
    return list(Month.range(closed.plus(-MONTHS), closed.plus(MONTHS - 1)))


def _counts(row: RegionMonth, today: datetime.date) -> bool:
    return row.is_measured and row.tempo_months is not None and row.month.last_day < today


def _tempo(row: RegionMonth, key: str) -> float | None:
    found: ActivityMonth | None = next((one for one in row.activities if one.key == key), None)
    return found.tempo if found else None
