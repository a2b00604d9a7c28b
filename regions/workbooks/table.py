"""The table under its header: which cell holds what, and what was wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from .cells import is_empty, is_open, line_of_text, refuse_error_value, shown
from .headers import Header, Variants, find_header, most_like_a_header, normalised
from .problems import ERROR, WARNING, Problem
from .sheets import MAX_ROWS, NOTHING, Cell, Sheet, address

SHEETS_BESIDE = ("toelichting", "voorbeeld", "uitleg", "instructie", "leeswijzer")
Raw = dict[str, str]  # field that could not be read → its text


@dataclass
class Table:
    sheet: Sheet
    header: Header
    problems: list[Problem]

    def report(self, level: str, cell: str, message: str) -> None:
        self.problems.append(Problem(level, self.sheet.title, cell, message))

    def has(self, name: str) -> bool:
        return name in self.header.columns

    def cell(self, row: int, name: str) -> Cell:
        column = self.header.columns.get(name)
        return NOTHING if column is None else self.sheet.own(row, column)

    def where(self, row: int, name: str) -> str:
        return address(row, self.header.columns.get(name, 1))

    def addresses(self, row: int) -> dict[str, str]:
        columns = self.header.columns.items()
        return {name: f"{self.sheet.title}!{address(row, column)}" for name, column in columns}

    def text(self, row: int, name: str) -> str:
        return line_of_text(self.cell(row, name))

    def value(self, row: int, name: str, read: Callable, raw: Raw, **options: Any) -> Any:
        """The cell read by `read`; None where it is empty, or wrong and reported."""
        cell = self.cell(row, name)
        try:
            self._refuse_uncalculated(row, name)
            if is_empty(cell):
                return None
            refuse_error_value(cell)
            if is_open(cell):
                message = _("“%(value)s” is left empty") % {"value": shown(cell)}
                self.report(WARNING, self.where(row, name), message)
                return None
            return read(cell, **options)
        except ValueError as error:
            raw[name] = shown(cell)
            self.report(ERROR, self.where(row, name), str(error))
            return None

    def bounded(
        self, row: int, name: str, raw: Raw, longest: int, read: Callable = line_of_text
    ) -> str:
        """Text that fits its field."""
        text = self.value(row, name, read, raw) or ""
        if len(text) > longest:
            raw[name] = f"{text[:60]}…"
            message = _("this text has %(length)s characters; at most %(longest)s fit")
            values = {"length": len(text), "longest": longest}
            self.report(ERROR, self.where(row, name), message % values)
        return text[:longest]

    def report_header(self) -> None:
        """Which columns were not read, and that there are more rows than are read."""
        header = self.header
        for column, name in header.repeated:
            message = _("“%(text)s” was not read: column %(column)s already holds “%(used)s”")
            used = header.columns[name]
            values = {
                "text": header.texts[column][:60],
                "column": get_column_letter(used),
                "used": header.texts[used][:60],
            }
            self.report(WARNING, address(header.rows[column], column), message % values)
        for column in header.unknown:
            message = _("column “%(text)s” is not known and was not read")
            values = {"text": header.texts[column][:60]}
            self.report(WARNING, address(header.rows[column], column), message % values)
        if self.sheet.has_more_rows:
            message = _("more than %(rows)s rows; only the first are read") % {"rows": MAX_ROWS}
            self.report(ERROR, address(MAX_ROWS + 1, 1), message)

    def _refuse_uncalculated(self, row: int, name: str) -> None:
        if (row, self.header.columns.get(name)) in self.sheet.uncalculated:
            raise ValueError(
                _("this formula has no result yet; open the workbook in Excel and save it")
            )


def is_beside(sheet: Sheet) -> bool:
    """Whether the sheet explains the workbook and holds no rows of its own."""
    return normalised(sheet.title).startswith(SHEETS_BESIDE)


def tables_in(
    sheets: list[Sheet], variants: Variants, required: tuple[str, ...], problems: list[Problem]
) -> list[Table]:
    """A table of each sheet with the headers that is not hidden; all report to `problems`."""
    tables = []
    for sheet in sheets:
        header = find_header(sheet, variants, required)
        if header is None:
            continue
        if sheet.is_hidden:
            message = _("this sheet is hidden in Excel and was not read")
            problems.append(Problem(WARNING, sheet.title, "", message))
            continue
        tables.append(Table(sheet, header, problems))
    return tables


def widest(tables: list[Table], message: str) -> Table:
    """The table with most columns, and then most rows; `message` is said of the other ones."""
    best = max(tables, key=lambda table: (len(table.header.columns), table.sheet.last_row))
    for table in tables:
        if table is not best:
            table.report(WARNING, "", message % {"sheet": best.sheet.title})
    return best


def no_table(sheets: list[Sheet], variants: Variants, advice: str, message: str) -> Problem:
    """One sentence that says which headers were found and which is missed, or how to begin."""
    nearest = [
        (most_like_a_header(sheet, variants), sheet) for sheet in sheets if not sheet.is_hidden
    ]
    header, sheet = max(nearest, key=lambda pair: len(pair[0].columns), default=(Header(0), None))
    if sheet is None or not header.columns:
        return Problem(ERROR, "", "", advice)
    found = ", ".join(f"“{header.texts[column]}”" for column in sorted(header.columns.values()))
    return Problem(ERROR, sheet.title, address(header.row, 1), message % {"found": found})
