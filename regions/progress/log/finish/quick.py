"""The quick buttons of the log: no change for the rest, nothing to report, open again.

They fill in what nobody answered yet and never change what somebody entered in this log.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from regions.accounts.models import User
from regions.progress.log.answers import NOTHING_TOLD, TOLD, Answer
from regions.progress.log.asked import DueActivity, words_of
from regions.progress.log.due import LogBook, reread
from regions.progress.log.recording import locked_draft, save_answers, submit_check_in
from regions.progress.models import TROUBLED, ActivityUpdate, CheckIn

Fate = ActivityUpdate.ObstacleFate


@dataclass(frozen=True)
class Kept:
    """How many rows were filled as they were last time, in how many of these something that was
    entered stayed, and how many still ask how it goes."""

    filled: int
    entered: int
    open: int


@transaction.atomic
def keep_the_rest(
    book: LogBook, user: User, now: datetime.datetime, only_shown: bool = False
) -> Kept:
    """Answer every open row as it was last time; a count that was entered stays beside it.

    `only_shown` leaves the obstacles, which ask anew: of the others the page has the answer in
    place.
    """
    book = reread(book, locked_draft(book.region, book.month, now))
    is_open = [row for row in book.due if not _status(row, book)]
    if only_shown:
        is_open = [row for row in is_open if row.shown_status]
    kept = [as_before(row, book) for row in is_open if may_be_filled(row, book)]
    save_answers(book.region, book.month, user, now, kept)
    entered = sum(not answer.is_unchanged for answer in kept)
    return Kept(len(kept), entered, len(is_open) - len(kept))


def leaves_open(book: LogBook) -> bool:
    """Whether some row has nothing but the answer of last time, in place on the page."""
    return any(row.shown_status and not _status(row, book) for row in book.due)


@transaction.atomic
def report_nothing(book: LogBook, user: User, now: datetime.datetime) -> CheckIn:
    """A month without news: everything as it was, and the log is in.

    Where something was entered that stays, and the log does not say that there was nothing.
    Raises NotReady when such a log still has open rows.
    """
    keep_the_rest(book, user, now)
    draft = locked_draft(book.region, book.month, now)
    draft.has_nothing_to_report = not says_something(reread(book, draft))
    draft.save()
    return submit_check_in(draft, book, user, now)


def says_something(book: LogBook) -> bool:
    """Whether anything stands in this log that is not simply as it was last time."""
    has_text = bool(book.check_in and book.check_in.going_well.strip())
    return has_text or bool(book.met) or bool(told_rows(book))


def told_rows(book: LogBook) -> list[DueActivity]:
    """The rows in which somebody entered something in this log."""
    return [row for row in book.due if _is_entered(row, book)]


@transaction.atomic
def reopen(book: LogBook, user: User, now: datetime.datetime, activity_id: int) -> None:
    """Ask again after an activity that an earlier log called done."""
    activity = next((done for done in book.done if done.pk == activity_id), None)
    if activity is None:
        return
    ActivityUpdate.objects.bulk_create(
        [
            ActivityUpdate(
                check_in=locked_draft(book.region, book.month, now),
                activity=activity,
                activity_key=activity.key,
                saved_at=now,
                saved_by=user,
            )
        ],
        ignore_conflicts=True,
    )


def _is_entered(row: DueActivity, book: LogBook) -> bool:
    update = book.updates.get(row.activity.pk)
    if update is None or update.is_unchanged:
        return False
    is_answered = bool(update.status or update.obstacle_fate) or update.counted is not None
    return is_answered or tells_by_hand(update, row)


def _status(row: DueActivity, book: LogBook) -> str:
    update = book.updates.get(row.activity.pk)
    return update.status if update else ""


def may_be_filled(row: DueActivity, book: LogBook) -> bool:
    """Not where there was no last time, nor where somebody began to tell another story."""
    update = book.updates.get(row.activity.pk)
    if row.previous is None:
        return False
    if update is None:
        return True
    is_other = bool(tells_by_hand(update, row)) and not row.problem_before
    return update.obstacle_fate in ("", Fate.OPEN) and not is_other


def tells_by_hand(told: ActivityUpdate | Answer, row: DueActivity) -> bool:
    """Whether the questions were answered otherwise than the page filled them in itself."""
    shown = words_of(row, None)
    return any(
        getattr(told, name) not in (blank, shown[name]) for name, blank in NOTHING_TOLD.items()
    )


def as_before(row: DueActivity, book: LogBook) -> Answer:
    update = book.updates.get(row.activity.pk)
    told = {name: getattr(row.previous, name) for name in TOLD} | {"cause": row.cause_before}
    if told["status"] not in TROUBLED:  # what was new about an obstacle then is not new now
        told |= NOTHING_TOLD
    told |= {"counted": row.counted_before, "obstacle_fate": "", "is_unchanged": True}
    met = {m.pk: book.met[m.pk] for m in row.milestones if m.pk in book.met}
    before = Answer(row.activity.pk, met=met, **told)
    if update is None:
        return before
    counted = before.counted if update.counted is None else update.counted
    words = _words_now(update, row) if before.status in TROUBLED else {}
    is_new = counted != before.counted or bool(met) or replace(before, **words) != before
    return replace(
        replace(before, **words),
        revision=update.revision,
        counted=counted,
        obstacle_fate=update.obstacle_fate if before.status in TROUBLED else "",
        is_unchanged=not is_new,
    )


def _words_now(update: ActivityUpdate, row: DueActivity) -> dict[str, Any]:
    """What somebody wrote about an open obstacle; its sentence of last time where none is new."""
    told = {name: getattr(update, name) for name in NOTHING_TOLD}
    if not row.problem_before or told == NOTHING_TOLD:
        return {}
    return told | {"problem": update.problem or row.problem_before}
