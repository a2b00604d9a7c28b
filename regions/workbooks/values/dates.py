"""A cell as a day; a ValueError carries the sentence for who filled it in."""

from calendar import monthrange
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel

from regions.dutch import EARLIEST, LATEST, date_text, parse_date

from .cell import Cell, Guess, bare_format
from .periods import Period, parse_period
from .text import line_of_text, shown

YEARS = range(2020, 2101)
SERIALS = (36_526, 73_415)  # how Excel counts the days of 2000 to 2100


def as_date(cell: Cell, *, end: bool = False, epoch: object = None) -> date | Guess:
    """The day; of a month, a year or another period its first day, or its last with `end`."""
    try:
        found = _stored_day(cell, end, epoch) or _written_day(line_of_text(cell), end)
    except (ValueError, OverflowError, TypeError):
        found = None
    day = found.value if isinstance(found, Guess) else found
    if found is None or day is None or not EARLIEST <= day <= LATEST:
        raise ValueError(
            _("“%(value)s” is not a date; write for example 1-9-2026") % {"value": shown(cell)}
        )
    return found


def as_period(cell: Cell, *, epoch: object = None) -> Period | Guess:
    """The first and last day of what one cell names; a guess of None where it names no period."""
    first, last = _stored_day(cell, False, epoch), _stored_day(cell, True, epoch)
    if first and last:
        return Period(first, last)
    text = line_of_text(cell)
    try:
        period: Period | None = Period(parse_date(text), parse_date(text, end=True))
    except ValueError:
        period = parse_period(text)
    if period is None or period.starts_on < EARLIEST or period.ends_on > LATEST:
        message = _("“%(value)s” is no period that can be read; the dates stay empty")
        return Guess(None, message % {"value": shown(cell)})
    if period.is_certain:
        return period
    return Guess(period, _told(text, period))


def _told(text: str, period: Period) -> str:
    message = _("“%(value)s” is read as %(start)s until %(end)s")
    values = {"start": date_text(period.starts_on), "end": date_text(period.ends_on)}
    return message % {"value": text[:40], **values}


def _stored_day(cell: Cell, end: bool, epoch: object) -> date | None:
    value = cell.value
    if isinstance(value, int | float) and SERIALS[0] <= value <= SERIALS[1]:
        value = from_excel(value, epoch) if epoch else from_excel(value)
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        return None
    return _last_of_what_is_shown(value, cell.number_format) if end else value


def _last_of_what_is_shown(day: date, number_format: str) -> date:
    """The last day of the month or the year, where Excel shows no more than that."""
    bare = bare_format(number_format)
    if "d" in bare or "y" not in bare:
        return day
    month = day.month if "m" in bare else 12
    return date(day.year, month, monthrange(day.year, month)[1])


def _written_day(text: str, end: bool) -> date | Guess | None:
    try:
        return parse_date(text, end=end)
    except ValueError:
        period = parse_period(text)
    if period is None:
        return None
    day = period.ends_on if end else period.starts_on
    if period.is_certain:
        return day
    message = _("“%(value)s” is read as %(day)s")
    return Guess(day, message % {"value": text[:40], "day": date_text(day)})


def as_year(cell: Cell, *, epoch: object = None) -> int | Guess:
    """The calendar year of an amount; a guess of None where it is of more years."""
    value = cell.value
    if isinstance(value, int | float) and value == int(value) and value in YEARS:
        return int(value)
    period = as_period(cell, epoch=epoch)
    if isinstance(period, Guess):
        period = period.value
    if period is None or not {period.starts_on.year, period.ends_on.year} <= set(YEARS):
        message = _("“%(value)s” is not a year; write for example 2027")
        raise ValueError(message % {"value": shown(cell)})
    if period.starts_on.year == period.ends_on.year:
        return int(period.starts_on.year)
    message = _("“%(value)s” is more than one year; this amount is read without a year")
    return Guess(None, message % {"value": shown(cell)})
