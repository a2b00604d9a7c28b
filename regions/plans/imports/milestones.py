"""Milestones in a workbook: several in a cell of the plan, or one a row on "Mijlpalen"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.workbooks.cells import (
    as_code,
    as_date,
    as_share,
    is_empty,
    line_of_text,
    long_text,
    refuse_error_value,
    split_code,
)
from regions.workbooks.headers import Header, find_header, normalised
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.sheets import Cell, Sheet, address

from .columns import MILESTONE_VARIANTS
from .parsed import ParsedMilestone

SHARE_AT_END = re.compile(r"\(?\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?\s*$")
SEPARATOR = re.compile(r"\s+[–—-]+\s+|\s*[:,|]\s+|\s*[–—]\s*")
IN_BRACKETS = re.compile(r"^(?P<title>.+?)\s*\((?P<date>[^()]+)\)\s*$", re.DOTALL)
Report = Callable[[str, str, str], None]  # level, cell, message


@dataclass(frozen=True)
class MilestoneRow:
    """A row of the sheet "Mijlpalen", not yet tied to its activity."""

    sheet: str
    cell: str  # of the date, where a person looks first
    key_cell: str
    keys: tuple[str, ...]  # code or title of the activity, as written
    milestone: ParsedMilestone


def is_milestone_sheet(sheet: Sheet) -> bool:
    return normalised(sheet.title).startswith(("mijlpa", "milestone", "planning mijlpa"))


def milestones_in_cell(cell: Cell, where: str, report: Report) -> tuple[ParsedMilestone, ...]:
    """Every "title – date" in the cell; what has no date is reported and kept without one."""
    found = []
    for piece in re.split(r"[;\n]+", long_text(cell)):
        text = " ".join(piece.split()).strip(" •*·")
        if not text.strip("-–—. "):
            continue
        milestone = _milestone_in_text(text)
        if milestone.due_on is None:
            report(
                ERROR,
                where,
                _("milestone “%(title)s” has no date; write for example “%(title)s – 1-2-2027”")
                % {"title": milestone.title[:60]},
            )
        found.append(milestone)
    return tuple(found)


def _milestone_in_text(text: str) -> ParsedMilestone:
    share = None
    match = SHARE_AT_END.search(text)
    if match and 0 < Decimal(match[1].replace(",", ".")) <= 100 and text[: match.start()].strip():
        share = Decimal(match[1].replace(",", ".")).quantize(Decimal("0.01"))
        text = text[: match.start()].strip(" ,–—-")
    for title, day in _ways_to_split(text):
        try:
            return ParsedMilestone(title.strip(" ,–—-:"), as_date(Cell(day), end=True), share)
        except ValueError:
            continue
    return ParsedMilestone(text, None, share)


def _ways_to_split(text: str) -> Iterator[tuple[str, str]]:
    if match := IN_BRACKETS.match(text):
        yield match["title"], match["date"]
    places = list(SEPARATOR.finditer(text))
    for place in reversed(places):
        yield text[: place.start()], text[place.end() :]
    for place in places:
        yield text[place.end() :], text[: place.start()]
    words = text.split()
    for count in (1, 2, 3):
        if len(words) > count:
            yield " ".join(words[:-count]), " ".join(words[-count:])


def milestone_rows(sheet: Sheet, report: Report) -> list[MilestoneRow]:
    header = find_header(sheet, MILESTONE_VARIANTS, ("title", "due_on"))
    if header is None:
        report(
            ERROR if sheet.cells else WARNING,
            "",
            _("no table found: this sheet needs the columns “Code”, “Mijlpaal” and “Datum”"),
        )
        return []
    rows = []
    for row in range(header.row + 1, sheet.last_row + 1):
        found = _milestone_row(sheet, header, row, report)
        if found is not None:
            rows.append(found)
    return rows


def _milestone_row(sheet: Sheet, header: Header, row: int, report: Report) -> MilestoneRow | None:
    repeated = [column for column, name in header.repeated if name == "code"]
    key_columns = [header.columns["code"], *repeated] if header.has("code") else []
    title = line_of_text(sheet.own(row, header.columns["title"]))
    day_at = address(row, header.columns["due_on"])
    day_cell = sheet.own(row, header.columns["due_on"])
    if not title and is_empty(day_cell):
        return None
    keys = _keys(sheet, row, key_columns)
    if not keys and is_empty(day_cell):
        report(
            WARNING,
            address(row, header.columns["title"]),
            _("this row was not read: it is no milestone"),
        )
        return None
    if not title:
        report(ERROR, address(row, header.columns["title"]), _("this milestone has no title"))
    milestone = ParsedMilestone(
        title,
        _read(as_date, day_cell, day_at, report, end=True, epoch=sheet.epoch),
        _share(sheet, header, row, report),
    )
    key_at = address(row, key_columns[0]) if key_columns else day_at
    return MilestoneRow(sheet.title, day_at, key_at, keys, milestone)


def _keys(sheet: Sheet, row: int, columns: list[int]) -> tuple[str, ...]:
    """What may name the activity: "2.1", "Meidenmiddag", or both in one cell."""
    written = [as_code(sheet.at(row, column))[0] for column in columns]
    split = [part for text in written for part in split_code(text)]
    return tuple(dict.fromkeys(text for text in (*written, *split) if text))


def _share(sheet: Sheet, header: Header, row: int, report: Report) -> Decimal | None:
    if "share" not in header.columns:
        return None
    cell = sheet.own(row, header.columns["share"])
    if is_empty(cell):
        return None
    return _read(as_share, cell, address(row, header.columns["share"]), report)


def _read(read, cell: Cell, where: str, report: Report, **options):
    try:
        refuse_error_value(cell)
        if is_empty(cell):
            raise ValueError(_("this milestone has no date"))
        return read(cell, **options)
    except ValueError as error:
        report(ERROR, where, str(error))
        return None


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
