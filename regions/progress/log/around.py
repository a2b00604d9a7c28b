"""What stands around the log of a month: its last day, its neighbours, and what is missing."""

from dataclasses import dataclass
from datetime import date

from regions.months import Month
from regions.plans.models import Plan
from regions.progress.measure.turn import Turn

MOST_NAMED = 3


@dataclass(frozen=True)
class Around:
    """`due_on` is the last day of a log that is not in; `missing` are the latest earlier months
    whose log is missing, and `more` how many there are besides."""

    due_on: date | None
    is_late: bool
    previous: Month | None
    next: Month | None
    missing: tuple[Month, ...]
    more: int


def around(month: Month, turn: Turn, plan: Plan) -> Around:
    """Neighbours are the months that can be logged, from the start of the plan to now."""
    first, last = Month.of(plan.starts_on), Month.of(turn.today)
    missing = turn.missing_before(month)
    return Around(
        due_on=turn.due_on(month),
        is_late=turn.is_late(month),
        previous=month.previous if month > first else None,
        next=month.next if month < last else None,
        missing=tuple(missing[:MOST_NAMED]),
        more=max(len(missing) - MOST_NAMED, 0),
    )
