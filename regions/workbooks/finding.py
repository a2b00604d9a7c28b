"""Which sheets of a workbook hold a table, and which of them is the one that is read."""

import re

from django.utils.translation import gettext as _

from .headers import (
    Header,
    Wording,
    find_header,
    most_like_a_header,
    normalised,
    repeats_header,
)
from .parsed import ParsedSheet
from .problems import ERROR, WARNING, Problem
from .sheets import Sheet, address
from .table import Table
from .values.text import is_empty, is_surely_total, shown

OLD_WORDS = frozenset({"oud", "oude", "concept", "vorig", "vorige", "kopie", "archief", "backup"})
FINAL_WORDS = frozenset({"definitief", "definitieve", "def", "vastgesteld", "actueel", "laatste"})
SHEETS_BESIDE = ("toelichting", "voorbeeld", "uitleg", "instructie", "leeswijzer")


def is_beside(sheet: Sheet) -> bool:
    """Whether the sheet explains the workbook and holds no rows of its own."""
    return normalised(sheet.title).startswith(SHEETS_BESIDE)


def tables_in(sheets: list[Sheet], wording: Wording, problems: list[Problem]) -> list[Table]:
    """A table of each sheet with the headers that is not hidden; all report to `problems`."""
    tables = []
    for sheet in sheets:
        header = find_header(sheet, wording)
        if header is None:
            continue
        if sheet.is_hidden:
            message = _("this sheet is hidden in Excel and was not read")
            problems.append(Problem(WARNING, sheet.title, "", message))
            continue
        tables.append(Table(sheet, header, problems, (*wording.amounts, *wording.once)))
    return tables


def widest(tables: list[Table], message: str) -> Table:
    """The table with most columns, then of the newest sheet, then with most rows; `message` is
    said of the other ones."""
    best = max(tables, key=_rank)
    tell_unread(tables, [best], message)
    return best


def _rank(table: Table) -> tuple:
    """Of "Plan v1" and "Plan v2 definitief" the last one is the newest."""
    words = normalised(table.sheet.title).split()
    version = re.search(r"\b(?:v|versie) ?(\d{1,3})\b", " ".join(words))
    title = (
        not OLD_WORDS & set(words),
        bool(FINAL_WORDS & set(words)),
        int(version[1]) if version else 0,
    )
    return (len(table.header.columns), *title, table.sheet.last_row)


def tell_unread(tables: list[Table], read: list[Table], message: str) -> None:
    titles = ", ".join(table.sheet.title for table in read)
    for table in tables:
        if table not in read:
            table.report(WARNING, "", message % {"sheet": titles})


def sheets_of(tables: list[Table], read: list[Table]) -> tuple[ParsedSheet, ...]:
    """What there is to choose from; nothing where there is but one."""
    if len(tables) < 2:
        return ()
    return tuple(ParsedSheet(table.sheet.title, table in read) for table in tables)


def nearest_header(sheets: list[Sheet], wording: Wording) -> tuple[Header, Sheet | None]:
    """The row of all sheets that comes nearest to a header."""
    pairs = [(most_like_a_header(sheet, wording), sheet) for sheet in sheets if not sheet.is_hidden]
    return max(pairs, key=lambda pair: len(pair[0].columns), default=(Header(0), None))


def rows_under(table: Table) -> list[int]:
    """The rows under the header that tell something; a note beside them is reported."""
    rows, sheet = [], table.sheet
    known = set(table.header.columns.values())
    for row in range(table.header.row + 1, sheet.last_row + 1):
        filled = [c for c in sheet.columns_in(row) if not is_empty(sheet.own(row, c))]
        if not filled or repeats_header(sheet, row, table.header) or _is_total(sheet, row, filled):
            continue
        is_note = len(filled) == 1 and sheet.own(row, filled[0]).is_readable
        if is_note or not known & set(filled):
            message = _("this row was not read: “%(text)s”")
            text = shown(sheet.own(row, filled[0]))
            table.report(WARNING, address(row, filled[0]), message % {"text": text})
            continue
        rows.append(row)
    return rows


def _is_total(sheet: Sheet, row: int, filled: list[int]) -> bool:
    texts = (sheet.own(row, column).value for column in filled)
    words = [text for text in texts if isinstance(text, str)]
    return len(filled) <= 4 and any(is_surely_total(text) for text in words)


def no_table(sheets: list[Sheet], wording: Wording, advice: str, message: str) -> Problem:
    """One sentence that says which headers were found and which is missed, or how to begin."""
    header, sheet = nearest_header(sheets, wording)
    if sheet is None or not header.columns:
        return Problem(ERROR, "", "", advice)
    found = ", ".join(f"“{header.texts[column]}”" for column in sorted(header.columns.values()))
    return Problem(ERROR, sheet.title, address(header.row, 1), message % {"found": found})
