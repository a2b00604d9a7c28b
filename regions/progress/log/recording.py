"""The monthly log as it is written: drafts that nobody loses, and logs that are in once.

Every function is safe to call twice. Who writes holds the row of the draft locked, so two editors
wait for each other and a log is submitted once, whoever presses when.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.accounts.models import User
from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.measure.snapshots import refresh_region
from regions.progress.models import TROUBLED, ActivityUpdate, CheckIn
from regions.progress.obstacles.chapters import retell_obstacles

from .afterthought import is_afterthought, take_the_place
from .answers import Answer, Conflict, NotInThisLog, write_answers
from .corrections import COPIED_REVISION
from .due import LogBook, log_months, reread

LONGEST_OPENING = 4 * 3600  # active seconds that one log can count
MOST_OPENINGS = 200


class LogIsSubmitted(Exception):
    """The log of this month is in; a correction is a new version."""


@dataclass(frozen=True)
class Problem:
    """What stops a log from being submitted: a field of one activity, and what to do."""

    activity_id: int
    field: str
    message: str | Promise


class NotReady(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class Saved:
    """What is stored now: revisions by activity id, and what somebody else wrote first."""

    check_in: CheckIn
    saved_at: datetime.datetime
    by: User
    log_revision: int
    revisions: dict[int, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


@transaction.atomic
def save_answers(
    region: Region,
    month: Month,
    user: User,
    now: datetime.datetime,
    answers: Sequence[Answer] = (),
    going_well: tuple[str, int] | None = None,
    active: tuple[str, int] | None = None,
) -> Saved:
    """Keep answers and the month's text in the draft, which is made when there is none.

    `going_well` is (text, revision that the page showed); `active` is (id of this opening of the
    page, active seconds so far). Raises LogIsSubmitted and NotInThisLog.
    """
    draft = locked_draft(region, month, now)
    revision = draft.revision
    written = write_answers(draft, answers, user, now)
    conflicts = written.conflicts
    if going_well is not None:
        conflicts = conflicts + _write_text(draft, *going_well)
    if active is not None:
        _count_active(draft, *active)
    if written.changed or (going_well is not None and draft.revision != revision):
        draft.has_nothing_to_report = False
    draft.saved_at, draft.saved_by = now, user
    draft.save()
    return Saved(draft, now, user, draft.revision, written.revisions, conflicts)


def locked_draft(region: Region, month: Month, now: datetime.datetime) -> CheckIn:
    """The draft of a month, locked in the running transaction; made when there is no log yet.

    Raises NotInThisLog where the month cannot be logged.
    """
    logs = CheckIn.objects.select_for_update(of=["self"]).filter(
        region=region, month_on=month.first_day
    )
    log = logs.order_by("-version").first()
    if log is None:
        plan = Plan.objects.current().filter(region=region).first()
        if plan is None or month not in log_months(plan, now):
            raise NotInThisLog
        fresh = CheckIn(region=region, plan=plan, month_on=month.first_day, started_at=now)
        CheckIn.objects.bulk_create([fresh], ignore_conflicts=True)
        log = logs.order_by("-version")[:1].get()
    if log.is_submitted:
        raise LogIsSubmitted
    return log


def _write_text(draft: CheckIn, text: str, revision: int) -> list[Conflict]:
    if text == draft.going_well:
        return []
    if revision != draft.revision:
        return [Conflict(None, draft, text)]
    draft.going_well = text
    draft.revision += 1
    return []


def _count_active(draft: CheckIn, opening: str, seconds: int) -> None:
    if len(draft.active_openings) >= MOST_OPENINGS and opening not in draft.active_openings:
        return
    before = draft.active_openings.get(opening, 0)
    draft.active_openings[opening] = max(before, min(seconds, LONGEST_OPENING))
    draft.active_seconds = min(sum(draft.active_openings.values()), LONGEST_OPENING)


def problems_of(book: LogBook) -> list[Problem]:
    """What stops this log from being submitted, in the order of the page.

    A correction asks nothing of rows that the submitted log did not speak of. An obstacle of before
    asks what became of it, and its words stand until others are written.
    """
    log = book.check_in
    may_be_silent = log is not None and log.has_nothing_to_report
    found = []
    for row in book.due:
        update = book.updates.get(row.activity.pk)
        if update is None or not update.status:
            is_new = update is None and log is not None and log.version > 1
            if not (may_be_silent or is_new):
                asked = "obstacle_fate" if row.obstacle else "status"
                found.append(Problem(row.activity.pk, asked, _("Choose how it goes.")))
        elif row.problem_before or (log and is_copied(log, update)):
            continue
        elif _is_unexplained(update):
            found.append(Problem(row.activity.pk, "problem", _("Write what does not succeed.")))
    return found


def _is_unexplained(update: ActivityUpdate) -> bool:
    return update.status in TROUBLED and not update.problem.strip()


def is_copied(log: CheckIn, update: ActivityUpdate) -> bool:
    """Whether a correction still has of this row what was submitted."""
    is_untouched = update.revision == COPIED_REVISION and update.saved_at <= log.started_at
    return log.version > 1 and is_untouched


@transaction.atomic
def submit_check_in(
    check_in: CheckIn, book: LogBook, user: User, now: datetime.datetime
) -> CheckIn:
    """The log is in: it never changes again, obstacles and snapshots follow in the same step.

    `book` says what the log is about; what stands in it is read once it is locked. A log that is
    in already is given back as it is. Raises NotReady.
    """
    log = CheckIn.objects.select_for_update(of=["self"]).get(pk=check_in.pk)
    if log.is_submitted:
        return log
    book = reread(book, log)
    if problems := problems_of(book):
        raise NotReady(problems)
    _carry_words(book)
    if is_afterthought(log):
        take_the_place(log, now)
    log.state = CheckIn.State.SUBMITTED
    log.submitted_at, log.submitted_by = now, user
    log.save()
    retell_obstacles(book.region, set(log.updates.values_list("activity_key", flat=True)))
    refresh_region(book.region, log.month, now)
    return log


def _carry_words(book: LogBook) -> None:
    """Where nothing is new about an obstacle, the sentence of last time is what the log says."""
    carried = []
    for row in book.due:
        update = book.updates.get(row.activity.pk)
        if update and _is_unexplained(update) and row.problem_before:
            update.problem = row.problem_before
            carried.append(update)
    ActivityUpdate.objects.bulk_update(carried, ["problem"])
