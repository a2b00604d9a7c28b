"""The rows of a plan's table, one after the other, into action lines and activities."""

from dataclasses import replace

from django.utils.translation import gettext as _

from regions.plans.imports.parsed import ParsedActivity, ParsedLine
from regions.workbooks.headers import normalised
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.sheets import address
from regions.workbooks.table import Table
from regions.workbooks.values.cell import Cell
from regions.workbooks.values.codes import code_of, split_code
from regions.workbooks.values.text import is_empty, line_of_text, shown

from .activities import activity_at
from .beside import table_below
from .columns import LENGTHS
from .costs import is_cost_row, is_merged_with, says_it_again, tell_together, together, with_costs
from .milestones import MilestoneRow, milestone_rows
from .rows import (
    RowKind,
    codes_in,
    is_outline_line,
    kind_of_row,
    makes_an_activity,
    names_a_section,
    tells_of_activity,
    used_columns,
)


class TableReader:
    """Reads one table to its end; what is wrong goes to the table's problems."""

    def __init__(
        self, table: Table, lines: dict[str, ParsedLine], *, names_a_line: bool = False
    ) -> None:
        """`lines` are those of the sheets before, by code, or by title where there is none; with
        `names_a_line` the title of the sheet is the line of rows that have no other."""
        self.table = table
        self.lines = lines
        self.names_a_line = names_a_line
        self.line: ParsedLine | None = None
        self.activities: list[ParsedActivity] = []
        self.milestones: list[MilestoneRow] = []
        self.parts: dict[int, list[int]] = {}  # place of an activity → its further rows
        self.places: dict[str, int] = {}  # number of an activity → its place
        self.place = -1  # of the activity that the row before belongs to
        self.outline = set() if table.has("line") else codes_in(table)

    def read(self) -> None:
        is_first = True
        for rows in self._blocks():
            if is_first or not self.activities or not self._is_beside(rows):
                self._read_block(rows, is_first=is_first)
            is_first = False
        self.activities = [with_costs(activity) for activity in self.activities]
        for place, rows in self.parts.items():
            tell_together(self.table, self.activities[place], rows)

    def _blocks(self) -> list[list[int]]:
        """The filled rows, apart where a blank row stands between them."""
        blocks: list[list[int]] = []
        sheet, is_blank = self.table.sheet, True
        for row in range(self.table.header.row + 1, sheet.last_row + 1):
            if sheet.columns_in(row):
                if is_blank:
                    blocks.append([])
                blocks[-1].append(row)
            is_blank = not sheet.columns_in(row)
        return blocks

    def _is_beside(self, rows: list[int]) -> bool:
        """Whether these rows under a blank one are no part of the plan: a second table, which is
        read when it holds milestones, or a legend or signature, which is told."""
        table, filled = self.table, self.table.sheet.columns_in
        if below := table_below(table, rows[0]):
            self.milestones += milestone_rows(below, rows[-1])
            return True
        if all(len(filled(row)) == 1 for row in rows) or any(
            tells_of_activity(table, row) or names_a_section(table, row) for row in rows
        ):
            return False
        kinds = {kind_of_row(table, row, filled(row), is_lonely=True) for row in rows}
        if not kinds - {RowKind.NOTHING, RowKind.TOTAL}:
            return False
        first = table.sheet.own(rows[0], filled(rows[0])[0])
        message = _("rows %(first)s to %(last)s under the table were not read: “%(text)s”")
        values = {"first": rows[0], "last": rows[-1], "text": shown(first)}
        table.report(WARNING, address(rows[0], filled(rows[0])[0]), message % values)
        return True

    def _read_block(self, rows: list[int], *, is_first: bool) -> None:
        is_below = False
        for row in rows:
            is_after_blank = row == rows[0] and not is_first
            is_lonely = bool(self.activities) and (is_after_blank or is_below)
            filled = self.table.sheet.columns_in(row)
            kind = kind_of_row(self.table, row, filled, is_lonely=is_lonely)
            is_below = kind is RowKind.NOTE and is_lonely
            if self.outline and is_outline_line(self.table, row, self.outline):
                kind = RowKind.LINE
            self._read_row(row, filled, kind)

    def _read_row(self, row: int, filled: list[int], kind: RowKind) -> None:
        first = self.table.sheet.own(row, filled[0])
        where = address(row, filled[0])
        if kind is RowKind.NOTE:
            message = _("this row was not read as an activity: “%(text)s”")
            self.table.report(WARNING, where, message % {"text": shown(first)})
        elif kind is RowKind.TOTAL:
            message = _("this row was read as a total and not as an activity: “%(text)s”")
            self.table.report(WARNING, where, message % {"text": shown(first)})
        elif kind is RowKind.LINE:
            self._read_line_row(row, filled, first)
        elif kind is RowKind.ACTIVITY and self._is_readable(row, filled):
            self._read_line_cell(row)
            if self.table.text(row, "title") or makes_an_activity(self.table, row):
                self._add_activity(row)

    def _is_readable(self, row: int, filled: list[int]) -> bool:
        """Whether anything can be read; each cell in use without a value is reported."""
        used = [column for column in filled if column in used_columns(self.table)]
        told = [self.table.is_readable(row, column) for column in used]
        return any(told)

    def _read_line_row(self, row: int, filled: list[int], first: Cell) -> None:
        columns = self.table.header.columns
        if "line" in columns or len(filled) == 1 or not self.outline:
            self._start_line(row, filled[0], first)
            return
        code, title = self.table.text(row, "code"), self.table.text(row, "title")
        where = self.table.where(row, "title")
        message = _("row %(row)s is read as the action line of the rows under it")
        self.table.report(WARNING, where, message % {"row": row})
        self._name_line(code.rstrip("."), title, row, where)

    def _add_activity(self, row: int) -> None:
        table, before = self.table, self.activities[self.place] if self.activities else None
        if row in table.sheet.hidden_rows:
            message = _("row %(row)s is hidden in Excel and is read as well")
            table.report(WARNING, table.where(row, "title"), message % {"row": row})
        is_part = before is not None and (
            is_merged_with(table, row, before) or is_cost_row(table, row, before)
        )
        last = self.activities[-1] if self.activities else None
        if self.line is None and self.names_a_line:
            code, title = split_code(self.table.sheet.title, is_line=True)
            self._name_line(code, title, row, table.where(row, "title"))
        activity = activity_at(table, row, self.line, last, is_part=is_part)
        if not is_part:
            place = self.places.get(activity.code, -1)
            is_part = place >= 0 and says_it_again(table, self.activities[place], activity)
            self.place = place if is_part else len(self.activities)
        if is_part:
            self.activities[self.place] = together(self.activities[self.place], activity)
            self.parts.setdefault(self.place, []).append(row)
        else:
            self.places.setdefault(activity.code, self.place)
            self.activities.append(activity)

    def _read_line_cell(self, row: int) -> None:
        column = self.table.header.columns.get("line")
        cell = self._over(row, column) if column else None
        if column and cell and not is_empty(cell):
            self._start_line(row, column, cell)

    def _over(self, row: int, column: int) -> Cell:
        """The cell of the line, also of a block that is merged over more columns."""
        cell = self.table.at(row, column)
        return self.table.sheet.at(row, column) if is_empty(cell) else cell

    def _start_line(self, row: int, column: int, cell: Cell) -> None:
        where = address(row, column)
        if not self.table.is_readable(row, column):
            return
        code, title = self._line_code(row, line_of_text(cell))
        self._name_line(code, title, row, where)

    def _name_line(self, code: str, title: str, row: int, where: str) -> None:
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
        if column and self.table.is_readable(row, column):
            cell = self._over(row, column)
            if not is_empty(cell):
                return code_of(cell), text
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
