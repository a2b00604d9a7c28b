"""One search over everything that a person may see: each kind comes through its own door.

Names are found by parts of words; questions, cards and notes by their words in Dutch as well. Where
nothing is found, words that nobody wrote give way to the ones that look most like them; and what
reads as a question finds cards by what they mean.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy

from advisors.answers.similar import similar_cards, words_of
from regions.accounts.models import User
from regions.words.folding import folded

from . import bureau, names, regional, texts
from .kind import Hit, Kind
from .spelling import corrected

MOST = 8  # of each kind
SHORTEST = 2  # characters
A_QUESTION = 3  # words that say something
KINDS = (
    names.REGIONS, names.PEOPLE, names.ACTIVITIES, texts.CARDS, texts.QUESTIONS, texts.TALKS,
    texts.PROMISES, texts.OBSTACLES, names.PARTNERS, names.CONTACTS, names.ELECTIVES,
    names.INITIATIVES, regional.LABS, regional.EVENTS, regional.SCHOOLS, regional.LOGS,
    regional.DECISIONS, regional.IDEAS, names.CATALOGUE, bureau.ACCOUNTS,
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """Hits of one kind, at most eight; `has_more` says that there are others."""

    name: str | Lazy
    hits: list[Hit]
    has_more: bool


def kinds_for(user: User) -> list[str | Lazy]:
    """The names of what is searched for `user`; no query is asked."""
    return [kind.name for kind in KINDS if kind.is_for(user)]


def search(user: User, words: str) -> list[Found]:
    """What `user` may see and what matches `words`, per kind; one query a kind."""
    words = _clean(words)
    if len(folded(words)) < SHORTEST:
        return []
    found = [_found(kind, user, words) for kind in KINDS]
    return [hits for hits in found if hits.hits]


def search_otherwise(user: User, words: str) -> tuple[str, list[Found]]:
    """Where `words` find nothing: what they were probably meant to be, with what that finds, and
    cards that mean what is asked. Two queries a kind."""
    words = _clean(words)
    if len(folded(words)) < SHORTEST:
        return "", []
    fields = [(kind.rows(user), kind.fields) for kind in KINDS]
    meant = corrected(words, fields)
    found = search(user, meant) if meant else []
    if not found and len(words_of(words)) >= A_QUESTION:
        meant, found = "", _by_meaning(user, words)
    return (meant, found) if found else ("", [])


def _clean(words: str) -> str:
    return " ".join(words.replace("\x00", "").split())[:200]


def _found(kind: Kind, user: User, words: str) -> Found:
    rows = kind.rows(user).filter(kind.says(words)).order_by(*kind.order)[: MOST + 1]
    return _kept(kind, (kind.hit(user, row) for row in rows))


def _by_meaning(user: User, words: str) -> list[Found]:
    near = similar_cards(words)
    mine = texts.CARDS.rows(user).filter(pk__in=[card.pk for card in near])
    readable = set(mine.values_list("pk", flat=True))
    cards = [card for card in near if card.pk in readable]
    found = _kept(texts.CARDS, (texts.CARDS.hit(user, card) for card in cards))
    return [found] if found.hits else []


def _kept(kind: Kind, hits: Iterable[Hit]) -> Found:
    kept = list(dict.fromkeys(hits))
    return Found(kind.name, kept[:MOST], len(kept) > MOST)
