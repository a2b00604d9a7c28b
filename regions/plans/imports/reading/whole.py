"""The tables of a plan, with the sheets beside it, as one plan that is checked as a whole."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.plans.imports.parsed import ParsedActivity, ParsedLine, ParsedPlan
from regions.workbooks.columns.choices import columns_of
from regions.workbooks.columns.telling import report_header
from regions.workbooks.problems import ERROR, WARNING, Problem
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Table

from .beside import rows_of_sheet, with_milestones
from .columns import WANTED
from .cost_sheets import CostRow, rows_of_costs, with_cost_rows
from .milestones import MilestoneRow, is_milestone_sheet
from .reader import TableReader, number_activities, number_lines


def read_tables(tables: list[Table], sheets_beside: list[Sheet]) -> ParsedPlan:
    """One or more sheets with a part of the plan; a line that returns on another one goes on."""
    first = tables[0]
    lines: dict[str, ParsedLine] = {}
    found: list[ParsedActivity] = []
    milestones: list[MilestoneRow] = []
    places: list[tuple[str, str]] = []  # where each line stands, in their order
    for table in tables:
        report_header(table)
        _report_missing(table)
        reader = TableReader(table, lines, names_a_line=len(tables) > 1)
        reader.read()
        found += reader.activities
        milestones += reader.milestones
        new = [*lines.values()][len(places) :]
        places += [(table.sheet.title, table.where(line.row, "line")) for line in new]
    if len(tables) > 1:
        titles = ", ".join(f"“{table.sheet.title}”" for table in tables)
        message = _("these sheets are read together as one plan: %(titles)s")
        first.problems.append(Problem(WARNING, "", "", message % {"titles": titles}))
    numbered, activities = number_lines([*lines.values()], found)
    activities = _with_numbers(first, activities)
    activities = _with_sheets_beside(first.problems, milestones, activities, sheets_beside)
    _check_whole(first, activities)
    _check_lines(first.problems, activities, numbered, places)
    return ParsedPlan(
        tuple(numbered),
        tuple(activities),
        columns=columns_of(tables),
        problems=tuple(first.problems),
        sheet=first.sheet.title,
    )


def _with_numbers(table: Table, activities: list[ParsedActivity]) -> list[ParsedActivity]:
    activities, given = number_activities(activities)
    if given:
        message = ngettext(
            "%(count)s activity had no number and got one",
            "%(count)s activities had no number and got one",
            given,
        )
        table.report(WARNING, "", message % {"count": given})
    return activities


def _with_sheets_beside(
    problems: list[Problem],
    milestones: list[MilestoneRow],
    activities: list[ParsedActivity],
    sheets: list[Sheet],
) -> list[ParsedActivity]:
    costs: list[CostRow] = []
    for beside in sheets:
        if beside.is_hidden:
            message = _("this sheet is hidden in Excel and was not read")
            problems.append(Problem(WARNING, beside.title, "", message))
        elif is_milestone_sheet(beside):
            milestones = milestones + rows_of_sheet(beside, problems)
        else:
            costs += rows_of_costs(beside, problems)
    activities = with_milestones(activities, milestones, problems)
    return with_cost_rows(activities, costs, problems)


def _report_missing(table: Table) -> None:
    has_period = table.has("period") or table.has("year")
    given = {"starts_on", "ends_on"} if has_period else set()
    given |= {"budget"} if table.has("price") or table.has("cofinancing") else set()
    wanted = {name: text for name, text in WANTED.items() if name not in given}
    missing = [f"“{text}”" for name, text in wanted.items() if not table.has(name)]
    if missing:
        message = _("there is no column %(missing)s; that stays empty")
        values = {"missing": ", ".join(missing)}
        table.report(WARNING, address(table.header.row, 1), message % values)


def _check_whole(table: Table, activities: list[ParsedActivity]) -> None:
    if not activities:
        message = _("there is no activity under the headers")
        table.report(ERROR, address(table.header.row, 1), message)
    first: dict[str, ParsedActivity] = {}
    for activity in activities:
        before = first.setdefault(activity.code, activity)
        if activity.code and before is not activity:
            message = _("number %(code)s is already used in row %(row)s")
            values = {"code": activity.code, "row": before.row}
            table.problems.append(_at(activity, "code", message % values))
        _check_milestones(table.problems, activity)


def _at(activity: ParsedActivity, name: str, message: str) -> Problem:
    """An error at the cell of the field, or of the title where the table has no such column."""
    return activity.problem(ERROR, name if name in activity.cells else "title", message)


def _check_milestones(problems: list[Problem], activity: ParsedActivity) -> None:
    seen = set()
    for milestone in activity.milestones:
        key = (milestone.title.casefold(), milestone.due_on)
        if key in seen:
            message = _("milestone “%(title)s” of activity %(code)s stands there twice")
            values = {"title": milestone.title[:60], "code": activity.code}
            problems.append(_at(activity, "milestones", message % values))
        seen.add(key)


def _check_lines(
    problems: list[Problem],
    activities: list[ParsedActivity],
    lines: list[ParsedLine],
    places: list[tuple[str, str]],
) -> None:
    used = {activity.line for activity in activities}
    for line, place in zip(lines, places, strict=True):
        if line not in used:
            message = _("no activities were found for “%(line)s”") % {"line": line.title[:60]}
            problems.append(Problem(WARNING, *place, message))
