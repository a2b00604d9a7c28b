"""A region's workbook as a plan, with every doubt named by sheet and cell. Saves nothing."""

from dataclasses import replace
from os import PathLike
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.workbooks.headers import VARIANTS, Header, find_header, most_like_a_header, normalised
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, WARNING, Problem
from regions.workbooks.sheets import Sheet, address, read_sheets
from regions.workbooks.table import Table

from .checking import check_header, check_whole
from .milestones import MilestoneRow, is_milestone_sheet, milestone_rows, outside_activity
from .parsed import ParsedActivity, ParsedPlan
from .reading import TableReader, number_activities, number_lines

SHEETS_BESIDE = ("toelichting", "voorbeeld", "uitleg", "instructie", "leeswijzer")


def read_plan(file: bytes | str | PathLike | BinaryIO, *, sheet: str | None = None) -> ParsedPlan:
    """Read a workbook; whatever it holds, the answer is a plan with problems, never an exception.

    `sheet` names the sheet with the plan; without it the one that looks most like a plan is read.
    """
    try:
        sheets = read_sheets(read_bytes(file))
    except Refused as refusal:
        return ParsedPlan(problems=(Problem(ERROR, "", "", str(refusal)),))
    except OSError:
        return ParsedPlan(problems=(Problem(ERROR, "", "", _("This file cannot be opened.")),))
    chosen, problems = _choose(sheets, sheet)
    if chosen is None:
        return ParsedPlan(problems=tuple(problems))
    return _read(
        chosen, [s for s in sheets if is_milestone_sheet(s) and s is not chosen[0]], problems
    )


def _choose(
    sheets: list[Sheet], wanted: str | None
) -> tuple[tuple[Sheet, Header] | None, list[Problem]]:
    problems: list[Problem] = []
    if wanted is not None:
        sheets = [sheet for sheet in sheets if normalised(sheet.title) == normalised(wanted)]
        if not sheets:
            message = _("There is no sheet “%(sheet)s” in this workbook.") % {"sheet": wanted[:60]}
            return None, [Problem(ERROR, "", "", message)]
    tables = _tables(sheets, problems, is_named=wanted is not None)
    if not tables:
        return None, [*problems, _no_table(sheets)]
    best = max(tables, key=lambda table: (len(table[1].columns), table[0].last_row))
    message = _("this sheet also looks like a plan and was not read; “%(sheet)s” was")
    for other, _header in tables:
        if other is not best[0]:
            values = {"sheet": best[0].title}
            problems.append(Problem(WARNING, other.title, "", message % values))
    return best, problems


def _tables(
    sheets: list[Sheet], problems: list[Problem], *, is_named: bool
) -> list[tuple[Sheet, Header]]:
    tables = []
    for sheet in sheets:
        if not is_named and (
            is_milestone_sheet(sheet) or normalised(sheet.title).startswith(SHEETS_BESIDE)
        ):
            continue
        header = find_header(sheet, VARIANTS, ("title",))
        if header is None:
            continue
        if sheet.is_hidden and not is_named:
            message = _("this sheet is hidden in Excel and was not read")
            problems.append(Problem(WARNING, sheet.title, "", message))
            continue
        tables.append((sheet, header))
    return tables


def _no_table(sheets: list[Sheet]) -> Problem:
    """One sentence that says which headers were found, and which is missed."""
    nearest = [
        (most_like_a_header(sheet, VARIANTS), sheet) for sheet in sheets if not sheet.is_hidden
    ]
    header, sheet = max(nearest, key=lambda pair: len(pair[0].columns), default=(Header(0), None))
    if sheet is None or not header.columns:
        message = _(
            "No table found. Put a row with headers above the activities, "
            "with at least “Actielijn” and “Activiteit”."
        )
        return Problem(ERROR, "", "", message)
    found = ", ".join(f"“{header.texts[column]}”" for column in sorted(header.columns.values()))
    message = _("the header “Activiteit” is missing; found are: %(found)s") % {"found": found}
    return Problem(ERROR, sheet.title, address(header.row, 1), message)


def _read(
    chosen: tuple[Sheet, Header], milestone_sheets: list[Sheet], problems: list[Problem]
) -> ParsedPlan:
    sheet, header = chosen
    table = Table(sheet, header, problems)
    check_header(table)
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
        activities = _with_milestones(beside, activities, problems)
    check_whole(table, activities, lines)
    return ParsedPlan(tuple(lines), tuple(activities), tuple(problems), sheet.title)


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
