"""Milestones on a day: reached lately, late, and coming."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from regions.progress.models import ActivityMonth, Status

DAYS_AHEAD = 90


@dataclass(frozen=True)
class Step:
    """A milestone of the plan that held; `was_due_on` is its first date when it was moved."""

    title: str
    activity: str
    activity_key: str
    due_on: date
    was_due_on: date | None = None
    met_on: date | None = None


@dataclass
class Steps:
    reached: list[Step] = field(default_factory=list)
    late: list[Step] = field(default_factory=list)
    coming: list[Step] = field(default_factory=list)


def steps_of(
    steps: Iterable[Step], activities: Sequence[ActivityMonth], day: date, since: date
) -> Steps:
    """What was reached after `since`, newest first; what is late and what comes, soonest first.

    A milestone of an activity that is done is not late, whether a log named it or not.
    """
    done = {activity.key for activity in activities if activity.status == Status.DONE}
    told = Steps()
    for step in steps:
        if step.met_on is not None:
            if since < step.met_on <= day:
                told.reached.append(step)
        elif step.activity_key in done:
            continue
        elif step.due_on < day:
            told.late.append(step)
        elif step.due_on <= day + timedelta(days=DAYS_AHEAD):
            told.coming.append(step)
    told.reached.sort(
        key=lambda milestone: (
            (-milestone.met_on.toordinal(), milestone.activity) if milestone.met_on else ()
        )
    )
    return told
