"""Where a date falls on the drawing of the plan, in units of its SVG."""

from dataclasses import dataclass
from datetime import date

from regions.dutch import date_text

from .models import Activity, Plan

WIDTH = 560


@dataclass(frozen=True)
class Span:
    x: float
    width: float


@dataclass(frozen=True)
class Mark:
    x: float
    text: str


@dataclass(frozen=True)
class Bar:
    """An activity on the timeline: now, at first when that was elsewhere, and its milestones."""

    current: Span | None
    original: Span | None
    marks: list[Mark]


@dataclass(frozen=True)
class Timeline:
    first: date
    last: date
    today: date

    @classmethod
    def of(cls, plan: Plan, today: date) -> "Timeline":
        return cls(plan.starts_on, plan.ends_on, today)

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / days, 0), 1)
        return round(share * WIDTH, 1)

    @property
    def now(self) -> float | None:
        return self.x(self.today) if self.first <= self.today <= self.last else None

    @property
    def ticks(self) -> list[Mark]:
        """Where each year of the plan begins."""
        days = (date(year, 1, 1) for year in range(self.first.year, self.last.year + 1))
        return [Mark(self.x(day), str(day.year)) for day in days if day >= self.first]

    def bar(self, activity: Activity) -> Bar:
        original = None
        if activity.is_moved:
            original = self._span(activity.original_starts_on, activity.original_ends_on)
        return Bar(
            self._span(activity.starts_on, activity.ends_on),
            original,
            [
                Mark(self.x(milestone.due_on), f"{milestone.title}, {date_text(milestone.due_on)}")
                for milestone in activity.milestones.all()
            ],
        )

    def _span(self, start: date | None, end: date | None) -> Span | None:
        if start is None and end is None:
            return None
        left, right = self.x(start or self.first), self.x(end or self.last)
        return Span(left, max(round(right - left, 1), 4))
