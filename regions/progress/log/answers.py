"""What a leader answers per activity, and how answers become rows, over nobody else's words."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from regions.accounts.models import User
from regions.plans.models import Activity, Milestone, Plan
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet


class NotInThisLog(Exception):
    """An answer is about an activity or milestone that the approved plan does not hold."""


@dataclass(frozen=True)
class Answer:
    """One row as it was typed. `revision` is the one that the page showed, 0 for a new row."""

    activity_id: int
    revision: int = 0
    status: str = ""
    counted: int | None = None
    problem: str = ""
    cause: str = ""
    recovery: str = ""
    recovery_who: str = ""
    recovery_by_on: datetime.date | None = None
    outlook: str = ""
    lost_count: int | None = None
    decision_asked: str = ""
    obstacle_fate: str = ""
    met: dict[int, datetime.date] = field(default_factory=dict)
    is_unchanged: bool = False


# What is only told of an activity that does not go by itself, with its value when nothing is.
NOTHING_TOLD: dict[str, Any] = {
    "problem": "",
    "cause": "",
    "recovery": "",
    "recovery_who": "",
    "recovery_by_on": None,
    "outlook": "",
    "lost_count": None,
    "decision_asked": "",
}
TOLD = [f.name for f in fields(Answer) if f.name not in {"activity_id", "revision", "met"}]


@dataclass(frozen=True)
class Conflict:
    """Somebody else wrote first: both texts. `activity_id` is None for the month's own text."""

    activity_id: int | None
    theirs: ActivityUpdate | CheckIn
    mine: Answer | str


@dataclass
class Written:
    """The revision of each row now, by activity id, what changed and what was not written."""

    revisions: dict[int, int] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)


def write_answers(
    check_in: CheckIn, answers: Sequence[Answer], user: User, now: datetime.datetime
) -> Written:
    """Write answers into a draft that the caller holds locked.

    The same content again changes nothing; other content with an old revision is a conflict and
    is not written. Raises NotInThisLog.
    """
    written = Written()
    if not answers:
        return written
    activities = _activities(check_in.region_id, answers)
    rows = _rows(check_in, [activity.key for activity in activities.values()])
    met = _met(rows.values())
    marks = _marks(check_in.region_id, answers)
    changed: list[tuple[ActivityUpdate, Answer]] = []
    for answer in answers:
        activity = activities[answer.activity_id]
        row = rows.get(activity.key)
        if row is None:
            row = ActivityUpdate(check_in=check_in, activity=activity, activity_key=activity.key)
        elif _is_same(row, answer, met[row.pk], marks):
            written.revisions[answer.activity_id] = row.revision
            continue
        elif row.revision != answer.revision:
            written.conflicts.append(Conflict(answer.activity_id, row, answer))
            continue
        changed.append((_filled(row, answer, user, now), answer))
    _store(changed, met, marks)
    written.revisions |= {answer.activity_id: row.revision for row, answer in changed}
    written.changed = {answer.activity_id for _row, answer in changed}
    return written


def _activities(region_id: int, answers: Sequence[Answer]) -> dict[int, Activity]:
    ids = {answer.activity_id for answer in answers}
    found = Activity.objects.filter(
        pk__in=ids, plan__region=region_id, plan__state=Plan.State.APPROVED
    ).in_bulk()
    if found.keys() != ids:
        raise NotInThisLog
    return found


def _rows(check_in: CheckIn, keys: Iterable[UUID]) -> dict[UUID, ActivityUpdate]:
    """By key: a draft may hold rows of an earlier version of the plan."""
    marks = MilestoneMet.objects.filter(update=OuterRef("pk"))
    rows = ActivityUpdate.objects.filter(check_in=check_in, activity_key__in=list(keys))
    rows = rows.annotate(has_marks=Exists(marks))
    return {row.activity_key: row for row in rows}


def _met(rows: Iterable[ActivityUpdate]) -> dict[int, dict[UUID, datetime.date]]:
    found: dict[int, dict[UUID, datetime.date]] = defaultdict(dict)
    marked = [row.pk for row in rows if row.has_marks]  # type: ignore[attr-defined]
    if not marked:
        return found
    stored = MilestoneMet.objects.filter(update__in=marked)
    for update_id, key, day in stored.values_list("update_id", "milestone_key", "met_on"):
        found[update_id][key] = day
    return found


def _marks(region_id: int, answers: Sequence[Answer]) -> dict[int, Milestone]:
    """The milestones that the answers name; each belongs to the activity of its answer."""
    owner = {pk: answer.activity_id for answer in answers for pk in answer.met}
    found = Milestone.objects.in_bulk(owner) if owner else {}
    if any(pk not in found or found[pk].activity_id != owner[pk] for pk in owner):
        raise NotInThisLog
    return found


def _is_same(
    row: ActivityUpdate,
    answer: Answer,
    met: dict[UUID, datetime.date],
    marks: dict[int, Milestone],
) -> bool:
    asked = {marks[pk].key: day for pk, day in answer.met.items()}
    return asked == met and all(getattr(row, name) == getattr(answer, name) for name in TOLD)


def _filled(
    row: ActivityUpdate, answer: Answer, user: User, now: datetime.datetime
) -> ActivityUpdate:
    for name in TOLD:
        setattr(row, name, getattr(answer, name))
    row.revision += 1
    row.saved_at, row.saved_by = now, user
    return row


def _store(
    changed: Sequence[tuple[ActivityUpdate, Answer]],
    met: dict[int, dict[UUID, datetime.date]],
    marks: dict[int, Milestone],
) -> None:
    kept = [row for row, _answer in changed if row.pk is not None]
    ActivityUpdate.objects.bulk_create([row for row, _answer in changed if row.pk is None])
    if kept:
        ActivityUpdate.objects.bulk_update(kept, [*TOLD, "revision", "saved_at", "saved_by"])
    stale, new = [], []
    for row, answer in changed:
        asked = {marks[pk].key: day for pk, day in answer.met.items()}
        if asked != met.get(row.pk, {}):
            stale.append(row.pk)
            new += [
                MilestoneMet(
                    update=row, milestone=marks[pk], milestone_key=marks[pk].key, met_on=day
                )
                for pk, day in answer.met.items()
            ]
    if stale:
        MilestoneMet.objects.filter(update__in=stale).delete()
        MilestoneMet.objects.bulk_create(new)
