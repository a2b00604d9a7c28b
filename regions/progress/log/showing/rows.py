"""One row of the monthly log, as the page shows it: the plan, what was typed, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.plans.models import Activity
from regions.progress.known import Known
from regions.progress.log.answers import Conflict
from regions.progress.log.asked import DueActivity, words_of
from regions.progress.log.due import LogBook
from regions.progress.log.finish.doubts import Doubt, doubts_of
from regions.progress.log.forms import CHOICES, FIELDS, Errors, followed, plain
from regions.progress.models import TROUBLED, ActivityUpdate, Status, WorkLine

from .concepts import WorkGroup
from .marks import Mark, marks_of
from .proposals import proposals_of

MANY = 24  # from here a row has its questions on the page when somebody asks for them
BAR = 320  # units of the drawing


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
    known: Known | None = None  # what came since, by what other rooms know
    concept: WorkLine | None = None  # what its owner wrote of it
    behind: str = ""  # how far its count lies behind the plan
    is_kept: bool = False  # answered, as it was last time
    is_touched: bool = False  # somebody answered otherwise than it was last time

    @property
    def talks(self) -> bool:
        """Whether it asks what became of an obstacle."""
        return self.due.obstacle is not None

    @property
    def may_ask_more(self) -> bool:
        """Whether the questions of this row are left out, while it has something to tell."""
        return not self.has_questions and (self.talks or self.values["status"] in TROUBLED)

    @property
    def shows_answers(self) -> bool:
        """Whether the four answers of a row that only counts stand open."""
        is_other = self.values["status"] not in ("", self.due.shown_status)
        return is_other or bool(self.errors) or self.theirs is not None

    @property
    def carried(self) -> str:
        """What travels along with an obstacle until it is changed or withdrawn."""
        if self.values["decision_asked"]:
            text = _("How it is picked up; asked of the steering group: “%(text)s”")
            return text % {"text": shortened(self.values["decision_asked"])}
        if self.due.status_before == Status.STALLED:
            return _("How it is picked up, and a decision")
        return _("How it is picked up, and the outlook")

    @property
    def word(self) -> str:
        return str(Status(self.values["status"] or self.due.status_before or "not_started").label)

    @property
    def before_text(self) -> str:
        """The count of last time, shown in a field that is still empty."""
        before = self.due.counted_before
        return "" if before is None else decimal_text(before, 0)

    @property
    def proposed(self) -> int | None:
        """The total with what is known to have come; None where this log has that much already."""
        if self.known is None or self.values["counted"]:
            return None
        return (self.due.counted_before or 0) + self.known.number

    @property
    def curve(self) -> str:
        """The plan as pairs: a day, counted from the day of this log, and what is planned."""
        pairs = zip(self.due.curve.days, self.due.curve.values, strict=True)
        now = self.due.as_of.toordinal()
        return " ".join(f"{day - now:.0f},{round(value, 4):g}" for day, value in pairs)

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
    more: int | None = None,
    group: WorkGroup | None = None,
) -> list[ActivityToLog]:
    """The rows of a log; what was `typed` stays, with what is wrong with it beside it.

    `more` is the activity of which the questions are asked for.
    """
    theirs = {
        conflict.activity_id: conflict.theirs
        for conflict in conflicts or []
        if conflict.activity_id
    }
    rows = [
        _row(book, due, typed, (errors or {}).get(due.activity.pk, {}), theirs) for due in book.due
    ]
    for row in rows:
        row.concept = group.concepts.get(row.activity.key) if group else None
    if typed is None:
        asked, known = doubts_of(book), proposals_of(book)
        for row in rows:
            row.known = known.get(row.activity.key)
            row.has_questions |= row.activity.pk == more
            row.doubts = asked.get(row.activity.pk, [])
    return rows


def progress_of(book: LogBook) -> dict[str, Any]:
    """How much is logged."""
    return {"total": len(book.due), "answered": book.answered}


def plan_text(activity: Activity) -> str:
    """When it runs, or what it counts and by when."""
    if activity.target and activity.ends_on:
        text = _("Plan: %(target)s %(unit)s before %(day)s")
        target, day = decimal_text(activity.target, 0), date_format(activity.ends_on, "j F Y")
        return text % {"target": target, "unit": activity.unit, "day": day}
    days = [date_format(day, "b Y") for day in (activity.starts_on, activity.ends_on) if day]
    return _("Plan: %(period)s") % {"period": " – ".join(days) or _("no date")}


def shortened(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _row(
    book: LogBook,
    due: DueActivity,
    typed: Mapping[str, Any] | None,
    errors: dict[str, str],
    theirs: dict[int, Any],
) -> ActivityToLog:
    activity = due.activity
    update = book.updates.get(activity.pk)
    words = {name: _written(value) for name, value in words_of(due, update).items()}
    values = _typed_values(activity.pk, typed, words) if typed else _values(update, due, words)
    other = theirs.get(activity.pk)
    latest = other or update
    is_wrong = bool(errors) or other is not None
    is_touched = update is not None and not update.is_unchanged
    is_told = is_touched and values["status"] in TROUBLED and not due.obstacle
    counted = update.counted if update and update.counted is not None else due.counted_before
    return ActivityToLog(
        id=str(activity.pk),
        activity=activity,
        plan_text=plan_text(activity),
        values=values,
        revision=latest.revision if latest else 0,
        previous=due.previous,
        has_questions=is_wrong or is_told or len(book.due) <= MANY,
        due=due,
        now_count=counted,
        marks=marks_of(book, due, typed, errors),
        errors=errors,
        theirs=other,
        is_kept=update is not None and update.is_unchanged,
        is_touched=is_touched or is_wrong,
    )


def _values(
    update: ActivityUpdate | None, due: DueActivity, words: dict[str, str]
) -> dict[str, str]:
    """What is stored, else the answer of last time; the sentence of an obstacle is a quote."""
    values = words | {
        name: _written(getattr(update, name, "")) for name in FIELDS if name not in words
    }
    if due.obstacle:
        return _in_talk(values, due)
    shown = due.shown_status if due.shown_status in CHOICES else ""
    return values | {"status": values["status"] or shown}


def _in_talk(values: dict[str, str], due: DueActivity) -> dict[str, str]:
    """Beside an obstacle only what is new is written, and the answer that its fate does not say."""
    has_news = values["problem"].strip() not in ("", due.problem_before)
    if not has_news:
        values["problem"] = ""
    if values["status"] == followed(values["obstacle_fate"], due.status_before, has_news):
        values["status"] = ""
    return values


def _written(value: Any) -> str:
    return "" if value is None else str(value)


def _typed_values(pk: int, typed: Mapping[str, Any], words: dict[str, str]) -> dict[str, str]:
    """As it was typed; where the page did not ask, what stood before."""
    return {
        name: plain(typed[f"{letter}{pk}"]) if f"{letter}{pk}" in typed else words.get(name, "")
        for name, letter in FIELDS.items()
    }
