"""What was budgeted, spent and left as a table of text, for the books of others."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from regions.csv import csv_response
from regions.models import Region

from .sums import YearSpent


def csv_of(region: Region, found: YearSpent) -> HttpResponse:
    header = [
        _("Number"), _("Activity"), _("Kind of costs"), _("What for?"), _("Year"),
        _("Budgeted"), _("Spent"), _("Left"),
    ]  # fmt: skip
    return csv_response(f"{name_of(region, found)}.csv", header, _cells(found))


def name_of(region: Region, found: YearSpent) -> str:
    return f"gerealiseerd-{region.slug}-{found.year or 'alle-jaren'}"


def _cells(found: YearSpent) -> Iterator[list[Any]]:
    for activity, row in found.rows:
        spent = row.sum.spent_cents
        yield [
            activity.code, activity.title, row.line.kind.name, row.line.text,
            found.year or row.line.year, row.sum.budget_cents / 100,
            None if spent is None else spent / 100, row.sum.left_cents / 100,
        ]  # fmt: skip
    for cents in found.gone:
        gone = _("No longer in the plan")
        yield [None, gone, None, None, found.year, 0, cents / 100, -cents / 100]
