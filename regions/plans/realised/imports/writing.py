"""The lines of one year as a workbook: to fill in, and to read back without loss."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from regions.plans.realised.sums import YearSpent
from regions.workbooks.writer import Page, write_pages

from .columns import COLUMNS, LEFT, SHEET
from .known import known_lines


def workbook_to_fill(found: YearSpent, title: str) -> bytes:
    """With what stands there already, so that nothing is typed twice."""
    return write_pages(Page(SHEET, title, COLUMNS, _rows(found)), explanation=_explanation())


def workbook_of(found: YearSpent, title: str) -> bytes:
    """For the books: what was budgeted, spent and left."""
    return write_pages(page_of(found, title))


def page_of(found: YearSpent, title: str) -> Page:
    return Page(SHEET, title, (*COLUMNS, *LEFT), [*_rows(found), *_gone(found)])


def _rows(found: YearSpent) -> Iterator[dict[str, Any]]:
    for line in known_lines(found):
        told, spent = line.spent.line, line.spent.sum.spent_cents
        is_apart = line.spent.is_apart
        yield {
            "ref": line.ref,
            "code": line.activity.code,
            "activity": line.activity.title,
            "kind": told.kind.name,
            "text": told.text,
            "budget": None if is_apart else line.spent.sum.budget_cents / 100,
            "spent": None if spent is None else spent / 100,
            "left": None if is_apart else line.spent.sum.left_cents / 100,
        }


def _gone(found: YearSpent) -> Iterator[dict[str, Any]]:
    for cents in found.gone:
        title = _("No longer in the plan")
        yield {"activity": title, "budget": 0, "spent": cents / 100, "left": -cents / 100}


def _explanation() -> list[str]:
    return [
        _("Fill in the column “Gerealiseerd”: what was spent since 1 January, in euros."),
        _("An empty cell changes nothing; 0 is nothing spent."),
        _("Leave “Kenmerk” as it is: by that the portal knows the line of the budget."),
        _("Your own workbook is fine too: the number of the activity and what the costs are for."),
    ]
