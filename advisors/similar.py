"""Which cards and answered questions look like what somebody types.

Two measures together: Postgres' full text in Dutch (words cut to their stem, the title weighs
more than the answer) and the share of trigrams that two texts have in common, which also sees
through compounds ("stageweek", "stageplekken"). The extension pg_trgm does not come with the
embedded Postgres, so the trigrams are counted here, over the few rows that may be shown.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, Value

from .models import AnswerCard, Question
from .models.questions import DUTCH, QuestionQuerySet

Row = TypeVar("Row", AnswerCard, Question)
MOST = 3
CANDIDATES = 60
LEAST = 0.2  # below this a text is not similar
SHORTEST = 8  # signs; with less typed nothing is looked for
LONGEST_QUERY = 40  # words
_COMMON = """
    aan als bij dat die dit doe doen door een elkaar er gaan geen hebben heeft het hoe hun ik in is
    je kan kunnen maar mag mee met mijn moet moeten naar niet nog nu of om onze ons ook op over te
    tot tussen uit van veel voor waar wat we welk welke wel wie wij wil worden zijn zo zonder zou
"""
COMMON = frozenset(_COMMON.split())


def words_of(text: str) -> list[str]:
    """The words that say something, in small letters."""
    found = re.findall(r"[^\W\d_]+|\d+", text.lower())
    return [word for word in found if len(word) > 1 and word not in COMMON]


def trigrams(text: str) -> frozenset[str]:
    """Three signs at a time of each word, with its beginning and end marked, as pg_trgm does."""
    padded = [f"  {word} " for word in words_of(text)]
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def likeness(one: str, other: str) -> float:
    """Share of trigrams that two texts have in common, 0 to 1; symmetric, 1 for the same words."""
    mine, theirs = trigrams(one), trigrams(other)
    if not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


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
    cards = AnswerCard.objects.filter(published_at__isnull=False).annotate(rank=_rank(text))
    return _nearest((card.rank + likeness(text, card.title), card) for card in cards)


def similar_questions(rows: QuestionQuerySet, text: str) -> list[Question]:
    """At most three of `rows` that were answered and look like `text`; one query."""
    query = any_word(text)
    if len(text.strip()) < SHORTEST or query is None:
        return []
    answered = rows.open_hearted().filter(answered_at__isnull=False, words=query)
    best = answered.select_related("region").annotate(rank=_rank(text)).order_by("-rank", "pk")
    return _nearest((one.rank + likeness(text, one.text), one) for one in best[:CANDIDATES])


def _rank(text: str) -> SearchRank | Value:
    query = any_word(text)
    return Value(0.0, FloatField()) if query is None else SearchRank(F("words"), query)


def _nearest(scored: Iterable[tuple[float, Row]]) -> list[Row]:
    near = [pair for pair in scored if pair[0] >= LEAST]
    near.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return [row for _score, row in near[:MOST]]
