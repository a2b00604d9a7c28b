"""A region's workbook as a plan, with every doubt named by sheet and cell. Saves nothing."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from os import PathLike
from typing import BinaryIO

from django.utils.translation import gettext as _

from regions.workbooks.columns.choices import without_table
from regions.workbooks.finding import (
    is_beside,
    no_table,
    sheets_of,
    tables_in,
    tell_unread,
    widest,
)
from regions.workbooks.headers import Wording, normalised
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import Problem
from regions.workbooks.reading import read_sheets
from regions.workbooks.sheets import Sheet
from regions.workbooks.table import Table

from .parsed import ParsedPlan
from .reading.columns import WORDING
from .reading.cost_sheets import is_cost_sheet
from .reading.milestones import is_milestone_sheet
from .reading.whole import read_tables

LONGEST_TITLE = 120


def read_plan(
    file: bytes | str | PathLike | BinaryIO,
    *,
    sheet: str | None = None,
    wanted: Collection[str] = (),
    chosen: Mapping[str, str] | None = None,
) -> ParsedPlan:
    """Read a workbook; whatever it holds, the answer is a plan with problems, never an exception.

    `sheet` names the one sheet to read, hidden or not. `wanted` are the titles, as `normalised`, of
    sheets that a person chose before; without any of these the sheets that look most like a plan
    are read. `chosen` is what a person said of columns: header, as `normalised`, to field.
    """
    return read_workbook(file, sheet=sheet, wanted=wanted, chosen=chosen)[0]


def read_workbook(
    file: bytes | str | PathLike | BinaryIO,
    *,
    sheet: str | None = None,
    wanted: Collection[str] = (),
    chosen: Mapping[str, str] | None = None,
) -> tuple[ParsedPlan, list[Sheet]]:
    """The plan as `read_plan` reads it, and the grids that it may be read from again."""
    try:
        sheets = read_sheets(read_bytes(file))
    except Refused as refusal:
        return ParsedPlan.refused(str(refusal)), []
    plan = plan_of(sheets, sheet=sheet, wanted=wanted, chosen=chosen)
    titles = {plan.sheet, *(other.title for other in plan.sheets)}
    return plan, [tab for tab in sheets if tab.title in titles or _is_told_beside(tab)]


def _is_told_beside(sheet: Sheet) -> bool:
    return is_milestone_sheet(sheet) or is_cost_sheet(sheet)


def plan_of(
    sheets: list[Sheet],
    *,
    sheet: str | None = None,
    wanted: Collection[str] = (),
    chosen: Mapping[str, str] | None = None,
) -> ParsedPlan:
    beside = [tab for tab in sheets if _is_told_beside(tab)]
    if sheet is None:
        sheets = [tab for tab in sheets if not (is_milestone_sheet(tab) or is_beside(tab))]
    else:
        sheets = _named(sheets, sheet)
        if not sheets:
            message = _("There is no sheet “%(sheet)s” in this workbook.") % {"sheet": sheet[:60]}
            return ParsedPlan.refused(message)
    problems: list[Problem] = []
    wording = replace(WORDING, chosen=chosen or {})
    tables = _plans_before_costs(tables_in(sheets, wording, problems))
    if not tables:
        return _without_table(sheets, wording, problems)
    read = _meant(tables, wanted)
    titles = {table.sheet.title for table in read}
    plan = read_tables(read, [tab for tab in beside if tab.title not in titles])
    return replace(plan, sheets=sheets_of(tables, read))


def _plans_before_costs(tables: list[Table]) -> list[Table]:
    """A sheet that is called after costs is the plan only where no other sheet is."""
    plans = [table for table in tables if not is_cost_sheet(table.sheet)]
    return plans or tables


def _meant(tables: list[Table], wanted: Collection[str]) -> list[Table]:
    """Those that a person chose; else all where each holds another part; else the one that looks
    most like a plan. What is not read is told."""
    message = _("this sheet also looks like a plan and was not read; “%(sheet)s” was")
    chosen = [table for table in tables if _remembered(table) in wanted]
    if chosen:
        tell_unread(tables, chosen, message)
        return chosen
    return tables if _are_parts(tables) else [widest(tables, message)]


def _remembered(table: Table) -> str:
    return normalised(table.sheet.title)[:LONGEST_TITLE]


def _are_parts(tables: list[Table]) -> bool:
    """Whether the sheets have the same columns and no number or title in common."""
    seen: set[str] = set()
    for table in tables:
        if table.header.columns.keys() != tables[0].header.columns.keys():
            return False
        rows = range(table.header.row + 1, table.sheet.last_row + 1)
        own = {normalised(table.text(row, name)) for row in rows for name in ("code", "title")}
        if own - {""} & seen:
            return False
        seen |= own - {""}
    return True


def _without_table(sheets: list[Sheet], wording: Wording, problems: list[Problem]) -> ParsedPlan:
    problems.append(_no_table(sheets, wording))
    return ParsedPlan(problems=tuple(problems), **without_table(sheets, wording))


def _named(sheets: list[Sheet], wanted: str) -> list[Sheet]:
    """The sheet that was asked for, hidden or not."""
    named = (sheet for sheet in sheets if normalised(sheet.title) == normalised(wanted))
    return [replace(sheet, is_hidden=False) for sheet in named]


def _no_table(sheets: list[Sheet], wording: Wording) -> Problem:
    advice = _(
        "No table found. Put a row with headers above the activities, "
        "with at least “Actielijn” and “Activiteit”."
    )
    message = _("the header “Activiteit” is missing; found are: %(found)s")
    return no_table(sheets, wording, advice, message)
