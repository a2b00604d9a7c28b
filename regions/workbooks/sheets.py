"""A workbook as grids of values: only what has content, within fixed bounds.

openpyxl's streaming reader gives the values; merged cells, hidden rows and formulas that were never
calculated it does not give, so those are read from the sheet's XML beside it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from .opening import MAX_CELLS, Refused, open_package

MAX_ROWS = 2_000
MAX_COLUMNS = 80
MAX_SHEETS = 60
ERROR_VALUE = re.compile(r"#(REF|N/A|NAME|VALUE|DIV/0|NUM|NULL|SPILL|CALC)[!?]?", re.IGNORECASE)


class Cell(NamedTuple):
    value: object
    number_format: str = "General"


NOTHING = Cell(None)


@dataclass
class Sheet:
    title: str
    is_hidden: bool
    epoch: object = None
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(
        default_factory=dict
    )  # covered → top left
    hidden_rows: set[int] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    has_more_rows: bool = False
    merged_area: int = 0

    def at(self, row: int, column: int) -> Cell:
        """The cell's own value, or that of the merged block it is part of."""
        return self.cells.get(self.merged.get((row, column), (row, column)), NOTHING)

    def own(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column), NOTHING)

    @property
    def last_row(self) -> int:
        return max((row for row, _column in self.cells), default=0)

    def columns_in(self, row: int) -> list[int]:
        return [column for column in range(1, MAX_COLUMNS + 1) if (row, column) in self.cells]


def address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def read_sheets(content: bytes) -> list[Sheet]:
    with open_package(content) as package:
        try:
            return list(_sheets(content, package))
        except Refused:
            raise
        # openpyxl meets a damaged workbook with whatever error its parser ran into.
        except Exception as error:
            raise Refused(
                _("This workbook is damaged. Open it in Excel, save it again and upload it.")
            ) from error


def _sheets(content: bytes, package: zipfile.ZipFile) -> Iterator[Sheet]:
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(workbook.worksheets) > MAX_SHEETS:
        raise Refused(_("This workbook has too many sheets. Keep only the sheets with the plan."))
    for worksheet in workbook.worksheets:
        sheet = Sheet(worksheet.title, worksheet.sheet_state != "visible", workbook.epoch)
        worksheet.reset_dimensions()
        for row in worksheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
            for cell in row:
                if cell.value is not None and cell.value != "":
                    sheet.cells[(cell.row, cell.column)] = Cell(
                        cell.value, cell.number_format or "General"
                    )
        with package.open(worksheet._worksheet_path) as stream:
            _read_layout(sheet, stream)
        yield sheet


def _read_layout(sheet: Sheet, stream) -> None:
    row_number = 0
    for _event, element in iterparse(stream):  # noqa: S314 - opening.py refused entities
        match element.tag.rpartition("}")[2]:
            case "row":
                row_number = int(element.get("r") or row_number + 1)
                _read_row_layout(sheet, row_number, element)
                element.clear()
            case "mergeCell":
                _read_merge(sheet, element.get("ref", ""))


def _read_row_layout(sheet: Sheet, number: int, element: Element) -> None:
    if element.get("hidden") in ("1", "true"):
        sheet.hidden_rows.add(number)
    for cell in element:
        parts = {child.tag.rpartition("}")[2]: child for child in cell}
        has_value = bool(parts.get("v") is not None and parts["v"].text) or "is" in parts
        if number > MAX_ROWS:
            sheet.has_more_rows = sheet.has_more_rows or has_value
        elif "f" in parts and not has_value and cell.get("r"):
            column, row, *_end = range_boundaries(cell.get("r"))
            sheet.uncalculated.add((row, column))


def _read_merge(sheet: Sheet, reference: str) -> None:
    left, top, right, bottom = range_boundaries(reference)
    rows = range(top, min(bottom, MAX_ROWS) + 1)
    columns = range(left, min(right, MAX_COLUMNS) + 1)
    sheet.merged_area += len(rows) * len(columns)
    if sheet.merged_area > MAX_CELLS:
        raise Refused(
            _("A sheet in this workbook has too many cells. Keep only the rows with the plan.")
        )
    for row in rows:
        for column in columns:
            sheet.merged[(row, column)] = (top, left)
