"""What a reply says, written into the draft of its month: only where nobody answered yet.

A row that has an answer stays as it is, an unclear line is given back, and nothing is submitted.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from regions.access import Action, can
from regions.progress.log.answers import Answer
from regions.progress.log.asked import DueActivity
from regions.progress.log.due import LogBook, read_log_book
from regions.progress.log.finish.adopting import answer_from, joined
from regions.progress.log.finish.quick import as_before, may_be_filled
from regions.progress.log.forms import LONGEST_TEXT, WELL, read_count
from regions.progress.log.recording import locked_draft, save_answers
from regions.progress.models import WorkLine
from regions.stored import Stored
from sto_portal.notices.models import ReplyAddress

from .understanding import Line, Reading, understood
from .words import SAME, TROUBLED

ENDED, NO_ROLE, IS_IN = "ended", "no_role", "is_in"


@dataclass(frozen=True)
class EchoLine(Stored):
    """One activity as it was understood; `said` is a status, or "same"."""

    title: str
    said: str
    counted: int | None = None
    problem: str = ""
    recovery: str = ""
    well: str = ""


@dataclass(frozen=True)
class Echo(Stored):
    """What is mailed back: what was understood, what was not, and what is still open."""

    refused: str = ""
    lines: list[EchoLine] = field(default_factory=list)
    same: int = 0
    already: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def applied(row: ReplyAddress, text: str, now: datetime) -> Echo:
    """Inside the transaction of the mail: what is mailed back is what was written."""
    if not can(row.user, Action.WRITE_LOG, row.region):
        return Echo(refused=NO_ROLE)
    book = read_log_book(row.region, row.month, now)
    if book is None or not book.is_editable:
        return Echo(refused=IS_IN)
    if row.expires_at <= now:
        return Echo(refused=ENDED)
    reading = understood(text, len(row.keys), timezone.localdate(now))
    return _written(_Draft(book, row, now), reading)


class _Draft:
    """The draft of a month with what is going to be written in it."""

    def __init__(self, book: LogBook, row: ReplyAddress, now: datetime) -> None:
        locked_draft(book.region, book.month, now)
        self.book = read_log_book(book.region, book.month, now) or book
        self.row, self.now = row, now
        self.due = {str(due.activity.key): due for due in self.book.due}
        self.answers: dict[str, Answer] = {}
        self.well: list[str] = []

    def is_answered(self, due: DueActivity) -> bool:
        update = self.book.updates.get(due.activity.pk)
        return bool(update and update.status)

    def same(self, due: DueActivity, counted: int | None) -> bool:
        if not may_be_filled(due, self.book):
            return False
        answer = as_before(due, self.book)
        if counted is not None and counted != answer.counted:
            answer = replace(answer, counted=counted, is_unchanged=False)
        self.answers[str(due.activity.key)] = answer
        return True

    def say(self, due: DueActivity, line: Line, counted: int | None) -> None:
        told = WorkLine(
            status=line.said, problem=line.problem, recovery=line.recovery, counted=counted
        )
        answer = answer_from(due, self.book.updates.get(due.activity.pk), told)
        if line.said in TROUBLED and line.recovery:
            answer = replace(answer, recovery_who=line.who[:120], recovery_by_on=line.by_on)
        self.answers[str(due.activity.key)] = answer
        if line.well:
            self.well.append(f"{due.activity.title}: {line.well}")

    def save(self) -> None:
        log = locked_draft(self.book.region, self.book.month, self.now)
        well = log.going_well
        for text in self.well:
            well = joined(well, text)
        if len(well) > LONGEST_TEXT:
            well = log.going_well
        save_answers(
            self.book.region, self.book.month, self.row.user, self.now,
            list(self.answers.values()), going_well=(well, log.revision),
        )  # fmt: skip


def _written(draft: _Draft, reading: Reading) -> Echo:
    lines, already, unclear = [], [], list(reading.unclear)
    for number, line in sorted(reading.lines.items()):
        due = draft.due.get(draft.row.keys[number - 1])
        if due is None:
            unclear.append(str(number))
        elif draft.is_answered(due):
            already.append(str(due.activity))
        elif (told := _line(draft, due, line)) is not None:
            lines.append(told)
        else:
            unclear.append(f"{number} {line.said if line.said != SAME else ''}".strip())
    same = _rest(draft, reading) if reading.rest else 0
    draft.save()
    still = [
        str(due.activity)
        for key, due in draft.due.items()
        if key not in draft.answers and not draft.is_answered(due)
    ]
    return Echo("", lines, same, already, unclear, still)


def _line(draft: _Draft, due: DueActivity, line: Line) -> EchoLine | None:
    try:
        counted = _counted(line.counted, due.counted_before or 0)
    except ValueError:
        return None
    if counted is not None and not due.activity.target:
        return None
    title = str(due.activity)
    if line.said == SAME:
        return EchoLine(title, SAME, counted) if draft.same(due, counted) else None
    draft.say(due, line, counted)
    return EchoLine(title, line.said, counted, line.problem, line.recovery, line.well)


def _counted(text: str, before: int) -> int | None:
    if text.startswith("+"):
        return before + read_count(text[1:])
    return read_count(text) if text else None


def _rest(draft: _Draft, reading: Reading) -> int:
    """The lines of the mail that were not named. "The rest is well" says nothing of what did not go
    well last time: that stays open."""
    named = {draft.row.keys[number - 1] for number in reading.lines}
    filled = 0
    for key in draft.row.keys:
        due = draft.due.get(key)
        if key in named or due is None or draft.is_answered(due):
            continue
        if reading.rest == SAME or (not due.obstacle and due.status_before in WELL):
            filled += draft.same(due, None)
    return filled
