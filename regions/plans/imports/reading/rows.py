"""What a row under the header is: an activity, the name of an action line, a total, a note."""

import re
from enum import Enum

from regions.workbooks.headers import normalised, repeats_header
from regions.workbooks.table import Table
from regions.workbooks.values.codes import OUTLINE
from regions.workbooks.values.text import (
    is_empty,
    is_surely_total,
    line_of_text,
    says_total,
)

NOTE = re.compile(
    r"(toelichting|opmerking|opmerkingen|noot|nb|n b|let op|bron|legenda|versie|bijlage|zie ook)\b"
)
SECTION = re.compile(r"(actielijn|programmalijn|ambitie|hoofdlijn|speerpunt|pijler|thema)\b")
WHAT_MAKES_AN_ACTIVITY = (
    "code",
    "delivers",
    "starts_on",
    "ends_on",
    "period",
    "budget",
    "price",
    "target",
    "milestones",
)
TELLS_OF_AN_ACTIVITY = (*WHAT_MAKES_AN_ACTIVITY[1:], "audience", "schools", "owner", "partners")


class RowKind(Enum):
    NOTHING = "nothing"
    TOTAL = "total"
    NOTE = "note"
    LINE = "line"
    ACTIVITY = "activity"


def kind_of_row(table: Table, row: int, filled: list[int], *, is_lonely: bool) -> RowKind:
    """`is_lonely`: under a blank row, with activities above it, where notes stand."""
    if repeats_header(table.sheet, row, table.header):
        return RowKind.NOTHING
    if total := _total_in(table, row, filled):
        return RowKind.NOTHING if is_surely_total(total) else RowKind.TOTAL
    if not set(filled) & used_columns(table) and len(filled) > 1:
        return RowKind.NOTHING
    if len(filled) == 1:
        return _kind_of_single(table, row, filled[0], is_lonely=is_lonely)
    return RowKind.ACTIVITY


def used_columns(table: Table) -> set[int]:
    header = table.header
    return set(header.columns.values()).union(*header.added.values())


def _kind_of_single(table: Table, row: int, column: int, *, is_lonely: bool) -> RowKind:
    cell = table.sheet.own(row, column)
    is_known = column in used_columns(table)
    if not isinstance(cell.value, str) or not cell.is_readable:
        return RowKind.ACTIVITY if is_known else RowKind.NOTHING
    if cell.value.startswith("*") or NOTE.match(normalised(cell.value)):
        return RowKind.NOTE
    if _names_a_line(table, row, column, cell.value):
        return RowKind.LINE
    if is_lonely or not is_known:
        return RowKind.NOTE
    return RowKind.LINE if column == table.header.columns.get("line") else RowKind.ACTIVITY


def _names_a_line(table: Table, row: int, column: int, value: str) -> bool:
    """ "Actielijn 2: Keuzevakken" on a row of its own, a title over the width of the table, or any
    text just above activities in a table that has no column for the line."""
    if table.has("line"):
        in_place = column == table.header.columns["line"]
        return in_place and SECTION.match(normalised(value)) is not None
    origin = (row, column)
    merged = table.sheet.merged
    width = sum(1 for at in range(column, column + 10) if merged.get((row, at)) == origin)
    if width >= 3 or SECTION.match(normalised(value)) is not None:
        return True
    return column <= table.header.columns["title"] and tells_of_activity(table, row + 1)


def _total_in(table: Table, row: int, filled: list[int]) -> str:
    """The text by which this row is a total, in whatever column; "" where it is none."""
    cells = [table.sheet.own(row, column) for column in filled]
    texts = [cell.value for cell in cells if isinstance(cell.value, str) and cell.is_readable]
    totals = [text for text in texts if says_total(text)]
    names = [name for name in ("code", "starts_on", "ends_on", "delivers") if table.has(name)]
    own = [table.sheet.own(row, table.header.columns[name]) for name in names]
    is_told_of = any(not is_empty(cell) and cell.value not in totals for cell in own)
    if not totals or (is_told_of and not is_surely_total(texts[0])):
        return ""
    return next((text for text in totals if is_surely_total(text)), totals[0])


def is_outline_line(table: Table, row: int, codes: set[str]) -> bool:
    """Whether "1 Aantrekkelijk aanbod" stands above 1.1 and 1.2, in a plan without lines."""
    code = table.text(row, "code").rstrip(".")
    has_dates = any(not is_empty(table.cell(row, name)) for name in ("starts_on", "ends_on"))
    is_above = any(other.startswith(f"{code}.") and other != f"{code}." for other in codes)
    return bool(code) and not has_dates and is_above


def codes_in(table: Table) -> set[str]:
    rows = range(table.header.row + 1, table.sheet.last_row + 1)
    return {table.text(row, "code") for row in rows} - {""}


def makes_an_activity(table: Table, row: int) -> bool:
    names = (name for name in WHAT_MAKES_AN_ACTIVITY if table.has(name))
    return any(not is_empty(table.cell(row, name)) for name in names)


def tells_of_activity(table: Table, row: int) -> bool:
    """Whether this is surely an activity, and no line of a legend or a signature."""
    if is_empty(table.cell(row, "title")):
        return False
    if OUTLINE.fullmatch(table.text(row, "code")):
        return True
    known = [name for name in TELLS_OF_AN_ACTIVITY if table.has(name)]
    own = [table.sheet.own(row, table.header.columns[name]) for name in known]
    return not known or any(not is_empty(cell) for cell in own)


def names_a_section(table: Table, row: int) -> bool:
    """Whether a text in this row says that it is an action line."""
    texts = (line_of_text(table.sheet.own(row, at)) for at in table.sheet.columns_in(row))
    return any(SECTION.match(normalised(text)) for text in texts)
