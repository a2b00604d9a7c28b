"""What a workbook says about contributions, before anything is saved: plain values, no models."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from regions.workbooks.problems import ERROR, UNSTORABLE, WARNING, Problem

DAYS = ("promised_on", "expected_on", "delivered_on", "proven_on", "dropped_on")


@dataclass(frozen=True)
class ParsedContribution:
    row: int
    ref: int | None = None  # the contribution in the portal that this row is about
    business: str = ""
    kvk: str = ""
    place: str = ""
    kind: str = ""  # a Contribution.Kind, or "" where it is not known
    title: str = ""
    activity: str = ""  # the code in the plan
    hours: Decimal | None = None
    promised_on: date | None = None
    promised_cents: int | None = None
    expected_on: date | None = None
    delivered_on: date | None = None
    delivered_cents: int | None = None
    proven_on: date | None = None
    proof: str = ""
    dropped_on: date | None = None
    drop_reason: str = ""
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)  # field → "Sheet!E9"
    raw: Mapping[str, str] = field(default_factory=dict, compare=False)  # unreadable → its text


@dataclass(frozen=True)
class ParsedContributions:
    rows: tuple[ParsedContribution, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheet: str = ""

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.level == ERROR]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.level == WARNING]

    @property
    def can_be_saved(self) -> bool:
        return bool(self.rows) and not self.errors

    def to_json(self) -> dict[str, Any]:
        return _plain(asdict(self))


def from_json(stored: dict[str, Any]) -> ParsedContributions:
    return ParsedContributions(
        tuple(_row(row) for row in stored["rows"]),
        tuple(Problem(**problem) for problem in stored["problems"]),
        stored["sheet"],
    )


def _row(stored: dict[str, Any]) -> ParsedContribution:
    days = {name: date.fromisoformat(stored[name]) if stored[name] else None for name in DAYS}
    hours = Decimal(stored["hours"]) if stored["hours"] is not None else None
    return replace(ParsedContribution(**stored), **days, hours=hours)  # type: ignore[arg-type]


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
