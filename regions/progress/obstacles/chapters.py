"""Obstacles as the logs tell them: from the first month to the month they end, and how.

The story of an activity is told anew from all its current logs in order of month, so a late log
or a correction ends in the same obstacles as if it had come in time.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from regions.models import Region
from regions.progress.measure.facts import current_logs
from regions.progress.models import (
    TROUBLED,
    ActivityUpdate,
    CheckIn,
    Obstacle,
    Outlook,
    Status,
)

WELL = frozenset({Status.ON_TRACK, Status.DONE})
Fate = ActivityUpdate.ObstacleFate


@dataclass(frozen=True)
class Chapter:
    """What the log of one month said of an activity; `month_on` is the first day."""

    month_on: datetime.date
    status: str = ""
    problem: str = ""
    cause: str = ""
    recovery: str = ""
    recovery_who: str = ""
    recovery_by_on: datetime.date | None = None
    outlook: str = ""
    decision_asked: str = ""
    obstacle_fate: str = ""


WORDS = [field.name for field in fields(Chapter) if field.name != "month_on"]


@dataclass(frozen=True)
class Story:
    """One obstacle from its first month on; the latest words stand."""

    opened_on: datetime.date
    updated_on: datetime.date
    problem: str
    told_cause: str = ""
    recovery: str = ""
    recovery_who: str = ""
    recovery_by_on: datetime.date | None = None
    is_stalled: bool = False
    decision_asked: str = ""
    state: str = Obstacle.State.OPEN
    closed_on: datetime.date | None = None


def obstacles_from(chapters: Iterable[Chapter]) -> list[Story]:
    """The obstacles of one activity, oldest first; at most the last one is open.

    An activity that lies still keeps an open obstacle, whatever else its log says: what it needs
    and asks does not end with a result that is lost.
    """
    stories: list[Story] = []
    is_lost = False
    for chapter in sorted(chapters, key=lambda told: told.month_on):
        is_open = bool(stories) and stories[-1].closed_on is None
        if is_open and not _begins_anew(stories[-1], chapter):
            stories[-1] = _continued(stories[-1], chapter, is_lost)
            is_lost = _is_lost(chapter, is_lost)
            continue
        if is_open:
            stories[-1] = _closed(stories[-1], Obstacle.State.PICKED_UP, chapter)
        if chapter.status in TROUBLED and chapter.problem.strip():
            is_lost = _is_lost(chapter, False)
            stories.append(_ended(_begun(chapter), chapter, is_lost))
    return stories


def _begins_anew(story: Story, chapter: Chapter) -> bool:
    """Whether what lay in the way is gone, and something else keeps the activity still."""
    is_other = chapter.status == Status.STALLED and chapter.obstacle_fate == Fate.PICKED_UP
    return is_other and story.opened_on < chapter.month_on


def _is_lost(chapter: Chapter, was_lost: bool) -> bool:
    """Whether the result is lost, as far as the latest log that says something of it."""
    if chapter.status in TROUBLED and chapter.outlook:
        return chapter.outlook == Outlook.LOST
    return was_lost


def _begun(chapter: Chapter) -> Story:
    return _worded(Story(chapter.month_on, chapter.month_on, chapter.problem), chapter)


def _continued(story: Story, chapter: Chapter, was_lost: bool) -> Story:
    if chapter.status in TROUBLED:
        story = _worded(story, chapter)
    return _ended(story, chapter, was_lost)


def _worded(story: Story, chapter: Chapter) -> Story:
    return replace(
        story,
        updated_on=chapter.month_on,
        problem=chapter.problem.strip() or story.problem,
        told_cause=chapter.cause,
        recovery=chapter.recovery,
        recovery_who=chapter.recovery_who,
        recovery_by_on=chapter.recovery_by_on,
        is_stalled=chapter.status == Status.STALLED,
        decision_asked=chapter.decision_asked,
    )


def _ended(story: Story, chapter: Chapter, was_lost: bool) -> Story:
    """Whether this month ended it: what the leader says of its fate goes first."""
    state = ""
    if chapter.status == Status.STALLED:
        return story
    if chapter.obstacle_fate and chapter.obstacle_fate != Fate.OPEN:
        state = chapter.obstacle_fate
    elif chapter.status in TROUBLED and chapter.outlook == Outlook.LOST:
        state = Obstacle.State.LET_GO
    elif chapter.status in WELL and chapter.obstacle_fate != Fate.OPEN:
        state = Obstacle.State.LET_GO if was_lost else Obstacle.State.PICKED_UP
    return _closed(story, state, chapter) if state else story


def _closed(story: Story, state: str, chapter: Chapter) -> Story:
    return replace(story, state=state, closed_on=chapter.month_on, updated_on=chapter.month_on)


@dataclass(frozen=True)
class Chronicle:
    """What logs tell of the obstacles of one activity, which is as the last of them knew it."""

    activity_id: int
    title: str
    stories: list[Story]


def told_in(logs: QuerySet[CheckIn], keys: Collection[UUID | str]) -> dict[UUID, Chronicle]:
    """By key of the activity: its obstacles as these logs tell them, in one query."""
    chapters: dict[UUID, list[Chapter]] = defaultdict(list)
    activities: dict[UUID, tuple[int, str]] = {}
    rows = ActivityUpdate.objects.filter(check_in__in=logs.values("pk"), activity_key__in=keys)
    for row in rows.order_by("check_in__month_on", "id").values(
        "activity_key", "activity_id", "activity__title", "check_in__month_on", *WORDS
    ):
        words: dict[str, Any] = {name: row[name] for name in WORDS}
        chapters[row["activity_key"]].append(Chapter(row["check_in__month_on"], **words))
        activities[row["activity_key"]] = row["activity_id"], row["activity__title"]
    return {
        key: Chronicle(*activity, obstacles_from(chapters[key]))
        for key, activity in activities.items()
    }


def retell_obstacles(region: Region, keys: Collection[UUID]) -> None:
    """Write the obstacles of these activities as the logs that count now tell them."""
    told = told_in(current_logs([region.pk]), keys)
    known = defaultdict(list)
    for row in region.obstacles.filter(activity_key__in=keys).order_by("opened_on", "pk"):
        known[row.activity_key].append(row)
    for key in keys:
        _write(region, key, told.get(key), known[key])


def _write(region: Region, key: UUID, told: Chronicle | None, rows: list[Obstacle]) -> None:
    stories = told.stories if told else []
    surplus = rows[len(stories) :]
    if surplus:
        Obstacle.objects.filter(pk__in=[row.pk for row in surplus]).delete()
    for number, story in enumerate(stories):
        row = rows[number] if number < len(rows) else Obstacle(region=region, activity_key=key)
        values = {**vars(story), "activity_id": told.activity_id if told else row.activity_id}
        if story.told_cause != row.told_cause:  # else what was named on its page stands
            values["cause"] = story.told_cause
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
