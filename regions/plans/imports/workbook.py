"""A region's workbook as a plan, with every doubt named by sheet and cell. Saves nothing."""

from dataclasses import replace
from os import PathLike
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.workbooks.headers import normalised
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, WARNING, Problem
from regions.workbooks.sheets import Sheet, address, read_sheets
from regions.workbooks.table import Table, is_beside, no_table, tables_in, widest

from .columns import VARIANTS, WANTED
from .milestones import MilestoneRow, is_milestone_sheet, milestone_rows, outside_activity
from .parsed import ParsedActivity, ParsedLine, ParsedPlan
from .reader import TableReader, number_activities, number_lines


def read_plan(file: bytes | str | PathLike | BinaryIO, *, sheet: str | None = None) -> ParsedPlan:
    """Read a workbook; whatever it holds, the answer is a plan with problems, never an exception.

    `sheet` names the sheet with the plan; without it the one that looks most like a plan is read.
    """
    try:
        sheets = read_sheets(read_bytes(file))
    except Refused as refusal:
        return ParsedPlan.refused(str(refusal))
    beside = [one for one in sheets if is_milestone_sheet(one)]
    if sheet is None:
        sheets = [one for one in sheets if not (is_milestone_sheet(one) or is_beside(one))]
    else:
        sheets = _named(sheets, sheet)
        if not sheets:
            message = _("There is no sheet “%(sheet)s” in this workbook.") % {"sheet": sheet[:60]}
            return ParsedPlan.refused(message)
    problems: list[Problem] = []
    tables = tables_in(sheets, VARIANTS, ("title",), problems)
    if not tables:
        return ParsedPlan(problems=(*problems, _no_table(sheets)))
    message = _("this sheet also looks like a plan and was not read; “%(sheet)s” was")
    table = widest(tables, message)
    return _read(table, [one for one in beside if one.title != table.sheet.title])


def _named(sheets: list[Sheet], wanted: str) -> list[Sheet]:
    """The sheet that was asked for, hidden or not."""
    named = (sheet for sheet in sheets if normalised(sheet.title) == normalised(wanted))
    return [replace(sheet, is_hidden=False) for sheet in named]


def _no_table(sheets: list[Sheet]) -> Problem:
    advice = _(
        "No table found. Put a row with headers above the activities, "
        "with at least “Actielijn” and “Activiteit”."
    )
    message = _("the header “Activiteit” is missing; found are: %(found)s")
    return no_table(sheets, VARIANTS, advice, message)


def _read(table: Table, milestone_sheets: list[Sheet]) -> ParsedPlan:
    table.report_header()
    _report_missing(table)
    reader = TableReader(table)
    reader.read()
    lines, activities = number_lines(list(reader.lines.values()), reader.activities)
    activities, given = number_activities(activities)
    if given:
        message = ngettext(
            "%(count)s activity had no number and got one",
            "%(count)s activities had no number and got one",
            given,
        )
        table.report(WARNING, "", message % {"count": given})
    for beside in milestone_sheets:
        activities = _with_milestones(beside, activities, table.problems)
    _check_whole(table, activities, lines)
    return ParsedPlan(
        tuple(lines), tuple(activities), problems=tuple(table.problems), sheet=table.sheet.title
    )


def _report_missing(table: Table) -> None:
    missing = [f"“{text}”" for name, text in WANTED.items() if not table.has(name)]
    if missing:
        message = _("there is no column %(missing)s; that stays empty")
        values = {"missing": ", ".join(missing)}
        table.report(WARNING, address(table.header.row, 1), message % values)


def _with_milestones(
    sheet: Sheet, activities: list[ParsedActivity], problems: list[Problem]
) -> list[ParsedActivity]:
    def report(level: str, cell: str, message: str) -> None:
        problems.append(Problem(level, sheet.title, cell, message))

    if sheet.is_hidden:
        report(WARNING, "", _("this sheet is hidden in Excel and was not read"))
        return activities
    places = {activity.code: index for index, activity in reversed(list(enumerate(activities)))}
    titles = {
        normalised(activity.title): index
        for index, activity in reversed(list(enumerate(activities)))
    }
    found = list(activities)
    for row in milestone_rows(sheet, report):
        place = _place(row, places, titles)
        if place is None:
            key = row.keys[0] if row.keys else ""
            message = _("there is no activity “%(key)s” in the plan") % {"key": key[:60]}
            report(ERROR, row.key_cell, message)
            continue
        activity = found[place]
        found[place] = replace(activity, milestones=(*activity.milestones, row.milestone))
        if sentence := outside_activity(row.milestone, activity):
            report(ERROR, row.cell, sentence)
    return found


def _place(row: MilestoneRow, places: dict[str, int], titles: dict[str, int]) -> int | None:
    for key in row.keys:
        if key in places:
            return places[key]
    return next((titles[normalised(key)] for key in row.keys if normalised(key) in titles), None)


def _check_whole(table: Table, activities: list[ParsedActivity], lines: list[ParsedLine]) -> None:
    if not activities:
        message = _("there is no activity under the headers")
        table.report(ERROR, address(table.header.row, 1), message)
    rows: dict[str, int] = {}
    for activity in activities:
        first = rows.setdefault(activity.code, activity.row)
        if activity.code and first != activity.row:
            message = _("number %(code)s is already used in row %(row)s")
            where = table.where(activity.row, "code" if table.has("code") else "title")
            table.report(ERROR, where, message % {"code": activity.code, "row": first})
        _check_milestones(table, activity)
    used = {activity.line for activity in activities}
    for line in lines:
        if line not in used:
            message = _("no activities were found for “%(line)s”") % {"line": line.title[:60]}
            table.report(WARNING, table.where(line.row, "line"), message)


def _check_milestones(table: Table, activity: ParsedActivity) -> None:
    seen = set()
    for milestone in activity.milestones:
        key = (milestone.title.casefold(), milestone.due_on)
        if key in seen:
            message = _("milestone “%(title)s” of activity %(code)s stands there twice")
            values = {"title": milestone.title[:60], "code": activity.code}
            where = table.where(activity.row, "milestones" if table.has("milestones") else "title")
            table.report(ERROR, where, message % values)
        seen.add(key)
