"""The table under its header: which cell holds what, and what was wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .cells import is_empty, is_open, line_of_text, long_text, refuse_error_value, shown
from .headers import Header
from .problems import ERROR, WARNING, Problem
from .sheets import NOTHING, Cell, Sheet, address

MAX_LENGTHS = {
    "code": 12,
    "line": 160,
    "title": 200,
    "audience": 200,
    "unit": 60,
    "delivers": 4_000,
}
Raw = dict[str, str]  # field that could not be read → its text


@dataclass
class Table:
    sheet: Sheet
    header: Header
    problems: list[Problem] = field(default_factory=list)

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

    def bounded(self, row: int, name: str, raw: Raw) -> str:
        """Text that fits its field."""
        text = self.value(row, name, long_text if name == "delivers" else line_of_text, raw) or ""
        longest = MAX_LENGTHS.get(name, 80)
        if len(text) <= longest:
            return text
        raw[name] = f"{text[:60]}…"
        message = _("this text has %(length)s characters; at most %(longest)s fit")
        self.report(
            ERROR, self.where(row, name), message % {"length": len(text), "longest": longest}
        )
        return text[:longest]

    def _refuse_uncalculated(self, row: int, name: str) -> None:
        if (row, self.header.columns.get(name)) in self.sheet.uncalculated:
            raise ValueError(
                _("this formula has no result yet; open the workbook in Excel and save it")
            )
