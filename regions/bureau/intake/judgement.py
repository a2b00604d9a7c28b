"""A workbook of the bureau against what the portal knows, asked anew at every look.

An import only adds. What stands there already is left as it is, and what a row says otherwise of it
is told.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region
from regions.workbooks.judgement import Fate
from regions.workbooks.parsed import ParsedRow
from regions.workbooks.problems import ERROR, WARNING, Problem

from .known import Known, key_of
from .parsed import (
    ParsedBudget,
    ParsedGroup,
    ParsedIntake,
    ParsedPart,
    ParsedPerson,
    ParsedRegion,
    ParsedSchool,
)

Row = TypeVar("Row", bound=ParsedRow)


@dataclass(frozen=True)
class Judged(Generic[Row]):
    """A row and what becomes of it; `values` are what is added, without its region and person."""

    row: Row
    fate: Fate
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """An address that the portal knows under another name than the workbook has."""

    email: str
    known: str
    told: str
    where: str


@dataclass(frozen=True)
class Examined:
    parsed: ParsedIntake  # with all problems
    regions: tuple[Judged[ParsedRegion], ...]
    parts: tuple[Judged[ParsedPart], ...]
    schools: tuple[Judged[ParsedSchool], ...]
    people: tuple[Judged[ParsedPerson], ...]
    groups: tuple[Judged[ParsedGroup], ...]
    budgets: tuple[Judged[ParsedBudget], ...]
    questions: tuple[Question, ...]
    known: Known

    @property
    def all(self) -> tuple[Judged, ...]:
        first: tuple[Judged, ...] = (*self.regions, *self.parts, *self.schools)
        return (*first, *self.people, *self.groups, *self.budgets)

    @property
    def can_be_saved(self) -> bool:
        return not self.parsed.errors and any(one.fate == Fate.NEW for one in self.all)

    @property
    def mark(self) -> str:
        """Another one as soon as the workbook would add something else than a page showed."""
        told = [self.parsed.mark, *(f"{one.fate} {sorted(one.values.items())}" for one in self.all)]
        told += [f"{asked.email} {asked.known}" for asked in self.questions]
        return sha256("\n".join(told).encode()).hexdigest()[:16]


class Judging:
    """What is gathered while the sheets are gone through, one after the other."""

    def __init__(self, parsed: ParsedIntake, known: Known) -> None:
        self.parsed, self.known = parsed, known
        self.problems: list[Problem] = []
        self.questions: dict[str, Question] = {}
        self.own = {key_of(row.name): row for row in reversed(parsed.regions) if row.name}

    def error(self, row: ParsedRow, name: str, message: str) -> None:
        self.problems.append(row.problem(ERROR, _cell_of(row, name), message))

    def warn(self, row: ParsedRow, name: str, message: str) -> None:
        self.problems.append(row.problem(WARNING, _cell_of(row, name), message))

    def place_of(self, row: Any) -> tuple[str, Region | None] | None:
        """The region of a row, by its key, with its row where it exists; None is told already."""
        key = key_of(row.region)
        if not key:
            return None
        region = self.known.regions.get(key)
        if region is None and key not in self.own:
            self.error(row, "region", self._no_region(row.region, key))
            return None
        return key, region

    def _no_region(self, name: str, key: str) -> str:
        names = {key_of(one.name): one.name for one in self.known.regions.values()}
        names |= {one: row.name for one, row in self.own.items()}
        near = get_close_matches(key, names, 1, 0.75)
        message = _("“%(name)s” stands neither on the sheet “Regio's” nor in the portal")
        if near:
            message = _(
                "“%(name)s” stands neither on the sheet “Regio's” nor in the portal; is "
                "“%(near)s” meant?"
            )
        return message % {"name": name, "near": names[near[0]] if near else ""}

    def stands_already(self, row: ParsedRow, name: str, other: list[str]) -> None:
        """What the portal has is told where the row says something else."""
        if other:
            message = _("this stands in the portal already, with %(other)s; that stays as it is")
            self.warn(row, name, message % {"other": ", ".join(other)})


def _cell_of(row: ParsedRow, name: str) -> str:
    """The field, or the first one of the row where the sheet has no such column."""
    return name if name in row.cells else next(iter(row.cells), name)


def twice(row: ParsedRow) -> str:
    return _("this stands in row %(row)s already") % {"row": row.row}


def same_name(user: User, name: str) -> bool:
    return key_of(user.name) == key_of(name)
