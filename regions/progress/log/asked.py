"""One activity that a log asks after: its plan, and how it stood before."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regions.plans.models import Activity, Milestone
from regions.progress.measure.curve import Curve
from regions.progress.measure.tempo import Planned, curve_of
from regions.progress.models import TROUBLED, ActivityUpdate, Obstacle

from .answers import NOTHING_TOLD, Answer

NOT_TOLD = {"status": "", "counted": None, "obstacle_fate": "", **NOTHING_TOLD}


@dataclass(frozen=True)
class Stood:
    """What stands of a row where the page did not ask: its `told` by field.

    `had` is how the activity stood last time, beside an open obstacle; `counted` was counted then.
    """

    told: Mapping[str, Any] = field(default_factory=lambda: NOT_TOLD)
    had: str = ""
    counted: int = 0


@dataclass
class DueActivity:
    """One row of the log; `curve` is its plan, and `as_of` the day on which the log measures."""

    activity: Activity
    milestones: list[Milestone]  # those that no earlier log reached
    previous: ActivityUpdate | None
    obstacle: Obstacle | None
    curve: Curve
    as_of: datetime.date
    counted_before: int | None
    counted_on: datetime.date | None  # the day that it is of

    @property
    def planned(self) -> float:
        """What part should be reached by now, 0 to 1; 0 without dates."""
        return self.curve.pv(self.as_of)

    @property
    def status_before(self) -> str:
        return self.previous.status if self.previous else ""

    @property
    def shown_status(self) -> str:
        """The answer of last time, which the page has in place; an open obstacle asks anew."""
        return "" if self.obstacle else self.status_before

    @property
    def problem_before(self) -> str:
        """The last sentence about an open obstacle, or nothing."""
        return self.words_before.problem.strip() if self.words_before else ""

    @property
    def said_on(self) -> datetime.date | None:
        """The month in which that sentence was told."""
        told = self.words_before
        if isinstance(told, Obstacle):
            return told.updated_on
        return getattr(told, "told_on", None)

    @property
    def words_before(self) -> ActivityUpdate | Obstacle | None:
        """What was told last of an obstacle that is open when this log begins."""
        if self.obstacle and self.previous and self.previous.status in TROUBLED:
            return self.previous
        return self.obstacle

    @property
    def cause_before(self) -> str:
        """What was named last as the cause, in a log or beside the obstacle itself."""
        source = self.obstacle or self.previous
        return source.cause if source else ""


def curve_of_activity(activity: Activity) -> Curve:
    """Its plan as a line over time, bent by its milestones."""
    marks = tuple(
        (m.due_on, None if m.share is None else float(m.share) / 100)
        for m in activity.milestones.all()
    )
    return curve_of(Planned(None, activity.starts_on, activity.ends_on, marks))


def tells(update: ActivityUpdate | Answer) -> bool:
    """Whether it says anything of what does not succeed."""
    return any(getattr(update, name) != blank for name, blank in NOTHING_TOLD.items())


def words_of(row: DueActivity, update: ActivityUpdate | None) -> dict[str, Any]:
    """What is told of a row until somebody tells otherwise: what this log says, else what was
    told last of what does not go by itself."""
    source: ActivityUpdate | Obstacle | None = update
    if update is None or not (update.status in TROUBLED or tells(update)):
        source = row.words_before
        if source is None and row.shown_status in TROUBLED:
            source = row.previous
    words = {name: getattr(source, name, blank) for name, blank in NOTHING_TOLD.items()}
    return words if source is None or source is update else words | {"cause": row.cause_before}


def told_of(row: DueActivity, update: ActivityUpdate | None) -> dict[str, Any]:
    """All that stands of a row in this log, with its words as they travel along."""
    own = {
        "status": update.status if update else "",
        "counted": update.counted if update else None,
        "obstacle_fate": update.obstacle_fate if update else "",
    }
    return own | words_of(row, update)
