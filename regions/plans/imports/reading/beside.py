"""Milestones in tables of their own, on a sheet beside the plan or below it, to their activity."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _

from regions.plans.imports.parsed import ParsedActivity
from regions.workbooks.headers import find_header, header_at, normalised
from regions.workbooks.problems import ERROR, WARNING, Problem
from regions.workbooks.sheets import Sheet
from regions.workbooks.table import Table

from .columns import MILESTONE_WORDING
from .milestones import MilestoneRow, RowBeside, milestone_rows, outside_activity

Row = TypeVar("Row", bound=RowBeside)
Places = dict[str, int]  # of activities, by their number or by their title
Find = Callable[[tuple[str, ...], Places, Places], int | None]


def rows_of_sheet(sheet: Sheet, problems: list[Problem]) -> list[MilestoneRow]:
    def report(level: str, message: str) -> None:
        problems.append(Problem(level, sheet.title, "", message))

    header = find_header(sheet, MILESTONE_WORDING)
    if header is None:
        message = _("no table found: this sheet needs the columns “Code”, “Mijlpaal” and “Datum”")
        report(ERROR if sheet.cells else WARNING, message)
        return []
    return milestone_rows(Table(sheet, header, problems), sheet.last_row)


def table_below(table: Table, row: int) -> Table | None:
    """The table of milestones whose header is this row of the sheet with the plan."""
    header = header_at(table.sheet, row, MILESTONE_WORDING)
    if not header.has("code", *MILESTONE_WORDING.required):
        return None
    return Table(table.sheet, header, table.problems)


def with_milestones(
    activities: list[ParsedActivity], rows: list[MilestoneRow], problems: list[Problem]
) -> list[ParsedActivity]:
    """The activities, each with the milestones that name it."""
    found = list(activities)
    for place, row in placed(activities, rows, by_number, problems):
        activity = found[place]
        found[place] = replace(activity, milestones=(*activity.milestones, row.milestone))
        if sentence := outside_activity(row.milestone, activity):
            problems.append(Problem(ERROR, row.sheet, row.cell, sentence))
    return found


def placed(
    activities: list[ParsedActivity], rows: Iterable[Row], find: Find, problems: list[Problem]
) -> Iterator[tuple[int, Row]]:
    """The place of the activity that each row names; a row that names none is a problem."""
    codes = {activity.code: place for place, activity in reversed([*enumerate(activities)])}
    titles = {normalised(a.title): place for place, a in reversed([*enumerate(activities)])}
    above = ""
    for row in rows:
        place = find(row.keys, codes, titles)
        if place is None:
            message = _("there is no activity “%(key)s” in the plan")
            key = row.keys[0] if row.keys else ""
            problems.append(Problem(ERROR, row.sheet, row.key_cell, message % {"key": key[:60]}))
            continue
        code = activities[place].code
        if row.is_number and f"{code}0" in codes and code.count(".") == 1:
            place = _tenth(row, code, above, codes, problems)
        above = activities[place].code
        yield place, row


def _tenth(
    row: RowBeside, code: str, above: str, places: dict[str, int], problems: list[Problem]
) -> int:
    """Excel keeps 1.10 as the number 1.1: under 1.9 it is 1.10, and elsewhere it may be."""
    is_tenth = above in (f"{code[:-1]}9", f"{code}0")
    meant, other = (f"{code}0", code) if is_tenth else (code, f"{code}0")
    message = _("Excel kept this number as %(kept)s; it is read as %(code)s and may be %(other)s")
    values = {"kept": code, "code": meant, "other": other}
    problems.append(Problem(WARNING, row.sheet, row.key_cell, message % values))
    return places[meant]


def by_number(keys: Iterable[str], codes: Places, titles: Places) -> int | None:
    """A number anywhere says more than a title."""
    for key in keys:
        if key in codes:
            return codes[key]
    return next((titles[normalised(key)] for key in keys if normalised(key) in titles), None)


def by_order(keys: Iterable[str], codes: Places, titles: Places) -> int | None:
    """The first that is known, as a number or as a title."""
    places = (codes.get(key, titles.get(normalised(key))) for key in keys)
    return next((place for place in places if place is not None), None)
