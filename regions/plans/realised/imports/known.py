"""The lines of the budget that a row of a workbook may mean: by reference, or by its words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from regions.plans.models import Activity
from regions.plans.realised.sums import LineSpent, YearSpent
from regions.workbooks.headers import normalised

from .parsed import ParsedSpent

REF_LENGTH = 8


@dataclass(frozen=True)
class KnownLine:
    activity: Activity
    spent: LineSpent

    @property
    def ref(self) -> str:
        return self.spent.line.key.hex[:REF_LENGTH]


def known_lines(found: YearSpent) -> list[KnownLine]:
    return [KnownLine(activity, row) for activity, row in found.rows]


def lines_meant(row: ParsedSpent, known: list[KnownLine]) -> list[KnownLine]:
    """The lines that fit all that the row says; the reference alone decides where one stands."""
    if row.ref:
        return [line for line in known if line.ref == row.ref.strip().lower()]
    fitting = _narrowed(known, row.code, lambda line: normalised(line.activity.code))
    fitting = [line for line in fitting if _is_activity(row.activity, line.activity)]
    fitting = _narrowed(fitting, row.text, lambda line: normalised(line.spent.line.text))
    if len(fitting) > 1 or not row.text:
        fitting = _narrowed(fitting, row.kind, lambda line: normalised(line.spent.line.kind.name))
    says_which = row.code or row.activity or row.text
    return fitting if says_which else []


def _narrowed(
    lines: Iterable[KnownLine], said: str, of: Callable[[KnownLine], str]
) -> list[KnownLine]:
    wanted = normalised(said)
    return [line for line in lines if not wanted or of(line) == wanted]


def _is_activity(said: str, activity: Activity) -> bool:
    """Whether a text is its number, its title, or both: "1.1", "Docenten" or "1.1 Docenten"."""
    code, title = normalised(activity.code), normalised(activity.title)
    return not said or normalised(said) in (code, title, f"{code} {title}")
