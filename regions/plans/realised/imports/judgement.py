"""What a workbook says was spent, against the budget of the year and what stands there now."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from regions.dutch import euros
from regions.plans.realised.sums import YearSpent
from regions.workbooks.judgement import Fate
from regions.workbooks.problems import ERROR, WARNING, Problem

from .known import KnownLine, known_lines, lines_meant
from .parsed import ParsedSpending, ParsedSpent

NOTHING = ""  # the fate of a row without an amount: what stands there stays


@dataclass(frozen=True)
class Judged:
    row: ParsedSpent
    line: KnownLine | None
    fate: Fate | str


@dataclass(frozen=True)
class Examined:
    parsed: ParsedSpending  # with all problems
    rows: tuple[Judged, ...]
    amounts: dict[UUID, int]  # what will stand there, by the key of a line
    untouched: int  # lines of which the workbook says nothing

    @property
    def changed(self) -> int:
        """How many lines get an amount that they did not have."""
        fates = {one.line.ref: one.fate for one in self.rows if one.line}
        return sum(fate in (Fate.NEW, Fate.CHANGE) for fate in fates.values())


def examine(found: YearSpent, parsed: ParsedSpending) -> Examined:
    """`found` is the year as it stands."""
    known = known_lines(found)
    problems: list[Problem] = []
    meant = [(row, _line_of(row, known, problems)) for row in parsed.rows]
    per_line: dict[str, list[ParsedSpent]] = defaultdict(list)
    for row, line in meant:
        if line and row.cents is not None:
            per_line[line.ref].append(row)
    sums = {ref: sum(row.cents or 0 for row in rows) for ref, rows in per_line.items()}
    lines = {line.ref: line for line in known}
    for ref, rows in per_line.items():
        problems += _odd(lines[ref], rows, sums[ref])
    if parsed.rows and not sums and not problems and not parsed.errors:
        problems.append(parsed.rows[0].problem(ERROR, "spent", _("no row has an amount")))
    amounts = {lines[ref].spent.line.key: cents for ref, cents in sums.items()}
    judged = tuple(Judged(row, line, _fate(row, line, sums)) for row, line in meant)
    return Examined(parsed.judged(problems), judged, amounts, len(known) - len(sums))


def _line_of(row: ParsedSpent, known: list[KnownLine], problems: list[Problem]) -> KnownLine | None:
    """A row without an amount needs no line."""
    lines = lines_meant(row, known)
    if len(lines) == 1:
        return lines[0]
    if row.cents is not None:
        problems.append(_unknown(row) if not lines else _ambiguous(row, lines))
    return None


def _unknown(row: ParsedSpent) -> Problem:
    if row.ref:
        message = _("“%(ref)s” is no reference of a line in the budget of this year")
        return row.problem(ERROR, "ref", message % {"ref": row.ref[:40]})
    names = [name for name in ("text", "activity", "code", "kind") if getattr(row, name)]
    if not names:
        message = _("write beside this amount of which line of the budget it is")
        return row.problem(ERROR, "spent", message)
    said = ", ".join(f"“{getattr(row, name)[:40]}”" for name in reversed(names))
    message = _("the budget of this year has no line %(said)s")
    return row.problem(ERROR, names[0], message % {"said": said})


def _ambiguous(row: ParsedSpent, lines: list[KnownLine]) -> Problem:
    message = _("%(count)s lines of the budget fit this row; use the reference of the portal")
    name = next(name for name in ("text", "activity", "code") if getattr(row, name))
    return row.problem(ERROR, name, message % {"count": len(lines)})


def _odd(line: KnownLine, rows: list[ParsedSpent], cents: int) -> list[Problem]:
    """What does not stop anybody, and is worth a look."""
    first, budgeted = rows[0], line.spent.line.cents
    odd = []
    if len(rows) > 1:
        numbers = ", ".join(str(row.row) for row in rows)
        message = _("rows %(rows)s are of one line of the budget; together %(amount)s")
        told = message % {"rows": numbers, "amount": euros(cents)}
        odd.append(first.problem(WARNING, "spent", told))
    if first.budget_cents is not None and first.budget_cents != budgeted:
        message = _("the plan that holds has %(amount)s here; that stays")
        told = message % {"amount": euros(budgeted)}
        odd.append(first.problem(WARNING, "budget", told))
    if cents > budgeted and not line.spent.is_apart:
        message = _("this is more than the %(amount)s of the budget")
        odd.append(first.problem(WARNING, "spent", message % {"amount": euros(budgeted)}))
    return odd


def _fate(row: ParsedSpent, line: KnownLine | None, sums: dict[str, int]) -> Fate | str:
    if line is None or row.cents is None:
        return NOTHING
    before = line.spent.sum.spent_cents
    if before is None:
        return Fate.NEW
    return Fate.SAME if before == sums[line.ref] else Fate.CHANGE
