"""What a file says about existing electives, before anything is saved: plain values, no models."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from regions.workbooks.problems import ERROR, WARNING, Problem


@dataclass(frozen=True)
class ParsedListed:
    row: int
    code: str
    title: str
    profiles: tuple[str, ...] = ()
    description: str = ""
    competences: tuple[str, ...] = ()
    is_in_use: bool = True
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class ParsedList:
    rows: tuple[ParsedListed, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> list[Problem]:
        return [one for one in self.problems if one.level == ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [one for one in self.problems if one.level == WARNING]

    @property
    def can_be_saved(self) -> bool:
        return bool(self.rows) and not self.errors


def from_json(stored: dict[str, Any]) -> ParsedList:
    rows = (
        ParsedListed(
            **row | {name: tuple(row[name]) for name in ("profiles", "competences")},
        )
        for row in stored["rows"]
    )
    return ParsedList(tuple(rows), tuple(Problem(**one) for one in stored["problems"]))


def to_json(parsed: ParsedList) -> dict[str, Any]:
    return {
        "rows": [asdict(row) for row in parsed.rows],
        "problems": [asdict(one) for one in parsed.problems],
    }
