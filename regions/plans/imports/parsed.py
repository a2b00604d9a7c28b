"""What a workbook says of a plan, before anything is saved: plain values, no models."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from regions.stored import Stored
from regions.workbooks.parsed import Parsed, ParsedRow


@dataclass(frozen=True)
class ParsedLine(Stored):
    code: str
    title: str
    row: int


@dataclass(frozen=True)
class ParsedMilestone(Stored):
    title: str
    due_on: date | None
    share: Decimal | None = None  # percent of the activity that is then done


@dataclass(frozen=True)
class ParsedCost(Stored):
    """One cost of an activity in cents, in the words of the workbook."""

    cents: int
    text: str = ""
    kind: str = ""
    year: int | None = None
    quantity: Decimal | None = None
    unit: str = ""
    price_cents: int | None = None
    cofinancing_cents: int = 0
    cell: str = field(default="", compare=False)  # "Blad!G4", where the amount stands

    @property
    def is_plain(self) -> bool:
        """Whether nothing is said but an amount."""
        said = (self.text, self.kind, self.year, self.quantity, self.cofinancing_cents)
        return not any(said)


@dataclass(frozen=True)
class ParsedActivity(ParsedRow):
    line: ParsedLine | None
    code: str
    title: str
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
    owner: str = ""
    partners: str = ""
    milestones: tuple[ParsedMilestone, ...] = ()
    costs: tuple[ParsedCost, ...] = ()

    @property
    def dates_contradict(self) -> bool:
        return bool(self.starts_on and self.ends_on and self.ends_on < self.starts_on)


@dataclass(frozen=True)
class ParsedPlan(Parsed):
    lines: tuple[ParsedLine, ...] = ()
    activities: tuple[ParsedActivity, ...] = ()

    @property
    def rows(self) -> tuple[ParsedActivity, ...]:
        return self.activities

    @property
    def tells_costs(self) -> bool:
        """Whether the workbook says what an amount is made of, for any activity."""
        return any(activity.costs for activity in self.activities)
