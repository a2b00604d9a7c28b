"""What the preview of every import shows: the heading, and each problem beside its row."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import number_word

from .parsed import Parsed
from .problems import Problem

MANY = 100


@dataclass(frozen=True)
class Notice:
    problem: Problem
    row: int | None  # of the table on the page that it is about, counted from 1


def preview(parsed: Parsed) -> dict[str, Any]:
    """At most a hundred errors and a hundred warnings."""
    return {
        "parsed": parsed,
        "errors": _notices(parsed, parsed.errors),
        "warnings": _notices(parsed, parsed.warnings),
    }


def _notices(parsed: Parsed, problems: list[Problem]) -> list[Notice]:
    rows = enumerate(parsed.rows, start=1)
    places = {cell: place for place, row in rows for cell in row.cells.values()}
    return [Notice(problem, places.get(problem.where)) for problem in problems[:MANY]]


def first_rows(parsed: Parsed, rows: tuple[Any, ...]) -> dict[str, Any]:
    """The first hundred judged rows, each with whether one of its cells is wrong."""
    wrong = wrong_cells(parsed)
    shown = [(row, not wrong.isdisjoint(row.row.cells.values())) for row in rows[:MANY]]
    return {"rows": shown, "more": max(len(rows) - MANY, 0)}


def wrong_cells(parsed: Parsed) -> set[str]:
    return {problem.where for problem in parsed.errors}


def heading(found: str, parsed: Parsed, *, fine: str | None = None) -> str:
    """The count, and how many cells are wrong, or that all is `fine`."""
    wrong = len(wrong_cells(parsed))
    if not wrong:
        return (fine or _("%(found)s, ready to save")) % {"found": found}
    cells = ngettext("%(number)s cell is not right", "%(number)s cells are not right", wrong)
    return f"{found}, {cells % {'number': number_word(wrong)}}"
