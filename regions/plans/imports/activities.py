"""One row of the table as an activity, and what must be right about it."""

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.workbooks.cells import (
    as_cents,
    as_code,
    as_date,
    as_target,
    is_empty,
    line_of_text,
    long_text,
    split_code,
)
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.table import Raw, Table

from .columns import LENGTHS
from .milestones import milestones_in_cell, outside_activity
from .parsed import ParsedActivity, ParsedLine

THOUSANDS = re.compile(r"x\s?1[.\s]?000|k€|€\s?k|in duizend|\bkeur\b", re.IGNORECASE)
WITH_TENTH = re.compile(r"(\d+)\.(\d)")


def activity_at(
    table: Table, row: int, line: ParsedLine | None, before: ParsedActivity | None
) -> ParsedActivity:
    """`before` is the activity above it, that tells 1.10 from 1.1."""
    raw: Raw = {}
    code, title = _code_and_title(table, row, raw)
    target, unit = _target(table, row, raw)
    start, end = _dates(table, row, raw)
    if line is None:
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
        budget_cents=_budget(table, row, raw),
        target=target,
        unit=unit,
        milestones=_milestones(table, row),
        cells=table.addresses(row),
        raw=raw,
    )
    for milestone in activity.milestones:
        if sentence := outside_activity(milestone, activity):
            table.report(ERROR, table.where(row, "milestones"), sentence)
    return activity


def _text(table: Table, row: int, name: str, raw: Raw, read: Callable = line_of_text) -> str:
    return table.bounded(row, name, raw, LENGTHS[name], read)


def _code_and_title(table: Table, row: int, raw: Raw) -> tuple[str, str]:
    title = _text(table, row, "title", raw)
    code, was_date = table.value(row, "code", as_code, raw) or ("", False)
    if was_date:
        message = _("Excel made a date of this number; it is read as %(code)s")
        table.report(WARNING, table.where(row, "code"), message % {"code": code})
    if not code:
        code, title = split_code(title)
    if not title and not raw.get("title"):
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


def _dates(table: Table, row: int, raw: Raw) -> tuple[date | None, date | None]:
    epoch = table.sheet.epoch
    start = table.value(row, "starts_on", as_date, raw, epoch=epoch)
    end = table.value(row, "ends_on", as_date, raw, epoch=epoch, end=True)
    if start and end and end < start:
        message = _("end date %(end)s is before the start date %(start)s")
        values = {"end": date_text(end), "start": date_text(start)}
        table.report(ERROR, table.where(row, "ends_on"), message % values)
    missing = [name for name in ("starts_on", "ends_on") if table.has(name) and name not in raw]
    for name in missing:
        if is_empty(table.cell(row, name)):
            message = _("no date: for this activity no tempo can be computed")
            table.report(WARNING, table.where(row, name), message)
            break
    return start, end


def _budget(table: Table, row: int, raw: Raw) -> int | None:
    cents = table.value(row, "budget", as_cents, raw)
    column = table.header.columns.get("budget")
    if cents is not None and column and THOUSANDS.search(table.header.texts[column]):
        return cents * 1000
    return cents


def _target(table: Table, row: int, raw: Raw) -> tuple[int | None, str]:
    found = table.value(row, "target", as_target, raw)
    stated = _text(table, row, "unit", raw)
    number, unit = found or (None, "")
    if number == 0:
        message = _("a target of 0 is left empty")
        table.report(WARNING, table.where(row, "target"), message)
        number = None
    return number, stated or unit[: LENGTHS["unit"]]


def _milestones(table: Table, row: int) -> tuple:
    cell = table.cell(row, "milestones")
    if is_empty(cell):
        return ()
    return milestones_in_cell(cell, table.where(row, "milestones"), table.report)


def schools_in(text: str) -> tuple[str, ...]:
    """Names by line, or by semicolon, or by comma where there is neither."""
    separator = "\n" if "\n" in text else ";" if ";" in text else ","
    names = (" ".join(part.split()).strip(" •*·-") for part in text.split(separator))
    found = {name.casefold(): name for name in names if name}
    return tuple(found.values())
