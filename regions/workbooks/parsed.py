"""What a file says, before anything is saved: plain values, no models, and their form as JSON.

Only this is kept between an upload and its confirmation. What the portal knows is laid beside it
again at every look, so a mended error goes away and a new one shows.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from types import NoneType
from typing import Any, Self, get_args, get_origin, get_type_hints

from .problems import ERROR, WARNING, Problem

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # Postgres keeps none of these in JSON


@dataclass(frozen=True)
class ParsedRow:
    row: int = field(kw_only=True)  # its number in the sheet
    cells: Mapping[str, str] = field(default_factory=dict, compare=False, kw_only=True)  # "Blad!E9"
    raw: Mapping[str, str] = field(default_factory=dict, compare=False, kw_only=True)  # unreadable

    def problem(self, level: str, name: str, message: str) -> Problem:
        """Said at the cell of the field `name`."""
        sheet, _mark, cell = self.cells.get(name, "").rpartition("!")
        return Problem(level, sheet, cell, message)


@dataclass(frozen=True)
class Parsed:
    problems: tuple[Problem, ...] = field(default=(), kw_only=True)
    sheet: str = field(default="", kw_only=True)

    @classmethod
    def refused(cls, sentence: str) -> Self:
        return cls(problems=(Problem(ERROR, "", "", sentence),))

    @property
    def rows(self) -> tuple[ParsedRow, ...]:
        """The rows that the file is about."""
        raise NotImplementedError

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

    def to_json(self) -> dict[str, Any]:
        """JSON values only; `from_json` gives an equal object back."""
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return _typed(cls, stored)


def _plain(item: Any) -> Any:
    match item:
        case dict():
            return {key: _plain(inner) for key, inner in item.items()}
        case list() | tuple():
            return [_plain(inner) for inner in item]
        case date():
            return item.isoformat()
        case Decimal():
            return str(item)
        case str():
            return UNSTORABLE.sub("", item)
    return item


def _typed(kind: Any, item: Any) -> Any:
    """The JSON value as the type that a field is annotated with."""
    if item is None:
        return None
    options = [option for option in get_args(kind) if option not in (NoneType, ...)]
    if get_origin(kind) is tuple:
        return tuple(_typed(options[0], inner) for inner in item)
    if len(options) == 1:  # `date | None`
        return _typed(options[0], item)
    if is_dataclass(kind):
        return _made(kind, item)
    if kind is date:
        return date.fromisoformat(item)
    return Decimal(item) if kind is Decimal else item


def _made(kind: Any, item: dict[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], inner) for name, inner in item.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
