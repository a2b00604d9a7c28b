"""One row of the monthly log, as the page shows it: the plan, what was typed, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.months import Month
from regions.plans.models import Activity, Milestone
from regions.progress.models import TROUBLED, ActivityUpdate

from .answers import NOTHING_TOLD, Answer, Conflict
from .due import DueActivity, LogBook
from .finish.doubts import Doubt, doubts_of
from .forms import FIELDS, Errors, plain

MANY = 24  # from here only the rows that need them carry the questions; others get them when asked
SECONDS_PER_ROW = 20
BAR = 320  # units of the drawing


@dataclass
class Mark:
    """A milestone that can be reached this month."""

    pk: str
    title: str
    due_on: date
    met_on: str = ""
    is_met: bool = False
    error: str = ""


@dataclass
class ActivityToLog:
    id: str
    activity: Activity
    plan_text: str
    values: dict[str, str]
    revision: int
    previous: ActivityUpdate | None
    has_questions: bool
    due: DueActivity
    now_count: int | None = None
    marks: list[Mark] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    theirs: ActivityUpdate | None = None
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def now_text(self) -> str:
        return "" if self.now_count is None else decimal_text(self.now_count, 0)

    @property
    def before_text(self) -> str:
        """The count of last time, shown in a field that is still empty."""
        before = self.due.counted_before
        return "" if before is None else decimal_text(before, 0)

    @property
    def width(self) -> str:
        """How far the count is, on the scale of the bar."""
        share = (self.now_count or 0) / (self.activity.target or 1)
        return f"{min(share, 1) * BAR:.0f}"

    @property
    def plan_mark(self) -> str:
        return f"{min(max(self.due.planned, 0), 1) * BAR:.0f}"


def rows_of(
    book: LogBook,
    typed: Mapping[str, Any] | None = None,
    errors: Errors | None = None,
    conflicts: list[Conflict] | None = None,
) -> list[ActivityToLog]:
    """The rows of a log; what was `typed` stays, with what is wrong with it beside it."""
    theirs = {
        conflict.activity_id: conflict.theirs
        for conflict in conflicts or []
        if conflict.activity_id
    }
    rows = [
        _row(book, due, typed, (errors or {}).get(due.activity.pk, {}), theirs) for due in book.due
    ]
    if typed is None:
        asked = doubts_of(book)
        for row in rows:
            row.doubts = asked.get(row.activity.pk, [])
    return rows


def progress_of(book: LogBook) -> dict[str, Any]:
    """How much is logged, and about how long the rest takes."""
    total, answered = len(book.due), book.answered
    return {
        "total": total,
        "answered": answered,
        "minutes": -(-(total - answered) * SECONDS_PER_ROW // 60),
        "width": f"{answered / total * 100:.0f}" if total else "100",
    }


def plan_text(activity: Activity) -> str:
    """When it runs, or what it counts and by when."""
    if activity.target and activity.ends_on:
        text = _("Plan: %(target)s %(unit)s before %(day)s")
        day = date_format(activity.ends_on, "j F Y")
        return text % {
            "target": decimal_text(activity.target, 0),
            "unit": activity.unit,
            "day": day,
        }
    days = [date_format(day, "b Y") for day in (activity.starts_on, activity.ends_on) if day]
    return _("Plan: %(period)s") % {"period": " – ".join(days) or _("no date")}


def _row(
    book: LogBook,
    due: DueActivity,
    typed: Mapping[str, Any] | None,
    errors: dict[str, str],
    theirs: dict[int, Any],
) -> ActivityToLog:
    activity = due.activity
    update = book.updates.get(activity.pk)
    values = _typed_values(activity.pk, typed) if typed is not None else _values(update, due)
    other = theirs.get(activity.pk)
    latest = other or update
    is_open = values["status"] in TROUBLED or due.obstacle is not None or bool(errors)
    counted = update.counted if update and update.counted is not None else due.counted_before
    return ActivityToLog(
        id=str(activity.pk),
        activity=activity,
        plan_text=plan_text(activity),
        values=values,
        revision=latest.revision if latest else 0,
        previous=due.previous,
        has_questions=is_open or len(book.due) <= MANY,
        due=due,
        now_count=counted,
        marks=_marks(book, due, typed, errors),
        errors=errors,
        theirs=other,
    )


def _values(update: ActivityUpdate | None, due: DueActivity) -> dict[str, str]:
    """What is stored; an obstacle that is still open fills the questions as they were."""
    source = update if update and (update.status in TROUBLED or tells(update)) else due.words_before
    values = {name: _written(getattr(source, name, "")) for name in FIELDS}
    for name in ("status", "counted", "obstacle_fate"):
        values[name] = _written(getattr(update, name, ""))
    return values


def tells(update: ActivityUpdate | Answer) -> bool:
    """Whether it says anything of what does not succeed."""
    return any(getattr(update, name) != blank for name, blank in NOTHING_TOLD.items())


def _written(value: Any) -> str:
    return "" if value is None else str(value)


def _typed_values(pk: int, typed: Mapping[str, Any]) -> dict[str, str]:
    return {name: plain(typed.get(f"{letter}{pk}")) for name, letter in FIELDS.items()}


def _marks(
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
    return [_mark(step, book.met.get(step.pk), typed, errors) for step in shown]


def _is_later(milestone: Milestone, month: Month) -> bool:
    return milestone.due_on > month.last_day


def _mark(
    milestone: Milestone, met: date | None, typed: Mapping[str, Any] | None, errors: dict[str, str]
) -> Mark:
    mark = Mark(
        str(milestone.pk),
        milestone.title,
        milestone.due_on,
        error=errors.get(f"t{milestone.pk}", ""),
    )
    if typed is None:
        mark.is_met, mark.met_on = met is not None, str(met or "")
    else:
        mark.is_met, mark.met_on = (
            bool(typed.get(f"m{milestone.pk}")),
            plain(typed.get(f"t{milestone.pk}")),
        )
    return mark
