"""Which cards and answered questions look like what somebody types.

Two measures together: Postgres' full text in Dutch (words cut to their stem, the title weighs
more than the answer) and the trigrams that two texts share, which also sees through compounds
("stageweek", "stageplekken"). A trigram that few texts have tells more than one that all have;
one in the answer counts half of one in the title. The extension pg_trgm does not come with the
embedded Postgres, so the trigrams are counted here, over a bounded number of rows.

Where a model is there, what lies near in meaning is asked as well, and the two orders become one.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from math import log, sqrt
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, QuerySet, Value

from advisors.answers.meaning.nearest import is_about, near_cards, near_questions
from advisors.models import AnswerCard, Question
from advisors.models.questions import DUTCH, QuestionQuerySet
from regions.words.folding import APOSTROPHES, HYPHENS, folded

Row = TypeVar("Row", AnswerCard, Question)
Scores = list[tuple[float, Row]]  # the best first
MOST = 3
BESIDE_MEANING = 0.05  # what the likeness by words weighs against nearness in meaning
SURE = 0.4  # so much alike by words is shown all the same
CANDIDATES = 300
IN_BODY = 0.5  # what a trigram of the answer weighs against one of the title
LEAST = 0.16  # below this a text is not similar
BY_WORDS = 0.5  # what the rank of Postgres weighs against the likeness of trigrams
SHORTEST = 8  # characters; with less typed nothing is looked for
LONGEST_QUERY = 40  # words
PARTED = re.compile(f"[{re.escape(APOSTROPHES + HYPHENS)}]")
_COMMON = """
    aan als bij dat die dit doe doen door een elkaar er gaan geen hebben heeft het hoe hun ik in is
    je kan kunnen maar mag mee met mijn moet moeten naar niet nog nu of om onze ons ook op over te
    tot tussen uit van veel voor waar wanneer wat we welk welke wel wie wij wil worden
    zijn zo zonder zou
"""
COMMON = frozenset(_COMMON.split())


def words_of(text: str) -> list[str]:
    """The words that say something, folded as search does; a hyphen or apostrophe parts words."""
    found = re.findall(r"[^\W\d_]+|\d+", " ".join(map(folded, PARTED.split(text))))
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
    both = sum(
        told(trigram) * one[trigram] * other[trigram] for trigram in one.keys() & other.keys()
    )
    sizes = (sum(told(s) * weight**2 for s, weight in text.items()) for text in (one, other))
    size = sqrt(next(sizes) * next(sizes))
    return min(both / size, 1.0) if size else 0.0


def telling(texts: list[dict[str, float]]) -> Callable[[str], float]:
    """How much a trigram tells among `texts`: more when fewer of them have it."""
    seen = Counter(trigram for text in texts for trigram in text)
    return cache(lambda trigram: log(1 + (1 + len(texts)) / (1 + seen[trigram])))


def any_word(text: str) -> SearchQuery | None:
    """A query for rows with any of the words; None where nothing is left to look for."""
    words = words_of(text)[:LONGEST_QUERY]
    if not words:
        return None
    return SearchQuery(
        " or ".join(f'"{word}"' for word in words), config=DUTCH, search_type="websearch"
    )


def similar_cards(text: str, *, in_confidence: bool = False) -> list[AnswerCard]:
    """At most three published cards that look like `text`, the nearest first; two queries, and
    at most two more where there are meanings. What is asked in confidence is never embedded."""
    if len(text.strip()) < SHORTEST or not words_of(text):
        return []
    published = AnswerCard.objects.published()
    by_words = _by_words(published, text)
    near = {} if in_confidence else near_cards(text)
    if not near:
        return _likest(by_words)
    return _fused(published, by_words, near, is_near=is_about(text, near))


def similar_questions(rows: QuestionQuerySet, text: str) -> list[Question]:
    """At most three of `rows` that were answered and look like `text`; as many queries."""
    query = any_word(text)
    if len(text.strip()) < SHORTEST or query is None:
        return []
    open_ones = rows.not_confidential().filter(answered_at__isnull=False)
    open_ones = open_ones.select_related("region")
    by_words = _by_words(open_ones.filter(words=query), text)
    near = near_questions(open_ones, text)
    found = _fused(open_ones, by_words, near, is_near=True) if near else _likest(by_words)
    for question in found:
        question.was_asked = is_same(text, question.text)  # type: ignore[attr-defined]
    return sorted(found, key=lambda question: not is_same(text, question.text))


def answers_like(text: str, *, in_confidence: bool = False) -> list[AnswerCard]:
    """As `similar_cards`, with on each card whether this very question was answered with it, and
    those first: any other only looks like it. Two queries."""
    cards = similar_cards(text, in_confidence=in_confidence)
    told = Question.objects.not_confidential().filter(card__in=cards, answered_at__isnull=False)
    used = {pk for pk, asked in told.values_list("card", "text") if is_same(text, asked)}
    for card in cards:
        card.was_asked = card.pk in used  # type: ignore[attr-defined]
    return sorted(cards, key=lambda card: card.pk not in used)


def is_same(text: str, other: str) -> bool:
    """Whether two questions say the same, whatever stands between their words."""
    return set(words_of(text)) == set(words_of(other))


def _fused(
    rows: QuerySet[Row], by_words: Scores[Row], near: Mapping[int, float], *, is_near: bool
) -> list[Row]:
    """The three that stand highest by meaning and words together.

    Nothing where no text lies near enough, but what the words alone leave no doubt of.
    """
    words = {row.pk: score for score, row in by_words}
    together = Counter({pk: lies + BESIDE_MEANING * words.get(pk, 0) for pk, lies in near.items()})
    best = [pk for pk, _score in together.most_common() if is_near or words.get(pk, 0) >= SURE]
    best += [row.pk for score, row in by_words if row.pk not in near and score >= SURE]
    known = {row.pk: row for _score, row in by_words}
    if missing := [pk for pk in best[:MOST] if pk not in known]:
        known |= {row.pk: row for row in rows.filter(pk__in=missing)}
    return [known[pk] for pk in best[:MOST] if pk in known]


def _by_words(rows: QuerySet[Row], text: str) -> Scores[Row]:
    """Of the rows that rank highest by their words, how much each looks like `text`; best first."""
    query = any_word(text)
    rank = Value(0.0, FloatField()) if query is None else SearchRank(F("words"), query)
    found = list(rows.annotate(rank=rank).order_by("-rank", "pk")[:CANDIDATES])
    texts = [weighed(_head(row), row.answer) for row in found]
    told, asked = telling(texts), weighed(text)
    scored = [
        (BY_WORDS * row.rank + likeness(asked, its, told), row)
        for row, its in zip(found, texts, strict=True)
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].pk))


def _likest(scored: Scores[Row]) -> list[Row]:
    return [row for score, row in scored if score >= LEAST][:MOST]


def _head(row: AnswerCard | Question) -> str:
    return row.title if isinstance(row, AnswerCard) else row.text
