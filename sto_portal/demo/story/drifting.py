"""What each activity realised by each month, so that the region has the tempo of its story.

For a month the earned value is chosen that gives the wanted tempo, and divided over the
activities: one common drift, that some follow more strongly than others.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from regions.months import Month
from regions.progress.measure.curve import DAYS_PER_MONTH
from regions.progress.measure.deadlines import last_due_month
from regions.progress.measure.tempo import RegionCurve, curve_of

from .clock import Clock
from .drafts import DraftActivity, DraftPlan
from .stories import Story

SOONEST = 0.35  # of the months since its start: no region is further from its plan than this
HALVINGS = 22
EVEN_PULL = 0.5  # against the direction of the story everything moves alike


@dataclass
class Point:
    """One activity at the end of one month."""

    realised: float = 0.0
    counted: int | None = None
    steps_met: int = 0


@dataclass(frozen=True)
class LoggedMonth:
    month: Month
    as_of: datetime.date
    plan: DraftPlan
    points: dict[str, Point] = field(default_factory=dict)  # by code of the activity


def logged_months(story: Story, clock: Clock, is_current_logged: bool) -> list[Month]:
    """From the first month of the plan to the last that was logged."""
    if story.is_silent:
        last = last_due_month(clock.today).previous
    else:
        last = clock.current if is_current_logged else clock.current.previous
    return list(Month.range(clock.first, last))


def wanted_tempos(story: Story, months: list[Month], clock: Clock) -> dict[Month, float]:
    """The tempo at the end of each month that leads to the story's tempo today.

    What is logged stands still until the next log, so the last log lies a little higher than the
    story; the months before it rise along.
    """
    as_of = {month: month.as_of(clock.today) for month in months}
    last = as_of[months[-1]]
    lift = story.tempo_at(0) + clock.months_ago(last) - story.tempo_at(clock.months_ago(last))
    tempos = {}
    for month, day in as_of.items():
        before_last = months[-1].minus(month)
        tempo = story.tempo_at(clock.months_ago(day)) + lift * max(0.0, 1 - before_last / 4)
        reach = SOONEST * (day - clock.plan_starts_on).days / DAYS_PER_MONTH
        tempos[month] = max(-reach, min(reach, tempo))
    return tempos


def drift(
    story: Story, plan_at: Callable[[Month], DraftPlan], clock: Clock, is_current_logged: bool
) -> list[LoggedMonth]:
    months = logged_months(story, clock, is_current_logged)
    tempos = wanted_tempos(story, months, clock)
    points: dict[str, Point] = {}
    story_told: list[LoggedMonth] = []
    drafts: dict[int, _Plan] = {}
    for month in months:
        plan = plan_at(month)
        known = drafts.setdefault(id(plan), _Plan(plan, story.tempo_at(0)))
        as_of = month.as_of(clock.today)
        wanted = known.curve.pv(as_of.toordinal() + tempos[month] * DAYS_PER_MONTH)
        offset = month.minus(clock.first)
        points = known.divided(wanted, as_of, offset, points)
        story_told.append(LoggedMonth(month, as_of, plan, points))
    return story_told


class _Plan:
    def __init__(self, plan: DraftPlan, direction: float) -> None:
        self.plan, self.direction = plan, direction
        self.curve = RegionCurve.from_activities(activity.planned for activity in plan.activities)
        self.curves = {activity.code: curve_of(activity.planned) for activity in plan.activities}
        shares = zip(plan.activities, self.curve.shares, strict=True)
        self.shares = {activity.code: share for activity, share in shares}

    def divided(
        self, wanted: float, as_of: datetime.date, offset: int, before: dict[str, Point]
    ) -> dict[str, Point]:
        """Points whose earned value is as near to `wanted` as whole numbers allow."""
        points = {
            activity.code: self._fixed(activity, as_of, offset, before.get(activity.code, Point()))
            for activity in self.plan.activities
        }
        free = [
            activity
            for activity in self.plan.activities
            if points[activity.code].counted is not None
        ]
        free = [
            activity
            for activity in free
            if activity.stalled_at is None or offset < activity.stalled_at
        ]
        kept = sum(
            self.shares[activity.code] * points[activity.code].realised
            for activity in self.plan.activities
            if activity not in free
        )
        floors = {activity.code: points[activity.code].realised for activity in free}
        shift = self._shift(wanted - kept, as_of, free, floors)
        for activity in free:
            realised = self._moved(activity, as_of, shift, floors)
            points[activity.code] = _counted(round(realised * activity.goal), activity)
        self._even_out(wanted, free, points, before)
        return points

    def _fixed(
        self, activity: DraftActivity, as_of: datetime.date, offset: int, was: Point
    ) -> Point:
        """What stood last month, and for an activity of steps those that are reached since."""
        if activity.target:
            return _counted(was.counted or 0, activity)
        if activity.stalled_at is not None and offset >= activity.stalled_at:
            return was
        late = datetime.timedelta(days=round(activity.delay * DAYS_PER_MONTH))
        met = max(was.steps_met, sum(step.due_on + late <= as_of for step in activity.steps))
        return Point(met / len(activity.steps), None, met)

    def _shift(
        self, wanted: float, as_of: datetime.date, free: list[DraftActivity], floors: dict
    ) -> float:
        """The common drift in months for which the free activities earn `wanted` together."""
        low, high = -48.0, 48.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            earned = sum(
                self.shares[activity.code] * self._moved(activity, as_of, middle, floors)
                for activity in free
            )
            low, high = (middle, high) if earned < wanted else (low, middle)
        return (low + high) / 2

    def _moved(
        self, activity: DraftActivity, as_of: datetime.date, shift: float, floors: dict
    ) -> float:
        pull = activity.pull if shift * self.direction > 0 else EVEN_PULL
        months = pull * shift + activity.drift
        at = as_of.toordinal() + months * DAYS_PER_MONTH
        is_begun = as_of >= activity.starts_on
        return max(floors[activity.code], self.curves[activity.code].pv(at) if is_begun else 0.0)

    def _even_out(
        self,
        wanted: float,
        free: list[DraftActivity],
        points: dict[str, Point],
        before: dict[str, Point],
    ) -> None:
        """Rounding left a little: one more or less here and there makes up for it."""
        earned = sum(share * points[code].realised for code, share in self.shares.items())
        left = wanted - earned
        for activity in sorted(free, key=lambda each: -self.shares[each.code] / each.goal):
            step, point = self.shares[activity.code] / activity.goal, points[activity.code]
            least = before.get(activity.code, Point()).counted or 0
            count = (point.counted or 0) + max(-1, min(1, round(left / step)))
            if (
                count != point.counted
                and 0 < point.realised < 1
                and least <= count <= activity.goal
            ):
                left -= step * (count - (point.counted or 0))
                points[activity.code] = _counted(count, activity)


def _counted(counted: int, activity: DraftActivity) -> Point:
    realised = min(1.0, counted / activity.goal)
    met = int(realised * len(activity.steps) + 1e-9)
    return Point(realised, min(counted, activity.goal), met)
