"""The rows of each sheet of the bureau's workbook, from cells to plain values."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regions.workbooks.parsed import ParsedRow
from regions.workbooks.problems import ERROR
from regions.workbooks.table import Raw, Table
from regions.workbooks.values.dates import as_date

from . import columns
from .cells import as_address, as_phone, as_role, as_site, as_tolerance, as_yes, one_of
from .parsed import (
    ParsedBudget,
    ParsedGroup,
    ParsedPart,
    ParsedPerson,
    ParsedRegion,
    ParsedSchool,
)

Reader = Callable[[Table, int, Raw, date, dict[str, Any]], ParsedRow]
LONGEST_REGION, LONGEST_NAME, LONGEST_PLACE, LONGEST_SOURCE = 80, 120, 80, 200


def _region_of(table: Table, row: int, raw: Raw, name: str = "region") -> str:
    return table.bounded(row, name, raw, LONGEST_REGION)


def _day(table: Table, row: int, name: str, raw: Raw, *, end: bool = False) -> date | None:
    return table.value(row, name, as_date, raw, end=end, epoch=table.sheet.epoch)


def _in_order(table: Table, row: int, first: date | None, last: date | None) -> None:
    if first and last and last < first:
        message = _("the last day lies before the first day")
        table.report(ERROR, table.where(row, "ends_on"), message)


def read_region(
    table: Table, row: int, raw: Raw, today: date, beside: dict[str, Any]
) -> ParsedRegion:
    return ParsedRegion(
        name=_region_of(table, row, raw, "name"),
        kind=table.value(row, "kind", one_of(columns.KINDS), raw) or "",
        line_label=table.value(row, "line_label", one_of(columns.LINE_LABELS), raw) or "",
        leader_label=table.value(row, "leader_label", one_of(columns.LEADER_LABELS), raw) or "",
        tolerance=table.value(row, "tolerance", as_tolerance, raw),
        **beside,
    )


def read_part(table: Table, row: int, raw: Raw, today: date, beside: dict[str, Any]) -> ParsedRow:
    return ParsedPart(
        region=_region_of(table, row, raw),
        name=table.bounded(row, "name", raw, LONGEST_REGION),
        lead_name=table.bounded(row, "lead_name", raw, LONGEST_NAME),
        **beside,
    )


def read_school(
    table: Table, row: int, raw: Raw, today: date, beside: dict[str, Any]
) -> ParsedSchool:
    return ParsedSchool(
        region=_region_of(table, row, raw),
        name=table.bounded(row, "name", raw, LONGEST_NAME),
        kind=table.value(row, "kind", one_of(columns.SCHOOL_KINDS), raw) or "",
        place=table.bounded(row, "place", raw, LONGEST_PLACE),
        brin=table.value(row, "brin", as_site, raw) or "",
        sub_region=table.bounded(row, "sub_region", raw, LONGEST_REGION),
        **beside,
    )


def read_person(
    table: Table, row: int, raw: Raw, today: date, beside: dict[str, Any]
) -> ParsedPerson:
    starts_on = _day(table, row, "starts_on", raw) or today
    ends_on = _day(table, row, "ends_on", raw, end=True)
    _in_order(table, row, starts_on, ends_on)
    return ParsedPerson(
        region=_region_of(table, row, raw),
        name=table.bounded(row, "name", raw, LONGEST_NAME),
        email=table.value(row, "email", as_address, raw) or "",
        phone=table.bounded(row, "phone", raw, 30, as_phone),
        role=table.value(row, "role", as_role, raw) or "",
        starts_on=starts_on,
        ends_on=ends_on,
        is_interim=bool(table.value(row, "is_interim", as_yes, raw)),
        **beside,
    )


def read_group(
    table: Table, row: int, raw: Raw, today: date, beside: dict[str, Any]
) -> ParsedGroup:
    first = _day(table, row, "digests_from_on", raw) or today
    rhythm = table.value(row, "rhythm", one_of(columns.RHYTHMS), raw)
    return ParsedGroup(
        region=_region_of(table, row, raw),
        digests_from_on=first.replace(day=1),
        label=table.value(row, "label", one_of(columns.LABELS), raw) or "",
        rhythm=int(rhythm) if rhythm else None,
        **beside,
    )


def read_budget(
    table: Table, row: int, raw: Raw, today: date, beside: dict[str, Any]
) -> ParsedBudget:
    starts_on = _day(table, row, "starts_on", raw)
    ends_on = _day(table, row, "ends_on", raw, end=True)
    _in_order(table, row, starts_on, ends_on)
    cents = table.cents(row, "cents", raw)
    if cents == 0:
        table.report(ERROR, table.where(row, "cents"), _("a budget is more than zero"))
    return ParsedBudget(
        region=_region_of(table, row, raw),
        cents=cents,
        starts_on=starts_on,
        ends_on=ends_on,
        source=table.bounded(row, "source", raw, LONGEST_SOURCE),
        **beside,
    )


READERS: dict[str, Reader] = {
    "regions": read_region,
    "parts": read_part,
    "schools": read_school,
    "people": read_person,
    "groups": read_group,
    "budgets": read_budget,
}
