"""The process that reads one workbook: `python -m regions.workbooks.parsing`, file in, grids out.

A file from outside can ask for more computing than it weighs, so no worker parses one itself. This
process bounds its own seconds and memory before it reads a byte, knows no database and no secrets,
and answers with pickled sheets or the reason why there are none.

openpyxl's streaming reader gives the values; merged cells, hidden rows and formulas that were never
calculated it does not give, so those are read from the sheet's XML beside it.
"""

import io
import os
import pickle
import resource
import sys
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook
from openpyxl.packaging.manifest import Manifest
from openpyxl.styles.fills import Fill, PatternFill
from openpyxl.utils.cell import range_boundaries
from openpyxl.xml.constants import ARC_CONTENT_TYPES, SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from .sheets import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet
from .strings import shared_strings
from .values.cell import Cell, State, cell_of

CPU_SECONDS = 6
MEMORY_BYTES = 768 * 1024 * 1024
MAX_SHEETS = 60
MAX_CHARACTERS = 4_000_000  # of all cells together; a text that many cells share counts each time
LOW_PRIORITY = 5
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # openpyxl finds no sheets in it


class _Fills:
    """How other software writes "no fill", which openpyxl takes for damage."""

    read = Fill.from_tree.__func__

    @classmethod
    def from_tree(cls, element: Any) -> Any:
        return cls.read(Fill, element) or PatternFill()


Fill.from_tree = _Fills.from_tree


class Reason(StrEnum):
    DAMAGED = "damaged"
    STRICT = "strict"
    TOO_MANY_SHEETS = "too many sheets"
    TOO_MANY_CELLS = "too many cells"
    TOO_MUCH_WORK = "too much work"


class Unreadable(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(content: bytes) -> list[Sheet]:
    """The sheets of a file that `opening` let in; Unreadable says why not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return list(_sheets(content, package))
    except Unreadable:
        raise
    except MemoryError as error:
        raise Unreadable(Reason.TOO_MUCH_WORK) from error
    # openpyxl meets a damaged workbook with whatever error its parser ran into.
    except Exception as error:
        raise Unreadable(Reason.DAMAGED) from error


def _sheets(content: bytes, package: zipfile.ZipFile) -> Iterator[Sheet]:
    if _is_strict(package):
        raise Unreadable(Reason.STRICT)
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(workbook.worksheets) > MAX_SHEETS:
        raise Unreadable(Reason.TOO_MANY_SHEETS)
    characters, texts = 0, _texts_of(package)
    for worksheet in workbook.worksheets:
        worksheet._shared_strings = texts
        sheet = Sheet(worksheet.title, worksheet.sheet_state != "visible", workbook.epoch)
        worksheet.reset_dimensions()
        characters += _read_values(sheet, worksheet, MAX_CHARACTERS - characters)
        with package.open(worksheet._worksheet_path) as stream:
            _read_layout(sheet, stream)
        yield sheet


def _read_values(sheet: Sheet, worksheet: Any, most: int) -> int:
    """How many characters these cells hold; Unreadable at more than `most`."""
    characters = 0
    for row in worksheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
        for cell in row:
            if cell.value is None:
                continue
            characters += len(cell.value) if isinstance(cell.value, str) else 0
            if characters > most:
                raise Unreadable(Reason.TOO_MANY_CELLS)
            found = cell_of(
                cell.value, cell.number_format or "General", cell.data_type, sheet.epoch
            )
            if found is not None:
                sheet.cells[(cell.row, cell.column)] = found
    return characters


def _is_strict(package: zipfile.ZipFile) -> bool:
    books = (name for name in package.namelist() if name.endswith("workbook.xml"))
    return any(STRICT in package.read(name)[:4000] for name in books)


def _texts_of(package: zipfile.ZipFile) -> list[str]:
    """Of the part that its type says it is, as openpyxl finds it, whatever it is called."""
    parts = Manifest.from_tree(fromstring(package.read(ARC_CONTENT_TYPES)))
    part = parts.find(SHARED_STRINGS)
    if part is None:
        return []
    with package.open(part.PartName.lstrip("/")) as stream:
        return shared_strings(stream)


def _read_layout(sheet: Sheet, stream: IO[bytes]) -> None:
    row_number = 0
    for _event, element in iterparse(stream):  # noqa: S314 - opening.py refused entities
        match element.tag.rpartition("}")[2]:
            case "row":
                row_number = int(element.get("r") or row_number + 1)
                _read_row_layout(sheet, row_number, element)
                element.clear()
            case "col" if element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", 0)), int(element.get("max", 0))
                sheet.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))
            case "mergeCell":
                _read_merge(sheet, element.get("ref", ""))


def _read_row_layout(sheet: Sheet, number: int, element: Element) -> None:
    if element.get("hidden") in ("1", "true"):
        sheet.hidden_rows.add(number)
    column = 0
    for cell in element:
        column = _column_of(cell) or column + 1
        parts = {child.tag.rpartition("}")[2]: child for child in cell}
        has_value = bool(parts.get("v") is not None and parts["v"].text) or "is" in parts
        if number > MAX_ROWS:
            sheet.has_more_rows = sheet.has_more_rows or has_value
        elif column > MAX_COLUMNS:
            sheet.has_more_columns = sheet.has_more_columns or has_value
        elif "f" in parts:
            _mark_formula(sheet, (number, column), is_text=cell.get("t") == "str" and "v" in parts)


def _column_of(cell: Element) -> int | None:
    reference = cell.get("r")
    return range_boundaries(reference)[0] if reference else None


def _mark_formula(sheet: Sheet, place: tuple[int, int], *, is_text: bool) -> None:
    """An empty text is a result too: of =IF(A1="","",A1) for example."""
    if place in sheet.cells:
        sheet.cells[place] = sheet.cells[place]._replace(is_formula=True)
    elif not is_text:
        sheet.cells[place] = Cell(state=State.NO_RESULT, is_formula=True)


def _read_merge(sheet: Sheet, reference: str) -> None:
    left, top, right, bottom = range_boundaries(reference)
    rows = range(top, min(bottom, MAX_ROWS) + 1)
    columns = range(left, min(right, MAX_COLUMNS) + 1)
    sheet.merged_area += len(rows) * len(columns)
    if sheet.merged_area > MAX_CELLS:
        raise Unreadable(Reason.TOO_MANY_CELLS)
    for row in rows:
        for column in columns:
            sheet.merged[(row, column)] = (top, left)


def _bound_this_process() -> None:
    # At the soft limit the kernel ends the process with SIGXCPU, a second later with SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(LOW_PRIORITY)


def main() -> None:
    _bound_this_process()
    try:
        answer: list[Sheet] | str = parse(sys.stdin.buffer.read())
    except Unreadable as unreadable:
        answer = unreadable.reason.value
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main()
