"""The milestones of a row: what is late, what this log reached, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regions.months import Month
from regions.plans.models import Milestone
from regions.progress.log.asked import DueActivity
from regions.progress.log.due import LogBook
from regions.progress.log.forms import plain


@dataclass
class Mark:
    """A milestone that can be reached this month."""

    pk: str
    title: str
    due_on: date
    met_on: str = ""
    is_met: bool = False
    error: str = ""
    is_late: bool = False


def marks_of(
    book: LogBook, due: DueActivity, typed: Mapping[str, Any] | None, errors: dict[str, str]
) -> list[Mark]:
    """What should have been reached by now, what this log says is reached, and what comes next."""
    shown: list[Milestone] = []
    for milestone in due.milestones:
        comes_next = milestone.due_on > book.month.last_day
        if (
            comes_next
            and milestone.pk not in book.met
            and any(_is_later(m, book.month) for m in shown)
        ):
            continue
        shown.append(milestone)
    return [_mark(step, book.as_of, book.met.get(step.pk), typed, errors) for step in shown]


def _is_later(milestone: Milestone, month: Month) -> bool:
    return milestone.due_on > month.last_day


def _mark(
    milestone: Milestone,
    day: date,
    met: date | None,
    typed: Mapping[str, Any] | None,
    errors: dict[str, str],
) -> Mark:
    mark = Mark(
        str(milestone.pk),
        milestone.title,
        milestone.due_on,
        error=errors.get(f"t{milestone.pk}", ""),
        is_late=milestone.due_on < day,
    )
    if typed is None:
        mark.is_met, mark.met_on = met is not None, str(met or "")
    else:
        mark.is_met, mark.met_on = (
            bool(typed.get(f"m{milestone.pk}")),
            plain(typed.get(f"t{milestone.pk}")),
        )
    return mark
