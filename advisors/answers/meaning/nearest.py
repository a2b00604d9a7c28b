"""What lies nearest to a question, compared in Postgres: an exact scan, fine below 100,000 rows."""

from collections.abc import Mapping
from functools import lru_cache

from django.db import connection
from django.db.models import F, FloatField, Func, QuerySet, Value

from advisors.models import Question
from advisors.models.meanings import VectorField

from . import model
from .everyday import everyday

# Measured with 184 questions that a card answers, in other words, and 60 about anything else: with
# these 170 find their card and 54 find nothing. By the first alone, at 0.83, 47 would.
LEAST_NEAR = 0.825  # where the nearest card lies under this, nothing is shown
LEAST_OWN = 0.028  # and what lies nearer to a card than to anything else by less than this
# Under this a question asks something else. Measured over 49 questions about anything else: the
# nearest of some 140 questions lies at 0.86 for 45 of them, and at 0.87 for all.
LEAST_OF_QUESTIONS = 0.87
MOST = 40

# What is compared is worked out first, so that nothing after it carries vectors; and of questions
# only those that ask most nearly the same count for the card that answered them.
NEAREST = """
    WITH compared AS MATERIALIZED (
        SELECT card_id, question_id, part, -(vector <#> %s::real[]::vector) AS near
        FROM advisors_meaning WHERE model = %s
    ), asked AS (
        SELECT question_id, part, near FROM compared
        WHERE question_id IS NOT NULL ORDER BY near DESC LIMIT 1000
    ), told AS (
        SELECT card_id, part, near FROM compared WHERE card_id IS NOT NULL
        UNION ALL
        SELECT question.card_id, part, near
        FROM asked JOIN advisors_question AS question ON question.id = question_id
    ), parts AS (
        SELECT card_id, part, max(near) AS near FROM told GROUP BY card_id, part
    )
    SELECT card.id, avg(near)
    FROM parts JOIN advisors_answercard AS card ON card.id = card_id
    WHERE card.published_at IS NOT NULL
    GROUP BY card.id
    ORDER BY avg(near) DESC, card.id
    LIMIT %s
"""
# The column is a vector only where Postgres has pgvector: see migration 0012.
ARE_THERE = """
    SELECT EXISTS (SELECT FROM advisors_meaning WHERE model = %s)
    FROM pg_attribute
    WHERE attrelid = 'advisors_meaning'::regclass AND attname = 'vector'
        AND format_type(atttypid, NULL) = 'vector'
"""


class Nearness(Func):
    """How near a vector lies to another of length one: 1 for the same."""

    template = "(-(%(expressions)s))"
    arg_joiner = " <#> "
    output_field = FloatField()


class Vector(Value):
    def __init__(self, numbers: list[float]) -> None:
        super().__init__(numbers, output_field=VectorField())

    def as_sql(self, compiler, connection):
        sql, params = super().as_sql(compiler, connection)
        return f"{sql}::vector", params


def are_compared() -> bool:
    """Whether this Postgres can compare vectors."""
    return _row(ARE_THERE, [""]) is not None


def near_cards(text: str) -> dict[int, float]:
    """How near the published cards lie that mean most what `text` asks, by id.

    The whole card, its answer and the wording that is nearest of all count alike. Empty where
    nothing can be compared.
    """
    if not (asked := _asked(text)):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [asked, model.name(), MOST])
        return dict(cursor.fetchall())


def is_about(text: str, near: Mapping[int, float]) -> bool:
    """Whether `text` asks what one of the cards tells; `near` is what `near_cards` found for it."""
    best = max(near.values())
    return best >= LEAST_NEAR and best - everyday(_vector(model.name(), text)) >= LEAST_OWN


def near_questions(rows: QuerySet[Question], text: str) -> dict[int, float]:
    """How near those of `rows` lie, which the reader may read, that ask what `text` asks."""
    if not (asked := _asked(text)):
        return {}
    compared = rows.filter(meanings__model=model.name()).annotate(
        near=Nearness(F("meanings__vector"), Vector(asked))
    )
    near = compared.filter(near__gte=LEAST_OF_QUESTIONS).order_by("-near", "pk")
    return dict(near.values_list("pk", "near")[:MOST])


def _asked(text: str) -> list[float] | None:
    """The vector of what is asked. The model stays out of memory while there is nothing to find."""
    name = model.name()
    if not name or _row(ARE_THERE, [name]) != (True,):
        return None
    return _vector(name, text)


@lru_cache(maxsize=1)
def _vector(_model: str, text: str) -> list[float]:
    """Of the text of before too: a page looks for cards and for questions with the same one."""
    return model.embed_questions([text])[0]


def _row(sql: str, params: list[str]) -> tuple[object, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()
