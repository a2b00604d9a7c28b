"""Names and words compared as people mean them: one rule, in Python and in Postgres.

`folded` drops accents, case, apostrophes and hyphens: a table of single characters after the
decomposition of Unicode. `sort_key` puts names in the order of a Dutch dictionary with it. Postgres
has functions of the same names, made by a migration of accounts, which need no extension and no
collation of the server: every Postgres finds and sorts alike. A test holds both sides equal;
whoever changes the table here writes a migration that replaces the functions and reindexes.
"""

import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, TextField, Transform


def is_whole(letter: str) -> bool:
    """Whether decomposition leaves it as it is: only these are asked for in the table."""
    return unicodedata.normalize("NFKD", letter) == letter


APOSTROPHES = "'’‘‛ʼʹ`´′"
HYPHENS = "-‐‑‒–—−\xad"
MARKS = "".join(map(chr, range(0x300, 0x370)))  # what is left of accents
CAPITALS = "".join(
    letter
    for letter in map(chr, range(0x41, 0x530))
    if letter != letter.lower() and len(letter.lower()) == 1 and is_whole(letter)
)
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i"}
SMALL = {letter: PLAIN.get(letter.lower(), letter.lower()) for letter in CAPITALS} | PLAIN
# As `translate` of Postgres has it: what has no partner is left out.
FROM = "".join(SMALL) + APOSTROPHES + HYPHENS + MARKS
TO = "".join(SMALL.values())
TABLE = str.maketrans(FROM[: len(TO)], TO, FROM[len(TO) :])
GRAM = 3  # characters


def folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).translate(TABLE)


def sort_key(text: str) -> str:
    """Compared character by character, names with these keys stand as in a Dutch dictionary.

    Word by word, a prefix such as "de" as written; "ij" as i and j; accents, capitals, apostrophes
    and hyphens decide only between names that are alike otherwise.
    """
    return f"{folded(text)}\x01{text}"


def grams(text: str) -> list[str]:
    """Each three characters in a row of the folded text: what an index of names is made of."""
    plain = folded(text)
    return sorted({plain[i : i + GRAM] for i in range(len(plain) - GRAM + 1)})


@CharField.register_lookup
@TextField.register_lookup
class Folded(Transform):
    """`name__folded__contains=folded(word)`: compares as `folded` does."""

    lookup_name = "folded"
    function = "folded"
    output_field = TextField()


@CharField.register_lookup
@TextField.register_lookup
class Dutch(Transform):
    """`order_by("name__dutch")`: names in the order of `sort_key`."""

    lookup_name = "dutch"
    function = "sort_key"
    template = '(%(function)s(%(expressions)s) COLLATE "C")'
    output_field = TextField()


@CharField.register_lookup
@TextField.register_lookup
class Grams(Transform):
    """`name__grams__contains=grams(word)`: what an index over names can look up."""

    lookup_name = "grams"
    function = "grams"
    output_field = ArrayField(TextField())
