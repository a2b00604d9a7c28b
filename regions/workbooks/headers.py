"""Find the table in a sheet: the header row, and which column holds what.

The words of each import are the ones that people use in their workbooks, so they are Dutch whatever
language the portal is read in (English ones are taken too).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from .sheets import Sheet

HEADER_SEARCH_ROWS = 30
Variants = Mapping[str, tuple[str, ...]]


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


SUM_WORDS = ("totaal", "total", "som")


def normalised(value: object) -> str:
    """Without case, accents, punctuation and line breaks: "Kosten (€):" → "kosten"."""
    text = unicodedata.normalize("NFKD", str(value))
    text = "".join(mark for mark in text if not unicodedata.combining(mark)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def field_of(value: object, variants: Variants) -> str | None:
    """The field a header text names; the longest variant that the header equals or begins with."""
    if not isinstance(value, str) or len(value) > 120:
        return None
    full, bare = normalised(value), normalised(re.sub(r"\([^)]*\)", " ", value))
    joined = {full.replace(" ", ""), bare.replace(" ", "")}  # "Programma-\nlijn" was broken to fit
    best: tuple[int, str] | None = None
    for name, known in variants.items():
        for word in known:
            begins = len(word) > 3 and bare.startswith(word + " ")
            fits = begins or word.replace(" ", "") in joined
            if fits and (best is None or len(word) > best[0]):
                best = (len(word), name)
    return best[1] if best else None


@dataclass
class Header:
    row: int  # the last row of the header
    columns: dict[str, int] = field(default_factory=dict)  # field → column
    texts: dict[int, str] = field(default_factory=dict)  # column → what stands above it
    rows: dict[int, int] = field(default_factory=dict)  # column → the row where that stands
    repeated: list[tuple[int, str]] = field(default_factory=list)  # (column, field) not used
    unknown: list[int] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        return all(name in self.columns for name in names)


def find_header(sheet: Sheet, variants: Variants, required: tuple[str, ...]) -> Header | None:
    """The row among the first thirty that names most fields, `required` among them."""
    best: Header | None = None
    for row in range(1, HEADER_SEARCH_ROWS + 1):
        header = _header_at(sheet, row, variants)
        if not header.has(*required) or len(header.columns) < 2:
            continue
        if best is None or len(header.columns) > len(best.columns):
            best = header
    return best


def most_like_a_header(sheet: Sheet, variants: Variants) -> Header:
    """For the error message: the row that comes nearest to a header."""
    rows = (_header_at(sheet, row, variants) for row in range(1, HEADER_SEARCH_ROWS + 1))
    return max(rows, key=lambda header: len(header.columns))


def _header_at(sheet: Sheet, row: int, variants: Variants) -> Header:
    header = Header(row)
    for column in sheet.columns_in(row):
        _add_column(header, row, column, sheet.own(row, column).value, variants)
    if header.columns and _continues(sheet, row + 1, variants):
        header.row = row + 1
        for column in sheet.columns_in(row + 1):
            if column in header.unknown:
                header.unknown.remove(column)
            if column not in header.columns.values():
                _add_column(header, row + 1, column, sheet.own(row + 1, column).value, variants)
    return header


def _continues(sheet: Sheet, row: int, variants: Variants) -> bool:
    """Whether this is a second row of headers ("van", "tot" under "Periode") and nothing else."""
    values = [sheet.own(row, column).value for column in sheet.columns_in(row)]
    return len(values) > 1 and all(field_of(value, variants) for value in values)


def _add_column(header: Header, row: int, column: int, value: object, variants: Variants) -> None:
    name = field_of(value, variants)
    header.texts[column] = " ".join(str(value).split())
    header.rows[column] = row
    if name is None:
        header.unknown.append(column)
    elif name not in header.columns:
        header.columns[name] = column
    elif name == "budget" and _is_sum_beside(header, column):
        header.repeated.append((header.columns[name], name))
        header.columns[name] = column
    else:
        header.repeated.append((column, name))


def _is_sum_beside(header: Header, column: int) -> bool:
    """Of "Begroting 2026", "Begroting 2027" and "Begroting totaal" the last one counts."""
    used = header.texts[header.columns["budget"]]
    return _says_sum(header.texts[column]) and not _says_sum(used)


def _says_sum(text: str) -> bool:
    return any(word in normalised(text).split() for word in SUM_WORDS)


def repeats_header(sheet: Sheet, row: int, header: Header) -> bool:
    """Whether the header stands here once more (a table that goes on on a next page)."""
    values = {column: sheet.own(row, column).value for column in header.columns.values()}
    filled = {column: value for column, value in values.items() if value is not None}
    return len(filled) > 1 and all(
        normalised(value) == normalised(header.texts[column]) for column, value in filled.items()
    )
