"""The table under its header: which cell holds what, and what was wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from regions.dutch import euros

from .headers import Header
from .problems import ERROR, WARNING, Problem
from .sheets import Sheet, address
from .values.cell import NOTHING, Cell, Guess
from .values.numbers import as_cents, says_thousands, scale_of
from .values.text import is_ditto, is_empty, is_open, line_of_text, refuse_unreadable, shown

MILLION = 100_000_000  # cents: so much of an amount in thousands is asked after
Raw = dict[str, str]  # field that could not be read → its text


@dataclass(eq=False)
class Table:
    sheet: Sheet
    header: Header
    problems: list[Problem]
    once: tuple[str, ...] = ()  # fields that count once for a block merged over rows
    told: set[tuple[int, int, str]] = field(default_factory=set)  # of which cells what was said
    thousands: dict[str, bool] = field(default_factory=dict)  # field → whether it counts them

    def report(self, level: str, cell: str, message: str) -> None:
        self.problems.append(Problem(level, self.sheet.title, cell, message))

    def has(self, name: str) -> bool:
        return name in self.header.columns

    def cell(self, row: int, name: str) -> Cell:
        column = self.header.columns.get(name)
        return NOTHING if column is None else self.at(row, column, once=name in self.once)

    def at(self, row: int, column: int, *, once: bool = False) -> Cell:
        """The cell; of a block merged downwards the same in each row, unless it counts `once`;
        of a ditto mark the cell above."""
        top, left = self.sheet.merged.get((row, column), (row, column))
        if left != column or top <= self.header.row:
            return self.sheet.own(row, column)
        cell = self.sheet.own(row if once else top, column)
        if once and top != row:
            self._say_shared(top, row, column)
        return self._above(row, column, cell) if is_ditto(cell) else cell

    def where(self, row: int, name: str) -> str:
        return address(row, self.header.columns.get(name, 1))

    def addresses(self, row: int) -> dict[str, str]:
        columns = self.header.columns.items()
        return {name: f"{self.sheet.title}!{address(row, column)}" for name, column in columns}

    def text(self, row: int, name: str) -> str:
        return line_of_text(self.cell(row, name))

    def value(self, row: int, name: str, read: Callable, raw: Raw, **options: Any) -> Any:
        """The cell read by `read`; None where it is empty, or wrong and reported."""
        column = self.header.columns.get(name)
        if column is None:
            return None
        return self._value(row, column, name, read, raw, options)

    def read(
        self, row: int, column: int, read: Callable, *, once: bool = False, **options: Any
    ) -> Any:
        """The same for a column beside those of the fields."""
        return self._value(row, column, "", read, {}, options, once=once)

    def cents(self, row: int, name: str, raw: Raw) -> int | None:
        """An amount in cents, of all columns that hold a part of it."""
        if not self.has(name):
            return None
        found = [cents for _column, cents in self.parts(row, name, raw)]
        return sum(found) if found else None

    def parts(self, row: int, name: str, raw: Raw) -> list[tuple[int, int]]:
        """The column and the cents of each part of an amount."""
        if not self.has(name):
            return []
        columns = [self.header.columns[name], *self.header.added.get(name, ())]
        options = {"in_thousands": self._counts_thousands(name)}
        read = [(at, self._value(row, at, name, as_cents, raw, options)) for at in columns]
        found = [(column, cents) for column, cents in read if cents is not None]
        total = sum(cents for _column, cents in found)
        if total >= MILLION and options["in_thousands"]:
            message = _("this amount is read in thousands: %(amount)s")
            self.report(WARNING, self.where(row, name), message % {"amount": euros(total)})
        return found

    def is_shared(self, row: int, name: str) -> bool:
        """Whether the cell is a block merged over this row and others."""
        column = self.header.columns.get(name)
        if column is None:
            return False
        merged = self.sheet.merged
        top, left = merged.get((row, column), (row, column))
        return left == column and (top != row or merged.get((row + 1, column)) == (row, column))

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

    def is_readable(self, row: int, column: int) -> bool:
        """Whether the cell has a value to read; what it has not is reported once."""
        try:
            refuse_unreadable(self.at(row, column))
        except ValueError as error:
            self._say(row, column, ERROR, str(error))
            return False
        return True

    def _value(
        self,
        row: int,
        column: int,
        name: str,
        read: Callable,
        raw: Raw,
        options: dict[str, Any],
        *,
        once: bool = False,
    ) -> Any:
        cell = self.at(row, column, once=once or name in self.once)
        if not self.is_readable(row, column):
            raw[name] = shown(cell)
            return None
        try:
            if is_empty(cell):
                return None
            if is_open(cell):
                message = _("“%(value)s” is left empty") % {"value": shown(cell)}
                self.report(WARNING, address(row, column), message)
                return None
            found = read(cell, **options)
        except ValueError as error:
            raw[name] = shown(cell)
            self.report(ERROR, address(row, column), str(error))
            return None
        if isinstance(found, Guess):
            self._say(row, column, WARNING, found.sentence)
            return found.value
        return found

    def _above(self, row: int, column: int, mark: Cell) -> Cell:
        for above in range(row - 1, self.header.row, -1):
            cell = self.sheet.at(above, column)
            if cell is NOTHING:
                break
            if not is_ditto(cell):
                message = _("“%(mark)s” is read as the cell above: %(text)s")
                values = {"mark": shown(mark), "text": shown(cell)}
                self._say(row, column, WARNING, message % values)
                return cell
        message = _("“%(mark)s” stands for the cell above, and that is empty")
        self._say(row, column, ERROR, message % {"mark": shown(mark)})
        return NOTHING

    def _say_shared(self, top: int, row: int, column: int) -> None:
        if self.sheet.own(top, column) is not NOTHING:
            message = _("this amount is of more rows together; it counts in row %(row)s only")
            self._say(top, column, WARNING, message % {"row": top})

    def _say(self, row: int, column: int, level: str, message: str) -> None:
        if (row, column, level) not in self.told:
            self.told.add((row, column, level))
            self.report(level, address(row, column), message)

    def _counts_thousands(self, name: str) -> bool:
        """Whether the header of this amount, or a title above the table, says thousands."""
        if name not in self.thousands:
            column = self.header.columns[name]
            where, said = self._says_thousands(column)
            self.thousands[name] = bool(said)
            if said:
                message = _("“%(text)s”: amounts in column %(column)s are read in thousands")
                values = {"text": said[:60], "column": get_column_letter(column)}
                self.report(WARNING, where, message % values)
            else:
                self._tell_scaled(column)
        return self.thousands[name]

    def _says_thousands(self, column: int) -> tuple[str, str]:
        text = self.header.texts[column]
        if says_thousands(text):
            return address(self.header.rows[column], column), text
        for row in range(1, self.header.row + 1):
            for at in self.sheet.columns_in(row):
                above = line_of_text(self.sheet.own(row, at))
                is_over = row < self.header.first_row or at not in self.header.texts
                if is_over and says_thousands(above):
                    return address(row, at), above
        return "", ""

    def _tell_scaled(self, column: int) -> None:
        for row in range(self.header.row + 1, self.sheet.last_row + 1):
            cell = self.sheet.own(row, column)
            if scale_of(cell) > 1:
                amount = euros(as_cents(cell), whole=True)
                message = _("Excel shows this amount in thousands; it is read as %(amount)s")
                self._say(row, column, WARNING, message % {"amount": amount})
                return
