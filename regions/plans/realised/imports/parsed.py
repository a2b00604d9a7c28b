"""What a workbook says was spent, before anything is saved: plain values, no models."""

from dataclasses import dataclass

from regions.workbooks.parsed import Parsed, ParsedRow
from regions.workbooks.problems import Problem


@dataclass(frozen=True)
class ParsedSpent(ParsedRow):
    ref: str = ""
    code: str = ""  # of the activity in the plan
    activity: str = ""
    kind: str = ""
    text: str = ""
    budget_cents: int | None = None
    cents: int | None = None

    def problem(self, level: str, name: str, message: str) -> Problem:
        """Said at the amount where the workbook has no such column."""
        return super().problem(level, name if name in self.cells else "spent", message)


@dataclass(frozen=True)
class ParsedSpending(Parsed):
    rows: tuple[ParsedSpent, ...] = ()
