"""A layout as its file says it: sheets, columns, and which field of the plan stands in which."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions.plans.models import PlanLayout
from regions.stored import Stored

ACTIVITY_FIELDS = frozenset(
    (
        *("line_code", "line", "code", "title", "delivers", "kind", "audience", "sub_region"),
        *("schools", "starts_on", "ends_on", "budget", "subsidy", "cofinancing", "target"),
        *("unit", "owner", "partners", "milestones"),
    )
)
COST_FIELDS = ACTIVITY_FIELDS | frozenset(
    ("cost_kind", "cost_item", "year", "quantity", "quantity_unit", "price")
)
MONEY = frozenset({"budget", "subsidy", "cofinancing"})
FIELDS = {"activities": ACTIVITY_FIELDS, "costs": COST_FIELDS}
MOST_SHEETS, MOST_COLUMNS = 6, 40
YEARS = range(2020, 2101)


@dataclass(frozen=True)
class LayoutColumn(Stored):
    header: str
    field: str
    year: int | None = None  # an amount of this calendar year only


@dataclass(frozen=True)
class LayoutSheet(Stored):
    title: str
    rows: str  # "activities", or "costs": a row for each of them
    columns: tuple[LayoutColumn, ...]


def sheets_in(layout: PlanLayout) -> list[LayoutSheet]:
    return [LayoutSheet.from_json(sheet) for sheet in layout.sheets]


def layout_from(content: bytes) -> PlanLayout:
    """The layout in a JSON file, not saved; a ValidationError says what is wrong, and where."""
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ValidationError(_("This is no JSON file.")) from error
    if not isinstance(told, dict):
        raise ValidationError(_("This file has no layout: begin with a name and sheets."))
    sheets = told.get("sheets")
    if not isinstance(sheets, list) or not 0 < len(sheets) <= MOST_SHEETS:
        raise _wrong("sheets", _("write one to six sheets"))
    found = [_sheet(sheet, f"sheets[{place}]") for place, sheet in enumerate(sheets)]
    if len({sheet.title.casefold() for sheet in found}) < len(found):
        raise _wrong("sheets", _("each sheet needs a title of its own"))
    return PlanLayout(
        name=_text(told, "name", "", 80),
        source=_text(told, "source", "", 200),
        valid_from_on=_day(told, "valid_from"),
        valid_until_on=_day(told, "valid_until") if told.get("valid_until") else None,
        sheets=[sheet.to_json() for sheet in found],
    )


def _sheet(told: Any, where: str) -> LayoutSheet:
    if not isinstance(told, dict):
        raise _wrong(where, _("a sheet has a title, rows and columns"))
    rows = told.get("rows")
    if rows not in FIELDS:
        raise _wrong(f"{where}.rows", _("write “activities” or “costs”"))
    columns = told.get("columns")
    if not isinstance(columns, list) or not 0 < len(columns) <= MOST_COLUMNS:
        raise _wrong(f"{where}.columns", _("write one to forty columns"))
    title = _text(told, "title", where, 31)
    if set(title) & set("[]:*?/\\") or title.startswith("'") or title.endswith("'"):
        raise _wrong(f"{where}.title", _("Excel takes no sheet of this name"))
    parts = enumerate(columns)
    found = tuple(_column(part, rows, f"{where}.columns[{place}]") for place, part in parts)
    return LayoutSheet(title, rows, found)


def _column(told: Any, rows: str, where: str) -> LayoutColumn:
    if not isinstance(told, dict):
        raise _wrong(where, _("a column has a header and a field"))
    field, year = told.get("field"), told.get("year")
    if field not in FIELDS[rows]:
        known = ", ".join(sorted(FIELDS[rows]))
        raise _wrong(f"{where}.field", _("choose one of: %(known)s") % {"known": known})
    if year is not None and (field not in MONEY or type(year) is not int or year not in YEARS):
        raise _wrong(f"{where}.year", _("a year such as 2027, and only beside an amount"))
    return LayoutColumn(_text(told, "header", where, 80), field, year)


def _text(told: dict, name: str, where: str, longest: int) -> str:
    text = told.get(name)
    text = " ".join(text.split()) if isinstance(text, str) else ""
    if not text or len(text) > longest:
        message = _("write a text of at most %(longest)s characters")
        raise _wrong(f"{where}.{name}".lstrip("."), message % {"longest": longest})
    return text


def _day(told: dict, name: str) -> date:
    try:
        return date.fromisoformat(str(told.get(name)))
    except ValueError as error:
        raise _wrong(name, _("write a day such as 2027-01-01")) from error


def _wrong(where: str, sentence: str) -> ValidationError:
    return ValidationError(f"{where}: {sentence}")
