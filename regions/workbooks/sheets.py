"""A workbook as grids of values: only what has content, within fixed bounds.

Without Django: the process that reads a file for us starts with this and openpyxl alone.
"""

from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import get_column_letter

from .values.cell import NOTHING, Cell

MAX_CELLS = 200_000
MAX_ROWS = 2_000
MAX_COLUMNS = 400
MAX_SHEETS = 60


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
    hidden_columns: set[int] = field(default_factory=set)
    has_more_rows: bool = False
    has_more_columns: bool = False
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
        return self._columns.get(row, [])

    @cached_property
    def _columns(self) -> dict[int, list[int]]:
        """The filled columns of each row; asked once the sheet is read to its end."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, []).append(column)
        return found


def address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"
