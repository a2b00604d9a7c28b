"""Find the table in a sheet: the header row, and which column holds what.

The words of each import are the ones that people use in their workbooks, so they are Dutch whatever
language the portal is read in (English ones are taken too).
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from .sheets import Sheet

HEADER_SEARCH_ROWS = 30
Variants = Mapping[str, tuple[str, ...]]


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


NO_WORD = re.compile(r"[^a-z0-9]+")
SUM_WORDS = ("totaal", "totale", "total", "som")
FOOTNOTE = re.compile("[\u00b9\u00b2\u00b3\u2070-\u209c\u2020\u2021\u2460-\u2473*]+")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
SUBHEADER = re.compile(r"(?:jaar |begroting |budget )?20\d\d|totaal|total", re.IGNORECASE)


def normalised(value: object) -> str:
    """Without case, accents, punctuation and line breaks: "Kosten (€):" → "kosten"."""
    text = str(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in text if not unicodedata.combining(mark))
    return " ".join(NO_WORD.sub(" ", text.casefold()).split())


def bare_header(value: object) -> str:
    """A header without marks for a footnote: "Activiteit¹", "Einddatum 2)", "Eenheid†"."""
    text = FOOTNOTE.sub("", " ".join(str(value).split()))
    return re.sub(r"\s*\d\)\s*$", "", text) or text


def field_of(value: object, variants: Variants) -> str | None:
    """The field a header text names; the longest variant that the header equals or begins with."""
    if not isinstance(value, str) or len(value) > 120:
        return None
    text = bare_header(value)
    full, bare = normalised(text), normalised(re.sub(r"\([^)]*\)", " ", text))
    # "Programma-\nlijn" was broken to fit; "Activiteit1" had a raised figure.
    joined = {full.replace(" ", ""), bare.replace(" ", ""), re.sub(r"(?<=[a-z])\d$", "", full)}
    best: tuple[int, str] | None = None
    for name, known in variants.items():
        for word in known:
            if best is not None and len(word) <= best[0]:
                continue
            begins = len(word) > 3 and bare.startswith(word) and bare[len(word) :][:1] == " "
            if begins or word.replace(" ", "") in joined:
                best = (len(word), name)
    return best[1] if best else None


@dataclass
class Header:
    row: int  # the last row of the header
    first_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)  # field → column
    added: dict[str, list[int]] = field(default_factory=dict)  # field → columns that count as well
    texts: dict[int, str] = field(default_factory=dict)  # column → what stands above it
    rows: dict[int, int] = field(default_factory=dict)  # column → the row where that stands
    repeated: list[tuple[int, str]] = field(default_factory=list)  # (column, field) not used
    unknown: list[int] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        return all(name in self.columns for name in names)

    def take(self, name: str, column: int) -> None:
        """Let this column hold the field, and no other column or field beside it."""
        self.leave(column)
        if name in self.columns:
            self.repeated.append((self.columns[name], name))
        self.columns[name] = column

    def leave(self, column: int) -> None:
        """Let this column hold nothing."""
        self.columns = {name: at for name, at in self.columns.items() if at != column}
        self.repeated = [pair for pair in self.repeated if pair[0] != column]
        self.unknown = [at for at in self.unknown if at != column]


Settle = Callable[[Header], None]


@dataclass(frozen=True)
class Wording:
    """How the columns of one kind of table are known."""

    variants: Variants
    required: tuple[str, ...]
    amounts: tuple[str, ...] = ()  # fields that may have a column for each year
    once: tuple[str, ...] = ()  # fields that count once for a block merged over rows
    settle: Settle | None = None  # what columns mean beside each other
    chosen: Mapping[str, str] = field(default_factory=dict)  # header → field, as a person said

    def field_of(self, text: str) -> str | None:
        chosen = self.chosen.get(normalised(text))
        return field_of(text, self.variants) if chosen is None else chosen or None


def find_header(sheet: Sheet, wording: Wording, first_row: int = 1) -> Header | None:
    """The row among the first thirty that names most fields, the required ones among them."""
    best: Header | None = None
    for row in range(first_row, first_row + HEADER_SEARCH_ROWS):
        header = header_at(sheet, row, wording)
        if not header.has(*wording.required) or len(header.columns) < 2:
            continue
        if best is None or len(header.columns) > len(best.columns):
            best = header
    return best


def most_like_a_header(sheet: Sheet, wording: Wording) -> Header:
    """For the error message: the row that comes nearest to a header."""
    rows = (header_at(sheet, row, wording) for row in range(1, HEADER_SEARCH_ROWS + 1))
    return max(rows, key=lambda header: len(header.columns))


def header_at(sheet: Sheet, row: int, wording: Wording) -> Header:
    """The row as a header, with a second one under it where that goes on."""
    header = Header(row, row)
    texts = _texts_in(sheet, row)
    header.rows = dict.fromkeys(texts, row)
    if any(wording.field_of(text) for text in texts.values()):
        below = _texts_in(sheet, row + 1)
        if _continues(below, texts, wording):
            header.row = row + 1
            header.rows |= dict.fromkeys(below, row + 1)
            texts |= _under(texts, below, wording)
    header.texts = dict(sorted(texts.items()))
    for column, text in header.texts.items():
        if wording.chosen.get(normalised(text)) == "":
            continue
        _add_column(header, column, wording.field_of(text), is_hidden=sheet.hidden_columns)
    _add_years(header, wording.amounts)
    if wording.settle:
        wording.settle(header)
    return header


def _texts_in(sheet: Sheet, row: int) -> dict[int, str]:
    """What stands in a row, and "=…" for a formula without a result."""
    cells = {column: sheet.own(row, column) for column in sheet.columns_in(row)}
    return {
        column: " ".join(str(cell.value).split()) if cell.value is not None else "=…"
        for column, cell in cells.items()
    }


def _continues(below: dict[int, str], above: dict[int, str], wording: Wording) -> bool:
    """Whether this is a second row of headers ("van", "tot" under "Periode") and nothing else."""
    return len(below) > 1 and all(
        wording.field_of(text) or (SUBHEADER.fullmatch(text) and _group(above, column))
        for column, text in below.items()
    )


def _under(above: dict[int, str], below: dict[int, str], wording: Wording) -> dict[int, str]:
    """The second row, with the word above it where it is but a year."""
    return {
        column: text if wording.field_of(text) else f"{_group(above, column)} {text}"
        for column, text in below.items()
    }


def _group(above: dict[int, str], column: int) -> str:
    """The header over this column, or over the columns to its left that are wide enough."""
    left = [at for at in above if at <= column]
    return above[max(left)] if left else ""


def _add_column(
    header: Header, column: int, name: str | None, *, is_hidden: Collection[int]
) -> None:
    if name is None:
        header.unknown.append(column)
    elif name not in header.columns:
        header.columns[name] = column
    elif _is_sum_beside(header, name, column) or (
        header.columns[name] in is_hidden and column not in is_hidden
    ):
        header.repeated.append((header.columns[name], name))
        header.columns[name] = column
    else:
        header.repeated.append((column, name))


def _is_sum_beside(header: Header, name: str, column: int) -> bool:
    """Of "Begroting 2026", "Begroting 2027" and "Begroting totaal" the last one counts."""
    used = header.texts[header.columns[name]]
    return says_sum(header.texts[column]) and not says_sum(used)


def says_sum(text: str) -> bool:
    return any(word in normalised(text).split() for word in SUM_WORDS)


def _add_years(header: Header, amounts: tuple[str, ...]) -> None:
    """Columns for one year each count together; beside their sum they are its years."""
    for name in amounts:
        used = header.columns.get(name, 0)
        columns = [used, *(column for column, other in header.repeated if other == name)]
        named = {column: years_above(header.texts.get(column, "")) for column in columns}
        years = {column: named[column] for column in sorted(named) if named[column]}
        if len(years) < 2 or len(set(years.values())) < len(years):
            continue
        if used in years:
            header.added[name] = [column for column in years if column != used]
        elif says_sum(header.texts[used]):
            header.added[f"{name}_years"] = [*years]
        else:
            continue
        header.repeated = [pair for pair in header.repeated if pair[0] not in years]


def years_above(text: str) -> tuple[str, ...]:
    """The calendar year above an amount, or the two of a school year; nothing of a sum."""
    years = tuple(YEAR.findall(text))
    is_one = len(years) == 1 or (len(years) == 2 and int(years[1]) == int(years[0]) + 1)
    return years if is_one and not says_sum(text) else ()


def repeats_header(sheet: Sheet, row: int, header: Header) -> bool:
    """Whether the header stands here once more (a table that goes on on a next page)."""
    values = {column: sheet.own(row, column).value for column in header.columns.values()}
    filled = {column: value for column, value in values.items() if value is not None}
    return len(filled) > 1 and all(
        normalised(header.texts[column]).endswith(normalised(value) or "?")
        for column, value in filled.items()
    )
