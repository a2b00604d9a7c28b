"""Whether two names of businesses may be the same one. Pure: no database.

Case, accents, punctuation and the legal form say nothing; what is left is compared as letters.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.85
LONG_ENOUGH = 4  # letters of a word that can point at another business
TELLING = 6  # letters that the words of a name have together, to be found in a longer one
MOST_SHARED = 40  # businesses with one word in common; more and the word says nothing
LEGAL_FORMS = {"bv", "nv", "vof", "cv", "ba", "eenmanszaak", "stichting", "holding", "beheer"}
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")


def plain(text: str) -> str:
    """Lower case without accents: what search compares."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(char for char in bare if not unicodedata.combining(char)).casefold().strip()


@lru_cache(maxsize=16_384)
def words_of(name: str) -> tuple[str, ...]:
    """The words that make a name; a name of only legal forms keeps them."""
    text = DOTTED.sub(lambda found: found[0].replace(".", "") + " ", f"{plain(name)} ")
    text = text.replace("&", " en ").replace("+", " en ").replace("'", "").replace("’", "")
    words = re.findall(r"\w+", text)
    return tuple(word for word in words if word not in LEGAL_FORMS) or tuple(words)


def key_of(name: str) -> str:
    """What two spellings of the same name have in common."""
    return "".join(words_of(name))


def are_alike(first: str, second: str) -> bool:
    """The same key, nearly the same key, or the words of one in the other."""
    one, other = key_of(first), key_of(second)
    if one == other:
        return True
    if _is_within(words_of(first), words_of(second)):
        return True
    low, high = sorted((one, other))  # the ratio depends on the order, the answer may not
    matcher = SequenceMatcher(None, low, high, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _is_within(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """ "Van Rees" in "Van Rees Installatie": all words of the shorter, one of them telling."""
    few, many = sorted((set(first), set(second)), key=lambda words: (len(words), sorted(words)))
    return few <= many and sum(len(word) for word in few) >= TELLING


def likely_doubles(names: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Pairs of ids whose names are alike and share a word or their first letters."""
    known = dict(names)
    blocks: dict[str, list[int]] = defaultdict(list)
    for pk, name in known.items():
        words = {word for word in words_of(name) if len(word) >= LONG_ENOUGH}
        for mark in words | {f"^{key_of(name)[:5]}"}:
            blocks[mark].append(pk)
    pairs = {
        (min(one, other), max(one, other))
        for block in blocks.values()
        if len(block) <= MOST_SHARED
        for index, one in enumerate(block)
        for other in block[index + 1 :]
    }
    return sorted(pair for pair in pairs if are_alike(known[pair[0]], known[pair[1]]))
