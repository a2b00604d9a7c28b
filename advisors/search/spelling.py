"""Typing errors forgiven: a word that nobody wrote gives way to the one that looks most like it.

Only words out of texts that the reader may see are offered, so that nothing is told by the way.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from regions.web.searching import BETWEEN_WORDS
from regions.words.folding import folded

MOST_ROWS = 10_000  # of a kind
SHORTEST = 4  # characters: in less a letter more is another word
LONG = 8  # from here on two errors are forgiven
WORD = re.compile(r"[^\W\d_]{3,}")


def corrected(words: str, texts: Iterable[tuple[QuerySet[Any], tuple[str, ...]]]) -> str:
    """`words` with each word that stands in none of the texts as it was probably meant; "" where
    one looks like nothing, or where nothing had to change. One query for each of `texts`."""
    typed = [word for word in map(folded, BETWEEN_WORDS.split(words)) if word]
    if not any(len(word) >= SHORTEST for word in typed):
        return ""
    known = _vocabulary(texts)
    meant = [_meant(word, known) for word in typed]
    return " ".join(meant) if all(meant) and meant != typed else ""


def _vocabulary(texts: Iterable[tuple[QuerySet[Any], tuple[str, ...]]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for rows, fields in texts:
        told = rows.select_related(None).order_by().values_list(*fields)[:MOST_ROWS]
        for row in told:
            found.update(WORD.findall(folded(" ".join(filter(None, row)))))
    return found


def _meant(word: str, known: Counter[str]) -> str:
    if len(word) < SHORTEST or any(word in other for other in known):
        return word
    most = 2 if len(word) >= LONG else 1
    letters = _letters(word)
    near = []
    for other, times in known.items():
        if len(other) + most < len(word) or (letters & ~_letters(other)).bit_count() > most:
            continue
        errors, end = errors_in(word, other)
        if errors <= most:
            near.append((errors, len(other) - end, -times, other[:end]))
    return min(near)[-1] if near else ""


def _letters(word: str) -> int:
    """Which letters a word has, as bits: two words that differ much in these are not compared."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def errors_in(word: str, other: str) -> tuple[int, int]:
    """How many letters of `word` are wrong, missing, too many or swapped with the next one, against
    the beginning of `other` that it looks most like; and where that beginning ends."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    errors, _unlike, end = min((n, -at, at) for at, n in enumerate(row))
    return errors, end
