"""Which shared ways fit an open obstacle: by kind of activity, cause, and what both say.

Two of the three must agree. What both say is compared by meaning where vectors are there, which a
job computes beside the pages, and by the trigrams that they share.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import sqrt
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisors.answers.meaning import model
from advisors.answers.similar import telling, trigrams
from advisors.models import Lesson, LessonMeaning
from regions.plans.models import Activity
from regions.progress.models import Obstacle

from .doors import ways_for_network

MOST = 3
MOST_COMPARED = 200  # shared ways, the latest
LEAST_ALIKE = 0.2  # by trigrams
LEAST_NEAR = 0.87  # by meaning, as for questions
NEEDED = 2

NEAR = """
    SELECT one.obstacle_id, other.lesson_id, -(one.vector <#> other.vector)
    FROM advisors_lessonmeaning AS one CROSS JOIN advisors_lessonmeaning AS other
    WHERE one.obstacle_id = ANY(%s) AND other.lesson_id = ANY(%s)
        AND one.model = %s AND other.model = %s
"""
ARE_VECTORS = """
    SELECT format_type(atttypid, NULL) = 'vector' FROM pg_attribute
    WHERE attrelid = 'advisors_lessonmeaning'::regclass AND attname = 'vector'
"""


@dataclass(frozen=True)
class Match:
    lesson: Lesson
    why: list[Any] = field(default_factory=list)
    alike: float = 0.0


def made_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def are_compared() -> bool:
    """Whether this Postgres can compare vectors."""
    with connection.cursor() as cursor:
        cursor.execute(ARE_VECTORS)
        return cursor.fetchone() == (True,)


def matches_for(
    obstacles: Sequence[Obstacle], only: Lesson | None = None
) -> dict[int, list[Match]]:
    """By id of the obstacle at most three ways of other regions, the best first, or this one
    alone; only of those that have any. `obstacles` come with their activity. At most four
    queries."""
    if not obstacles:
        return {}
    kinds = {one.activity.kind for one in obstacles} - {Activity.Kind.OTHER}
    causes = {one.cause for one in obstacles} - {""}
    rows = ways_for_network().filter(
        Q(obstacle__activity__kind__in=kinds) | Q(obstacle__cause__in=causes)
    )
    lessons = [only] if only else list(rows[:MOST_COMPARED])
    if not lessons:
        return {}
    near, alike = _near(obstacles, lessons), _Alike(obstacles, lessons)
    found = {
        one.pk: _best(
            [
                _match(one, lesson, near.get((one.pk, lesson.pk), 0.0), alike.of(one, lesson))
                for lesson in lessons
                if lesson.obstacle.region_id != one.region_id
            ]
        )
        for one in obstacles
    }
    return {pk: matches for pk, matches in found.items() if matches}


def _best(matches: list[Match]) -> list[Match]:
    fitting = [one for one in matches if len(one.why) >= NEEDED]
    return sorted(fitting, key=lambda one: (-len(one.why), -one.alike))[:MOST]


def _match(one: Obstacle, lesson: Lesson, near: float, alike: float) -> Match:
    other = lesson.obstacle
    why = []
    if one.activity.kind == other.activity.kind != Activity.Kind.OTHER:
        why.append(_("the same kind of activity"))
    if one.cause and one.cause == other.cause:
        why.append(_("the same cause"))
    if near >= LEAST_NEAR or alike >= LEAST_ALIKE:
        why.append(_("much alike"))
    return Match(lesson, why, max(near, alike))


def _near(obstacles: Sequence[Obstacle], lessons: Sequence[Lesson]) -> dict[tuple[int, int], float]:
    """How near they lie in meaning; of an obstacle only while its words are those of its vector."""
    name = model.name()
    if not name:
        return {}
    rows = LessonMeaning.objects.filter(obstacle__in=[one.pk for one in obstacles], model=name)
    kept = dict(rows.values_list("obstacle", "made_of"))
    ids = [one.pk for one in obstacles if kept.get(one.pk) == made_of(one.problem)]
    if not ids or not are_compared():
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [ids, [lesson.pk for lesson in lessons], name, name])
        return {(obstacle, lesson): near for obstacle, lesson, near in cursor.fetchall()}


class _Alike:
    """How much two texts have in common by the trigrams that tell, 0 to 1."""

    def __init__(self, obstacles: Sequence[Obstacle], lessons: Sequence[Lesson]) -> None:
        self.here = {one.pk: trigrams(one.problem) for one in obstacles}
        self.there = {one.pk: trigrams(one.problem) for one in lessons}
        texts = [*self.here.values(), *self.there.values()]
        self.told = telling([dict.fromkeys(text, 1.0) for text in texts])
        self.sizes = {text: sum(map(self.told, text)) for text in set(texts)}

    def of(self, one: Obstacle, lesson: Lesson) -> float:
        here, there = self.here[one.pk], self.there[lesson.pk]
        size = sqrt(self.sizes[here] * self.sizes[there])
        return sum(map(self.told, here & there)) / size if size else 0.0


def counts_elsewhere(ids: Sequence[int]) -> dict[int, int]:
    """By id of an open obstacle, in how many ways others picked up the like."""
    rows = Obstacle.objects.filter(pk__in=ids, state=Obstacle.State.OPEN)
    found = matches_for(list(rows.select_related("activity")))
    return {pk: len(matches) for pk, matches in found.items()}
