"""Where a date falls on the drawing of the plan, in units of its SVG."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

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
    original_x: float | None = None


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
        """January with its year and July, as far as they lie inside the plan."""
        days = [
            date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in (1, 7)
        ]
        return [
            Mark(self.x(day), date_format(day, "b Y" if day.month == 1 else "b"))
            for day in days
            if self.first <= day <= self.last
        ]

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
