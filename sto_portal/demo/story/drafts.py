"""A plan as it is invented, before anything is saved."""

import datetime
import uuid
from dataclasses import dataclass, field, replace

from regions.progress.measure.tempo import Planned, RegionCurve

from .activities import Example
from .clock import Clock


@dataclass(frozen=True)
class Step:
    key: uuid.UUID
    title: str
    due_on: datetime.date


@dataclass(frozen=True)
class DraftActivity:
    """What is planned, and how it behaves while the region drifts from its plan.

    `pull` is how strongly it takes part in being behind or ahead; `stalled_at` and `done_at` are
    offsets in months; `delay` counts months that steps come late.
    """

    key: uuid.UUID
    line: int
    code: str
    example: Example
    begins: int
    ends: int
    starts_on: datetime.date
    ends_on: datetime.date
    budget: int
    target: int | None = None
    steps: tuple[Step, ...] = ()
    pull: float = 0.5
    drift: float = 0.0
    delay: int = 0
    stalled_at: int | None = None
    recovers: bool = True
    first_setback: bool = False  # begins with the first setback of its kind
    part: int | None = None
    moved_from: tuple[datetime.date, datetime.date] | None = None

    @property
    def goal(self) -> int:
        """What it counts to; 1 where it counts nothing."""
        return self.target or 1

    @property
    def planned(self) -> Planned:
        inner = tuple((step.due_on, None) for step in self.steps)
        return Planned(self.budget * 100, self.starts_on, self.ends_on, inner)


@dataclass(frozen=True)
class DraftPlan:
    title: str
    starts_on: datetime.date
    ends_on: datetime.date
    approved_on: datetime.date
    lines: tuple[tuple[str, str], ...]
    activities: tuple[DraftActivity, ...] = field(default=())

    @property
    def curve(self) -> RegionCurve:
        return RegionCurve.from_activities(activity.planned for activity in self.activities)

    def with_changes(self, clock: Clock, approved_on: datetime.date, **moved) -> "DraftPlan":
        """The next version; `moved` gives by code (with _ for .) new offsets of begin and end."""
        changes = {code.strip("_").replace("_", "."): span for code, span in moved.items()}
        activities = tuple(
            _moved(activity, clock, approved_on, *changes[activity.code])
            if activity.code in changes
            else activity
            for activity in self.activities
        )
        return replace(self, approved_on=approved_on, activities=activities)


def _moved(
    activity: DraftActivity, clock: Clock, decided_on: datetime.date, begins: int, ends: int
) -> DraftActivity:
    """Moved in time, with the steps that had yet to come."""
    last = clock.last_day(ends)
    shift = datetime.timedelta(days=(last - activity.ends_on).days)
    steps = tuple(
        replace(step, due_on=min(step.due_on + shift, last)) if step.due_on > decided_on else step
        for step in activity.steps
    )
    return replace(
        activity,
        begins=begins,
        ends=ends,
        starts_on=clock.first_day(begins),
        ends_on=clock.last_day(ends),
        steps=steps,
        moved_from=activity.moved_from or (activity.starts_on, activity.ends_on),
    )
