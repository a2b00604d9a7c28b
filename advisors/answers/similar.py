"""Which cards and answered questions look like what somebody types.

Two measures together: Postgres' full text in Dutch (words cut to their stem, the title weighs
more than the answer) and the trigrams that two texts share, which also sees through compounds
("stageweek", "stageplekken"). A trigram that few texts have tells more than one that all have;
one in the answer counts half of one in the title. The extension pg_trgm does not come with the
embedded Postgres, so the trigrams are counted here, over a bounded number of rows.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from math import log, sqrt
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, QuerySet, Value

from advisors.models import AnswerCard, Question
from advisors.models.questions import DUTCH, QuestionQuerySet

Row = TypeVar("Row", AnswerCard, Question)
MOST = 3
CANDIDATES = 300
IN_BODY = 0.5  # what a trigram of the answer weighs against one of the title
LEAST = 0.16  # below this a text is not similar
BY_WORDS = 0.5  # what the rank of Postgres weighs against the likeness of trigrams
SHORTEST = 8  # characters; with less typed nothing is looked for
LONGEST_QUERY = 40  # words
_COMMON = """
    aan als bij dat die dit doe doen door een elkaar er gaan geen hebben heeft het hoe hun ik in is
    je kan kunnen maar mag mee met mijn moet moeten naar niet nog nu of om onze ons ook op over te
    tot tussen uit van veel voor waar wanneer wat we welk welke wel wie wij wil worden
    zijn zo zonder zou
"""
COMMON = frozenset(_COMMON.split())


def words_of(text: str) -> list[str]:
    """The words that say something, in small letters."""
    found = re.findall(r"[^\W\d_]+|\d+", text.lower())
    return [word for word in found if len(word) > 1 and word not in COMMON]


def trigrams(text: str) -> frozenset[str]:
    """Three characters at a time of each word, its beginning and end marked, as pg_trgm does."""
    padded = [f"  {word} " for word in words_of(text)]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def weighed(head: str, body: str = "") -> dict[str, float]:
    """The trigrams of a text; those that only the body has count half."""
    return dict.fromkeys(trigrams(body), IN_BODY) | dict.fromkeys(trigrams(head), 1.0)


def likeness(
    one: Mapping[str, float], other: Mapping[str, float], told: Callable[[str], float] = bool
) -> float:
    """How much two weighed texts have in common, 0 to 1; symmetric, 1 for the same text.

    The cosine of both; `told` says how much a trigram tells.
    """
    both = sum(told(sign) * one[sign] * other[sign] for sign in one.keys() & other.keys())
    sizes = (sum(told(s) * weight**2 for s, weight in text.items()) for text in (one, other))
    size = sqrt(next(sizes) * next(sizes))
    return min(both / size, 1.0) if size else 0.0


def telling(texts: list[dict[str, float]]) -> Callable[[str], float]:
    """How much a trigram tells among `texts`: more when fewer of them have it."""
    seen = Counter(sign for text in texts for sign in text)
    return cache(lambda sign: log(1 + (1 + len(texts)) / (1 + seen[sign])))


def any_word(text: str) -> SearchQuery | None:
    """A query for rows with any of the words; None where nothing is left to look for."""
    words = words_of(text)[:LONGEST_QUERY]
    if not words:
        return None
    return SearchQuery(
        " or ".join(f'"{word}"' for word in words), config=DUTCH, search_type="websearch"
    )


def similar_cards(text: str) -> list[AnswerCard]:
    """At most three published cards that look like `text`, the nearest first; one query."""
    if len(text.strip()) < SHORTEST:
        return []
    return _nearest(AnswerCard.objects.published(), text)


def similar_questions(rows: QuestionQuerySet, text: str) -> list[Question]:
    """At most three of `rows` that were answered and look like `text`; one query."""
    query = any_word(text)
    if len(text.strip()) < SHORTEST or query is None:
        return []
    answered = rows.not_confidential().filter(answered_at__isnull=False, words=query)
    return _nearest(answered.select_related("region"), text)


def _nearest(rows: QuerySet[Row], text: str) -> list[Row]:
    """Of the rows that rank highest by their words, the three that look most like `text`."""
    query = any_word(text)
    rank = Value(0.0, FloatField()) if query is None else SearchRank(F("words"), query)
    found = list(rows.annotate(rank=rank).order_by("-rank", "pk")[:CANDIDATES])
    texts = [weighed(_head(row), row.answer) for row in found]
    told, asked = telling(texts), weighed(text)
    scored = [
        (BY_WORDS * row.rank + likeness(asked, its, told), row)
        for row, its in zip(found, texts, strict=True)
    ]
    near = sorted((pair for pair in scored if pair[0] >= LEAST), key=lambda p: (-p[0], p[1].pk))
    return [row for _score, row in near[:MOST]]


def _head(row: AnswerCard | Question) -> str:
    return row.title if isinstance(row, AnswerCard) else row.text
