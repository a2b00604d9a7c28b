"""Vectors of shared ways and of open obstacles, computed beside the pages as those of questions.

A run may come twice or late: what is stale goes, what is missing is made. Of an obstacle only what
does not succeed is embedded, never how it is picked up, and nothing of what is not shared.
"""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from advisors.answers.meaning import model
from advisors.models import Lesson, LessonMeaning
from regions.progress.models import Obstacle

from .matching import are_compared, made_of

SECONDS = 30  # a run


class Text(NamedTuple):
    lesson: int | None
    obstacle: int | None
    text: str


def keep_lesson_meanings(seconds: float = SECONDS) -> int:
    """Compute what is missing, drop what is gone; how many were computed."""
    name = model.name()
    if not name or not are_compared():
        return 0
    until, done = time.monotonic() + seconds, 0
    LessonMeaning.objects.exclude(model=name).delete()
    for text in _missing(name):
        if time.monotonic() > until:
            break
        done += _keep(name, text)
    return done


def _missing(name: str) -> Iterator[Text]:
    ways = Lesson.objects.shared()
    stuck = Obstacle.objects.filter(state=Obstacle.State.OPEN)
    rows = LessonMeaning.objects.filter(model=name)
    rows.filter(lesson__isnull=False).exclude(lesson__in=ways).delete()
    rows.filter(obstacle__isnull=False).exclude(obstacle__in=stuck).delete()
    had: set[Any] = set(rows.values_list("lesson", "obstacle", "made_of"))
    for pk, text in ways.order_by("-pk").values_list("pk", "problem"):
        if (pk, None, made_of(text)) not in had:
            yield Text(pk, None, text)
    if not ways.exists():  # nothing to compare an obstacle with
        return
    for pk, text in stuck.order_by("-pk").values_list("pk", "problem"):
        if (None, pk, made_of(text)) not in had:
            yield Text(None, pk, text)


def _keep(name: str, text: Text) -> int:
    (vector,) = model.embed_questions([text.text])
    whose = {"lesson_id": text.lesson, "obstacle_id": text.obstacle}
    try:
        with transaction.atomic():
            LessonMeaning.objects.filter(**whose).delete()
            LessonMeaning.objects.create(
                **whose, model=name, made_of=made_of(text.text), vector=vector
            )
    except IntegrityError:  # withdrawn, gone, or another run was first
        return 0
    return 1
