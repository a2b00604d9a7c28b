"""One row of the table as an activity, and what must be right about it."""

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.plans.imports.parsed import ParsedActivity, ParsedLine
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.table import Raw, Table
from regions.workbooks.values.codes import as_code, split_code
from regions.workbooks.values.dates import as_date, as_period
from regions.workbooks.values.numbers import as_target
from regions.workbooks.values.text import is_empty, line_of_text, long_text

from .columns import LENGTHS
from .cost_lines import costs_at
from .costs import sum_of
from .milestones import milestones_at, outside_activity

WITH_TENTH = re.compile(r"(\d+)\.(\d)")


def activity_at(
    table: Table,
    row: int,
    line: ParsedLine | None,
    before: ParsedActivity | None,
    *,
    is_part: bool = False,
) -> ParsedActivity:
    """`before` is the activity above it, that tells 1.10 from 1.1; a part of that activity needs
    no title, line and dates of its own."""
    raw: Raw = {}
    code, title = _code_and_title(table, row, raw, is_part=is_part)
    target, unit = _target(table, row, raw)
    start, end = _dates(table, row, raw, is_part=is_part)
    costs = costs_at(table, row, raw)
    if line is None and not is_part:
        table.report(ERROR, table.where(row, "line"), _("this activity has no action line"))
    activity = ParsedActivity(
        line=line,
        code=_past_nine(table, row, code, before),
        title=title,
        row=row,
        delivers=_text(table, row, "delivers", raw, long_text),
        kind=_text(table, row, "kind", raw),
        audience=_text(table, row, "audience", raw),
        sub_region=_text(table, row, "sub_region", raw),
        schools=schools_in(table.value(row, "schools", long_text, raw) or ""),
        starts_on=start,
        ends_on=end,
        costs=costs,
        budget_cents=sum_of(costs),
        target=target,
        unit=unit,
        owner=_text(table, row, "owner", raw),
        partners=_text(table, row, "partners", raw),
        milestones=milestones_at(table, row),
        cells=table.addresses(row),
        raw=raw,
    )
    for milestone in activity.milestones:
        if sentence := outside_activity(milestone, activity):
            table.report(ERROR, table.where(row, "milestones"), sentence)
    return activity


def _text(table: Table, row: int, name: str, raw: Raw, read: Callable = line_of_text) -> str:
    return table.bounded(row, name, raw, LENGTHS[name], read)


def _code_and_title(table: Table, row: int, raw: Raw, *, is_part: bool) -> tuple[str, str]:
    title = _text(table, row, "title", raw)
    code = table.value(row, "code", as_code, raw) or ""
    if not code:
        code, title = split_code(title)
    if not title and not raw.get("title") and not is_part:
        table.report(ERROR, table.where(row, "title"), _("this activity has no title"))
    if len(code) > LENGTHS["code"]:
        message = _("number “%(code)s” is longer than 12 characters")
        table.report(ERROR, table.where(row, "code"), message % {"code": code[:40]})
    return code[: LENGTHS["code"]], title


def _past_nine(table: Table, row: int, code: str, before: ParsedActivity | None) -> str:
    """1.10 that Excel keeps as the number 1.1, known by its place after 1.9."""
    here = WITH_TENTH.fullmatch(code)
    above = re.fullmatch(r"(\d+)\.(\d+)", before.code) if before else None
    if not here or not above or not isinstance(table.cell(row, "code").value, float):
        return code
    if above[1] != here[1] or int(above[2]) + 1 != int(here[2]) * 10:
        return code
    message = _("Excel kept this number as %(kept)s; after %(above)s it is read as %(code)s")
    values = {"kept": code, "above": above[0], "code": f"{code}0"}
    table.report(WARNING, table.where(row, "code"), message % values)
    return f"{code}0"


def _dates(table: Table, row: int, raw: Raw, *, is_part: bool) -> tuple[date | None, date | None]:
    epoch = table.sheet.epoch
    start = table.value(row, "starts_on", as_date, raw, epoch=epoch)
    end = table.value(row, "ends_on", as_date, raw, epoch=epoch, end=True)
    name = "period" if table.has("period") else "year"
    if not (start and end) and (period := table.value(row, name, as_period, raw, epoch=epoch)):
        start, end = start or period.starts_on, end or period.ends_on
    if start and end and end < start:
        message = _("end date %(end)s is before the start date %(start)s")
        values = {"end": date_text(end), "start": date_text(start)}
        table.report(ERROR, table.where(row, "ends_on"), message % values)
    if not is_part:
        _tell_missing_dates(table, row, raw, {"starts_on": start, "ends_on": end})
    return start, end


def _tell_missing_dates(table: Table, row: int, raw: Raw, days: dict[str, date | None]) -> None:
    for name, day in days.items():
        column = name if table.has(name) else "period"
        if day is None and table.has(column) and is_empty(table.cell(row, column)):
            message = _("no date: for this activity no tempo can be computed")
            table.report(WARNING, table.where(row, column), message)
            return


def _target(table: Table, row: int, raw: Raw) -> tuple[int | None, str]:
    found = table.value(row, "target", as_target, raw)
    stated = _text(table, row, "unit", raw)
    number, unit = found or (None, "")
    if number == 0:
        message = _("a target of 0 is left empty")
        table.report(WARNING, table.where(row, "target"), message)
        number = None
    return number, stated or unit[: LENGTHS["unit"]]


def schools_in(text: str) -> tuple[str, ...]:
    """Names by line, or by semicolon, or by comma where there is neither."""
    separator = "\n" if "\n" in text else ";" if ";" in text else ","
    names = (" ".join(part.split()).strip(" •*·-") for part in text.split(separator))
    found = {name.casefold(): name for name in names if name}
    return tuple(found.values())
