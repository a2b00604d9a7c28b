"""What a workbook says of contributions, before anything is saved: plain values, no models."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions.workbooks.parsed import Parsed, ParsedRow
from regions.workbooks.problems import Problem


@dataclass(frozen=True)
class ParsedContribution(ParsedRow):
    ref: int | None = None  # the contribution in the portal that this row is about
    business: str = ""
    kvk: str = ""
    place: str = ""
    partner_kind: str = ""  # a Business.Kind, of a business to add
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

    def problem(self, level: str, name: str, message: str) -> Problem:
        """Said at the business where the workbook has no such column."""
        return super().problem(level, name if name in self.cells else "business", message)


@dataclass(frozen=True)
class ParsedContributions(Parsed):
    rows: tuple[ParsedContribution, ...] = ()
