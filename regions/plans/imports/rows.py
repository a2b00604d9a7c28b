"""What a row under the header is: an activity, the name of an action line, a total, a note."""

import re
from enum import Enum

from regions.workbooks.cells import is_empty
from regions.workbooks.headers import normalised, repeats_header
from regions.workbooks.table import Table

TOTAL = re.compile(r"(sub ?totaal|eind ?totaal|totaal|totalen|total|subtotal|saldo)\b")
NOTE = re.compile(
    r"(toelichting|opmerking|opmerkingen|noot|nb|n b|let op|bron|legenda|versie|bijlage|zie ook)\b"
)
SECTION = re.compile(r"(actielijn|programmalijn|ambitie|hoofdlijn|speerpunt|pijler|thema)\b")
WHAT_MAKES_AN_ACTIVITY = (
    "code",
    "delivers",
    "starts_on",
    "ends_on",
    "budget",
    "target",
    "milestones",
)


class RowKind(Enum):
    NOTHING = "nothing"
    NOTE = "note"
    LINE = "line"
    ACTIVITY = "activity"


def kind_of_row(table: Table, row: int, filled: list[int], *, is_lonely: bool) -> RowKind:
    """`is_lonely`: under a blank row, with activities above it, where notes stand."""
    if repeats_header(table.sheet, row, table.header) or _is_total(table, row, filled):
        return RowKind.NOTHING
    if len(filled) > 1 and not set(filled) & set(table.header.columns.values()):
        return RowKind.NOTHING
    if len(filled) == 1:
        return _kind_of_single(table, row, filled[0], is_lonely=is_lonely)
    return RowKind.ACTIVITY


def _kind_of_single(table: Table, row: int, column: int, *, is_lonely: bool) -> RowKind:
    value = table.sheet.own(row, column).value
    if not isinstance(value, str):
        return RowKind.ACTIVITY if column in table.header.columns.values() else RowKind.NOTHING
    if value.lstrip().startswith("*") or NOTE.match(normalised(value)):
        return RowKind.NOTE
    if _names_a_line(table, row, column, value):
        return RowKind.LINE
    if is_lonely or column not in table.header.columns.values():
        return RowKind.NOTE
    return RowKind.LINE if column == table.header.columns.get("line") else RowKind.ACTIVITY


def _names_a_line(table: Table, row: int, column: int, value: str) -> bool:
    """ "Actielijn 2: Keuzevakken" on a row of its own, or a title over the width of the table."""
    if table.has("line"):
        in_place = column == table.header.columns["line"]
        return in_place and SECTION.match(normalised(value)) is not None
    origin = (row, column)
    merged = table.sheet.merged
    width = sum(1 for at in range(column, column + 10) if merged.get((row, at)) == origin)
    return width >= 3 or SECTION.match(normalised(value)) is not None


def _is_total(table: Table, row: int, filled: list[int]) -> bool:
    names = ("code", "starts_on", "ends_on", "delivers")
    if any(not is_empty(table.cell(row, name)) for name in names if table.has(name)):
        first = table.sheet.own(row, filled[0]).value
        if not (isinstance(first, str) and TOTAL.fullmatch(normalised(first))):
            return False
    texts = [table.sheet.own(row, column).value for column in filled]
    words = [normalised(text) for text in texts if isinstance(text, str)]
    return bool(words) and TOTAL.match(words[0]) is not None


def makes_an_activity(table: Table, row: int) -> bool:
    names = (name for name in WHAT_MAKES_AN_ACTIVITY if table.has(name))
    return any(not is_empty(table.cell(row, name)) for name in names)
