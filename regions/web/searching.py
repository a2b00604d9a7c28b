"""What a search box finds: each word, in any order, without accents, case, apostrophe or hyphen."""

import re
from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from regions.words.folding import GRAM, HYPHENS, folded, grams

MOST_WORDS = 10
BETWEEN_WORDS = re.compile(rf"[\s{re.escape(HYPHENS)}]+")


def having(text: str, *fields: str) -> Q:
    """Rows of which every word of `text` stands in one of `fields`; without a word, all rows.

    A hyphen parts words here and is left out there, so "e-bike" finds "e bike" and "ebike".
    """
    return _every_word(text, fields, _in_text)


def named(text: str, *fields: str) -> Q:
    """As `having`, for names with an index of their grams: no other row is looked at.

    A word of one or two characters has no gram, and stands in so many names that reading all of
    them is the shortest way.
    """
    return _every_word(text, fields, _in_name)


def finds(text: str, within: str) -> bool:
    """`having` for a text at hand."""
    plain = folded(within)
    return all(word in plain for word in _words_of(text))


def _every_word(text: str, fields: tuple[str, ...], is_in: Callable[[str, str], Q]) -> Q:
    anywhere = [reduce(or_, (is_in(field, word) for field in fields)) for word in _words_of(text)]
    return reduce(and_, anywhere, Q())


def _words_of(text: str) -> list[str]:
    words = filter(None, map(folded, BETWEEN_WORDS.split(text)))
    return list(words)[:MOST_WORDS]


def _in_text(field: str, word: str) -> Q:
    return Q(**{f"{field}__folded__contains": word})


def _in_name(field: str, word: str) -> Q:
    if len(word) < GRAM:
        return _in_text(field, word)
    return Q(**{f"{field}__grams__contains": grams(word)}) & _in_text(field, word)
