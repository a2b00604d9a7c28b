"""The rows of a plan's table, one after the other, into action lines and activities."""

from dataclasses import replace

from django.utils.translation import gettext as _

from regions.workbooks.cells import (
    as_code,
    is_empty,
    line_of_text,
    refuse_error_value,
    shown,
    split_code,
)
from regions.workbooks.headers import normalised
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.sheets import Cell, address
from regions.workbooks.table import Table

from .activities import activity_at
from .columns import LENGTHS
from .parsed import ParsedActivity, ParsedLine
from .rows import RowKind, kind_of_row, makes_an_activity


class TableReader:
    """Reads one table to its end; what is wrong goes to the table's problems."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lines: dict[str, ParsedLine] = {}  # by code, or by title where there is none
        self.line: ParsedLine | None = None
        self.activities: list[ParsedActivity] = []

    def read(self) -> None:
        sheet = self.table.sheet
        is_below = after_blank = False
        for row in range(self.table.header.row + 1, sheet.last_row + 1):
            filled = sheet.columns_in(row)
            if not filled:
                after_blank = True
                continue
            is_lonely = bool(self.activities) and (after_blank or is_below)
            kind = kind_of_row(self.table, row, filled, is_lonely=is_lonely)
            is_below = kind is RowKind.NOTE and (after_blank or is_below)
            after_blank = False
            self._read_row(row, filled, kind)

    def _read_row(self, row: int, filled: list[int], kind: RowKind) -> None:
        first = self.table.sheet.own(row, filled[0])
        if kind is RowKind.NOTE:
            message = _("this row was not read as an activity: “%(text)s”")
            self.table.report(WARNING, address(row, filled[0]), message % {"text": shown(first)})
        elif kind is RowKind.LINE:
            self._start_line(row, filled[0], first)
        elif kind is RowKind.ACTIVITY:
            self._read_line_cell(row)
            if self.table.text(row, "title") or makes_an_activity(self.table, row):
                self._add_activity(row)

    def _add_activity(self, row: int) -> None:
        before = self.activities[-1] if self.activities else None
        if row in self.table.sheet.hidden_rows:
            message = _("row %(row)s is hidden in Excel and is read as well")
            self.table.report(WARNING, self.table.where(row, "title"), message % {"row": row})
        self.activities.append(activity_at(self.table, row, self.line, before))

    def _read_line_cell(self, row: int) -> None:
        column = self.table.header.columns.get("line")
        cell = self.table.sheet.at(row, column) if column else None
        if column and cell and not is_empty(cell):
            self._start_line(row, column, cell)

    def _start_line(self, row: int, column: int, cell: Cell) -> None:
        where = address(row, column)
        try:
            refuse_error_value(cell)
        except ValueError as error:
            self.table.report(ERROR, where, str(error))
            return
        code, title = self._line_code(row, line_of_text(cell))
        if len(title) > LENGTHS["line"] or len(code) > LENGTHS["code"]:
            self.table.report(ERROR, where, _("this name of an action line is too long"))
        code, title = code[: LENGTHS["code"]], title[: LENGTHS["line"]]
        self.line = self._known_line(code, title, row, where)

    def _known_line(self, code: str, title: str, row: int, where: str) -> ParsedLine:
        key = code or normalised(title)
        known = self.lines.setdefault(key, ParsedLine(code, title, row))
        if normalised(known.title) != normalised(title):
            message = _("“%(code)s” is called “%(first)s” in row %(row)s; that name is used")
            values = {"code": code, "first": known.title, "row": known.row}
            self.table.report(WARNING, where, message % values)
        return known

    def _line_code(self, row: int, text: str) -> tuple[str, str]:
        column = self.table.header.columns.get("line_code")
        if column and not is_empty(self.table.sheet.at(row, column)):
            return as_code(self.table.sheet.at(row, column))[0], text
        return split_code(text, is_line=True)


def number_lines(
    lines: list[ParsedLine], activities: list[ParsedActivity]
) -> tuple[list[ParsedLine], list[ParsedActivity]]:
    """Give every line without a number one: what its activities begin with, or the next free."""
    taken = {line.code for line in lines if line.code}
    numbered: dict[ParsedLine, ParsedLine] = {}
    for line in lines:
        code = line.code or _prefix(line, activities, taken) or _next_free(taken)
        taken.add(code)
        numbered[line] = replace(line, code=code)
    return list(numbered.values()), [
        replace(activity, line=numbered[activity.line]) if activity.line else activity
        for activity in activities
    ]


def _prefix(line: ParsedLine, activities: list[ParsedActivity], taken: set[str]) -> str:
    codes = {a.code.rpartition(".")[0] for a in activities if a.line == line and a.code}
    code = codes.pop() if len(codes) == 1 else ""
    return code if code and code not in taken else ""


def _next_free(taken: set[str]) -> str:
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)


def number_activities(activities: list[ParsedActivity]) -> tuple[list[ParsedActivity], int]:
    """Give every activity without a number the next one of its line; and say how many got one."""
    taken = {activity.code for activity in activities}
    numbered, given = [], 0
    for activity in activities:
        if not activity.code and activity.line:
            options = (f"{activity.line.code}.{n}" for n in range(1, len(activities) + 2))
            code = next((code for code in options if code not in taken), "")
            activity = replace(activity, code=code[: LENGTHS["code"]])
            taken.add(activity.code)
            given += 1
        numbered.append(activity)
    return numbered, given
