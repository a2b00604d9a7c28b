"""What a workbook of the bureau says, before anything is saved: plain values, no models."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions.workbooks.parsed import Parsed, ParsedRow


@dataclass(frozen=True)
class ParsedRegion(ParsedRow):
    name: str
    kind: str = ""
    line_label: str = ""
    leader_label: str = ""
    tolerance: Decimal | None = None


@dataclass(frozen=True)
class ParsedPart(ParsedRow):
    """A sub-region."""

    region: str
    name: str = ""
    lead_name: str = ""


@dataclass(frozen=True)
class ParsedSchool(ParsedRow):
    region: str
    name: str = ""
    kind: str = ""
    place: str = ""
    brin: str = ""
    sub_region: str = ""


@dataclass(frozen=True)
class ParsedPerson(ParsedRow):
    region: str
    name: str
    email: str
    role: str
    starts_on: date
    phone: str = ""
    ends_on: date | None = None
    is_interim: bool = False


@dataclass(frozen=True)
class ParsedGroup(ParsedRow):
    region: str
    digests_from_on: date
    label: str = ""
    rhythm: int | None = None


@dataclass(frozen=True)
class ParsedBudget(ParsedRow):
    region: str
    cents: int | None
    starts_on: date | None
    ends_on: date | None
    source: str = ""


@dataclass(frozen=True)
class ParsedIntake(Parsed):
    regions: tuple[ParsedRegion, ...] = ()
    schools: tuple[ParsedSchool, ...] = ()
    people: tuple[ParsedPerson, ...] = ()
    groups: tuple[ParsedGroup, ...] = ()
    budgets: tuple[ParsedBudget, ...] = ()
    parts: tuple[ParsedPart, ...] = ()

    @property
    def rows(self) -> tuple[ParsedRow, ...]:
        return (
            *(*self.regions, *self.parts, *self.schools),
            *(*self.people, *self.groups, *self.budgets),
        )
