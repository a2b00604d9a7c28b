"""Milestones in a workbook: several in a cell of the plan, or one a row in a table of their own."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.plans.imports.parsed import ParsedMilestone
from regions.workbooks.columns.telling import report_header
from regions.workbooks.headers import YEAR, normalised
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Raw, Table
from regions.workbooks.values.cell import Cell, Guess
from regions.workbooks.values.codes import code_of, split_code
from regions.workbooks.values.dates import as_date
from regions.workbooks.values.numbers import are_fractions, as_share
from regions.workbooks.values.text import is_empty, line_of_text, long_text

SHARE_AT_END = re.compile(r"\(?\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?\s*$")
SEPARATOR = re.compile(r"\s+[–—-]+\s+|\s*[:,|]\s+|\s*[–—]\s*")
IN_BRACKETS = re.compile(r"^(?P<title>.+?)\s*\((?P<date>[^()]+)\)\s*$", re.DOTALL)
BEFORE_DATE = re.compile(r"\s+(?:op|in|per|voor|vóór|uiterlijk|rond|vanaf|gereed)$", re.IGNORECASE)
MOST_WORDS = 4  # of a date without a mark before it: "eind tweede kwartaal 2027"
Report = Callable[[str, str, str], None]  # level, cell, message


@dataclass(frozen=True, kw_only=True)
class RowBeside:
    """A row of a sheet beside the plan, not yet tied to its activity."""

    sheet: str
    key_cell: str
    keys: tuple[str, ...]  # code or title of the activity, as written
    is_number: bool  # the code is a number, so 1.10 was kept as 1.1


@dataclass(frozen=True, kw_only=True)
class MilestoneRow(RowBeside):
    cell: str  # of the date, where a person looks first
    milestone: ParsedMilestone


def is_milestone_sheet(sheet: Sheet) -> bool:
    return normalised(sheet.title).startswith(("mijlpa", "milestone", "planning mijlpa"))


def milestones_at(table: Table, row: int) -> tuple[ParsedMilestone, ...]:
    """Those in the row of an activity: in one cell, or each in a column, with its date beside."""
    if not table.has("milestones"):
        return ()
    header, found = table.header, []
    for column in (header.columns["milestones"], *header.added.get("milestones", ())):
        cell = table.at(row, column)
        if not table.is_readable(row, column) or is_empty(cell):
            continue
        if column + 1 in header.added.get("milestone_dates", ()):
            found.append(_with_date_beside(table, row, column))
        else:
            found += milestones_in_cell(cell, address(row, column), table.report)
    return tuple(found)


def _with_date_beside(table: Table, row: int, column: int) -> ParsedMilestone:
    title = line_of_text(table.at(row, column))
    day = table.read(row, column + 1, as_date, end=True, epoch=table.sheet.epoch)
    if day is None and is_empty(table.at(row, column + 1)):
        _report_no_date(title, address(row, column + 1), table.report)
    return ParsedMilestone(title, day)


def milestones_in_cell(cell: Cell, where: str, report: Report) -> tuple[ParsedMilestone, ...]:
    """Every "title – date" in the cell; what has no date is reported and kept without one."""
    found = []
    for piece in re.split(r"[;\n]+", long_text(cell)):
        text = " ".join(piece.split()).strip(" •*·")
        if not text.strip("-–—. "):
            continue
        milestone, doubt = _milestone_in_text(text)
        if milestone.due_on is None:
            _report_no_date(milestone.title, where, report)
        if doubt:
            report(WARNING, where, doubt)
        found.append(milestone)
    return tuple(found)


def _report_no_date(title: str, where: str, report: Report) -> None:
    message = _("milestone “%(title)s” has no date; write for example “%(title)s – 1-2-2027”")
    report(ERROR, where, message % {"title": title[:60]})


def _milestone_in_text(text: str) -> tuple[ParsedMilestone, str]:
    """The milestone, and the sentence about its date where that is a guess."""
    share = None
    match = SHARE_AT_END.search(text)
    if match and 0 < Decimal(match[1].replace(",", ".")) <= 100 and text[: match.start()].strip():
        share = Decimal(match[1].replace(",", ".")).quantize(Decimal("0.01"))
        text = text[: match.start()].strip(" ,–—-")
    for title, day, is_marked in _ways_to_split(text):
        try:
            found = as_date(Cell(day), end=True)
        except ValueError:
            continue
        title = BEFORE_DATE.sub("", title.strip(" ,–—-:"))
        if isinstance(found, Guess):
            return ParsedMilestone(title, found.value, share), found.sentence
        doubt = "" if is_marked or not YEAR.fullmatch(day) else _guess_of_year(day, found)
        return ParsedMilestone(title, found, share), doubt
    return ParsedMilestone(text, None, share), ""


def _guess_of_year(text: str, day) -> str:
    return _("“%(value)s” is read as %(day)s") % {"value": text, "day": date_text(day)}


def _ways_to_split(text: str) -> Iterator[tuple[str, str, bool]]:
    """Title, date, and whether a mark stands between them; of bare words the longest date."""
    if match := IN_BRACKETS.match(text):
        yield match["title"], match["date"], True
    places = list(SEPARATOR.finditer(text))
    for place in reversed(places):
        yield text[: place.start()], text[place.end() :], True
    for place in places:
        yield text[place.end() :], text[: place.start()], True
    words = text.split()
    for count in range(MOST_WORDS, 0, -1):
        if len(words) > count:
            yield " ".join(words[:-count]), " ".join(words[-count:]), False


def milestone_rows(table: Table, last_row: int) -> list[MilestoneRow]:
    """The rows under the header, as far as `last_row`."""
    report_header(table)
    rows = range(table.header.row + 1, last_row + 1)
    shares = [table.cell(row, "share") for row in rows]
    found = (_milestone_row(table, row, is_fraction=are_fractions(shares)) for row in rows)
    return [row for row in found if row is not None]


def _milestone_row(table: Table, row: int, *, is_fraction: bool) -> MilestoneRow | None:
    title, day_cell = table.text(row, "title"), table.cell(row, "due_on")
    if not title and is_empty(day_cell) and table.is_readable(row, table.header.columns["title"]):
        return None
    keys, key_cell = _keys(table, row)
    if not keys and is_empty(day_cell):
        message = _("this row was not read: it is no milestone")
        table.report(WARNING, table.where(row, "title"), message)
        return None
    raw: Raw = {}
    title = table.value(row, "title", line_of_text, raw) or ""
    if not title and not raw:
        table.report(ERROR, table.where(row, "title"), _("this milestone has no title"))
    due_on = table.value(row, "due_on", as_date, raw, end=True, epoch=table.sheet.epoch)
    day_at = table.where(row, "due_on")
    if due_on is None and "due_on" not in raw:
        table.report(ERROR, day_at, _("this milestone has no date"))
    share = table.value(row, "share", as_share, raw, is_fraction=is_fraction)
    is_number = isinstance(table.cell(row, "code").value, float)
    milestone = ParsedMilestone(title, due_on, share)
    return MilestoneRow(
        sheet=table.sheet.title,
        key_cell=key_cell or day_at,
        keys=keys,
        is_number=is_number,
        cell=day_at,
        milestone=milestone,
    )


def _keys(table: Table, row: int) -> tuple[tuple[str, ...], str]:
    """What may name the activity ("2.1", "Meidenmiddag", or both in one cell), and its cell."""
    repeated = [column for column, name in table.header.repeated if name == "code"]
    columns = [table.header.columns["code"], *repeated] if table.has("code") else []
    written = [code_of(table.at(row, column)) for column in columns]
    split = [part for text in written for part in split_code(text)]
    keys = tuple(dict.fromkeys(text for text in (*written, *split) if text))
    return keys, address(row, columns[0]) if columns else ""


def outside_activity(milestone: ParsedMilestone, activity) -> str | None:
    """The sentence when a milestone lies before its activity starts or after it ends."""
    due_on = milestone.due_on
    if due_on is None or activity.dates_contradict:
        return None
    values = {"title": milestone.title[:60], "due": date_text(due_on)}
    if activity.starts_on and due_on < activity.starts_on:
        values["start"] = date_format(activity.starts_on, "j F Y")
        return _("milestone “%(title)s” of %(due)s is before the start on %(start)s") % values
    if activity.ends_on and due_on > activity.ends_on:
        values["end"] = date_format(activity.ends_on, "j F Y")
        return _("milestone “%(title)s” of %(due)s is after the end on %(end)s") % values
    return None
