"""What a workbook says, before anything is saved: plain values, no models."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from regions.workbooks.problems import ERROR, UNSTORABLE, WARNING, Problem


@dataclass(frozen=True)
class ParsedLine:
    code: str
    title: str
    row: int


@dataclass(frozen=True)
class ParsedMilestone:
    title: str
    due_on: date | None
    share: Decimal | None = None  # percent of the activity that is then done


@dataclass(frozen=True)
class ParsedActivity:
    line: ParsedLine | None
    code: str
    title: str
    row: int
    delivers: str = ""
    kind: str = ""
    audience: str = ""
    sub_region: str = ""
    schools: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    budget_cents: int | None = None
    target: int | None = None
    unit: str = ""
    milestones: tuple[ParsedMilestone, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)  # field → "Sheet!E9"
    raw: Mapping[str, str] = field(
        default_factory=dict, compare=False
    )  # unreadable field → its text

    @property
    def dates_contradict(self) -> bool:
        return bool(self.starts_on and self.ends_on and self.ends_on < self.starts_on)


@dataclass(frozen=True)
class ParsedPlan:
    lines: tuple[ParsedLine, ...] = ()
    activities: tuple[ParsedActivity, ...] = ()
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
        return bool(self.activities) and not self.errors


def plan_to_json(plan: ParsedPlan) -> dict:
    """JSON values only; `plan_from_json` gives an equal plan back."""

    def value(item):
        match item:
            case dict():
                return {key: value(inner) for key, inner in item.items()}
            case list() | tuple():
                return [value(inner) for inner in item]
            case date():
                return item.isoformat()
            case Decimal():
                return str(item)
            case str():
                return UNSTORABLE.sub("", item)
        return item

    return value(asdict(plan))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _activity_from_json(stored: dict) -> ParsedActivity:
    values = dict(stored)
    values["line"] = ParsedLine(**stored["line"]) if stored["line"] else None
    values["schools"] = tuple(stored["schools"])
    values["starts_on"] = _day(stored["starts_on"])
    values["ends_on"] = _day(stored["ends_on"])
    values["milestones"] = tuple(
        ParsedMilestone(m["title"], _day(m["due_on"]), _number(m["share"]))
        for m in stored["milestones"]
    )
    return ParsedActivity(**values)


def plan_from_json(stored: dict) -> ParsedPlan:
    return ParsedPlan(
        lines=tuple(ParsedLine(**line) for line in stored["lines"]),
        activities=tuple(_activity_from_json(activity) for activity in stored["activities"]),
        problems=tuple(Problem(**problem) for problem in stored["problems"]),
        sheet=stored["sheet"],
    )
