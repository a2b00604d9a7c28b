"""What a file says, before anything is saved: plain values, no models, and their form as JSON.

Only this is kept between an upload and its confirmation. What the portal knows is laid beside it
again at every look, so a mended error goes away and a new one shows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Self

from regions.stored import Stored

from .problems import ERROR, WARNING, Problem


@dataclass(frozen=True)
class ParsedRow(Stored):
    row: int = field(kw_only=True)  # its number in the sheet
    cells: Mapping[str, str] = field(default_factory=dict, compare=False, kw_only=True)  # "Blad!E9"
    raw: Mapping[str, str] = field(default_factory=dict, compare=False, kw_only=True)  # unreadable

    def problem(self, level: str, name: str, message: str) -> Problem:
        """Said at the cell of the field `name`."""
        sheet, _mark, cell = self.cells.get(name, "").rpartition("!")
        return Problem(level, sheet, cell, message)


@dataclass(frozen=True)
class ParsedColumn(Stored):
    """What a column of the table was taken for."""

    cell: str
    text: str
    field: str  # "" where it was not read


@dataclass(frozen=True)
class ParsedSheet(Stored):
    """A sheet that may be the one that is meant."""

    title: str
    is_read: bool


@dataclass(frozen=True)
class Parsed(Stored):
    problems: tuple[Problem, ...] = field(default=(), kw_only=True)
    sheet: str = field(default="", kw_only=True)  # the first one that was read
    sheets: tuple[ParsedSheet, ...] = field(default=(), kw_only=True)
    columns: tuple[ParsedColumn, ...] = field(default=(), kw_only=True)

    @classmethod
    def refused(cls, sentence: str) -> Self:
        return cls(problems=(Problem(ERROR, "", "", sentence),))

    @property
    def rows(self) -> tuple[ParsedRow, ...]:
        """The rows that the file is about."""
        raise NotImplementedError

    @property
    def read_sheets(self) -> list[str]:
        return [sheet.title for sheet in self.sheets if sheet.is_read] or [self.sheet]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.level == ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.level == WARNING]

    @property
    def can_be_saved(self) -> bool:
        return bool(self.rows) and not self.errors

    def judged(self, problems: list[Problem]) -> Self:
        """With these problems beside its own; one sentence at one cell is said once."""
        return replace(self, problems=tuple(dict.fromkeys((*self.problems, *problems))))

    @property
    def mark(self) -> str:
        """Another one as soon as a row or a problem is another."""
        return sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()[:16]

    def is_marked(self, shown: str) -> bool:
        """Whether this is what a page showed; who saves without a page saw nothing else."""
        return not shown or shown == self.mark
