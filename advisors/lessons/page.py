"""What the page of an obstacle shows, and that of a way, to one reader."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from advisors.models import Lesson, LessonToTell
from advisors.rules.doors import items_for
from regions.access import Action, can, region_ids
from regions.accounts.models import User
from regions.months import Month
from regions.progress.models import Cause, Obstacle

from . import doors
from .forms import CauseForm
from .matching import Match, matches_for

MOST_RULES = 60  # to choose from


@dataclass(frozen=True)
class Fitting:
    """An open obstacle in a region of the reader that a way fits, and whether it waits there."""

    obstacle: Obstacle
    why: list[Any]
    is_put: bool


def obstacle_page(obstacle: Obstacle, user: User) -> dict[str, Any]:
    """Context of the page of an obstacle; `user` reads the logs of its region."""
    is_open = obstacle.state == Obstacle.State.OPEN
    matches = matches_for([obstacle]).get(obstacle.pk, []) if is_open else []
    doors.name_regions([match.lesson for match in matches], user)
    writes = can(user, Action.WRITE_LOG, obstacle)
    return {
        "obstacle": obstacle,
        "region": obstacle.region,
        "since": Month.of(obstacle.opened_on),
        "closed": Month.of(obstacle.closed_on) if obstacle.closed_on else None,
        "matches": matches,
        "put": _put_for(obstacle.region_id, matches) if matches else set(),
        "advises": can(user, Action.ADVISE, obstacle),
        "cause_form": CauseForm(instance=obstacle) if writes else None,
        "answer": doors.answer_about(obstacle) if writes else None,
        "may_answer": doors.may_answer(user, obstacle),
        **_rule(obstacle, user),
    }


def _rule(obstacle: Obstacle, user: User) -> dict[str, Any]:
    """Which rule it counts with, and for who may place it the rules to choose from."""
    if obstacle.cause != Cause.RULE:
        return {}
    rows = items_for(user)
    places = can(user, Action.ADVISE, obstacle) or can(user, Action.MANAGE, obstacle)
    return {
        "item": rows.filter(namings__obstacle=obstacle).first(),
        "items": list(rows.order_by("-made_at", "pk")[:MOST_RULES]) if places else [],
    }


def _put_for(region_id: int, matches: list[Match]) -> set[int]:
    ids = [match.lesson.pk for match in matches]
    rows = LessonToTell.objects.filter(region=region_id, lesson__in=ids, done_at=None)
    return set(rows.values_list("lesson", flat=True))


def fitting_for(lesson: Lesson, user: User) -> list[Fitting]:
    """Open obstacles in the regions that `user` advises that this way fits."""
    advised = region_ids(user, [Action.ADVISE]) or set()
    rows = Obstacle.objects.filter(region__in=advised, state=Obstacle.State.OPEN)
    obstacles = list(rows.select_related("activity", "region"))
    matches = matches_for(obstacles, only=lesson)
    found = [(one, match) for one in obstacles for match in matches.get(one.pk, [])]
    told = LessonToTell.objects.filter(lesson=lesson, region__in=advised, done_at=None)
    put = set(told.values_list("region", flat=True))
    return [Fitting(one, match.why, one.region_id in put) for one, match in found]


def to_tell(region_id: int) -> QuerySet[LessonToTell]:
    """What waits to be told in the next talk with a region, as far as it is shared now."""
    rows = LessonToTell.objects.filter(region=region_id, done_at=None)
    rows = rows.filter(lesson__in=Lesson.objects.shared().values("pk"))
    return rows.select_related(
        "lesson__obstacle__activity", "lesson__obstacle__region", "obstacle__activity"
    )


def to_tell_named(region_id: int, user: User) -> list[LessonToTell]:
    rows = list(to_tell(region_id))
    doors.name_regions([row.lesson for row in rows], user)
    return rows


def put_on_card(
    region_id: int, lesson: Lesson, obstacle: Obstacle | None, user: User, now: datetime.datetime
) -> bool:
    """Tell it in the next talk; False when it waits there already."""
    made = {"obstacle": obstacle, "put_by": user, "put_at": now}
    _row, is_new = LessonToTell.objects.get_or_create(
        region_id=region_id, lesson=lesson, done_at=None, defaults=made
    )
    return is_new
