"""A calendar month in Europe/Amsterdam as a value, and the working days in it.

A month is half-open: it holds its `start` and not its `end`, so every instant is in exactly one
month, whatever the time zone of the process. Compute it once and pass it on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from re import fullmatch
from typing import Self
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SCHOOL_YEAR_BEGINS = 8  # the month


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """`Month(2026, 11)`; ordered in time, hashable, written as "2026-11"."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)  # raises ValueError where there is no such month

    @classmethod
    def of(cls, moment: date | datetime) -> Self:
        """The month that holds a day or an aware instant; ValueError for a naive instant."""
        if isinstance(moment, datetime):
            if moment.tzinfo is None:
                raise ValueError("A month needs an instant with a time zone.")
            moment = moment.astimezone(AMSTERDAM)
        return cls(moment.year, moment.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-11"; ValueError with a sentence for people where it is something else."""
        if not fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) or text.startswith("0000"):
            sentence = gettext("“%(text)s” is not a month; write for example 2026-11.")
            raise ValueError(sentence % {"text": text})
        return cls(int(text[:4]), int(text[5:]))

    @classmethod
    def range(cls, first: Self, last: Self) -> "Iterator[Month]":
        """Every month from first to last, both included; none when last comes before first."""
        return (first.plus(step) for step in range(last.minus(first) + 1))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def start(self) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=AMSTERDAM)

    @property
    def end(self) -> datetime:
        """The first instant that is no longer in this month: the start of the next."""
        return self.next.start

    @property
    def next(self) -> "Month":
        return self.plus(1)

    @property
    def previous(self) -> "Month":
        return self.plus(-1)

    @property
    def quarter(self) -> int:
        return (self.month + 2) // 3

    @property
    def school_year(self) -> int:
        """The year in which the school year (1 August to 31 July) of this month began."""
        return self.year if self.month >= SCHOOL_YEAR_BEGINS else self.year - 1

    @property
    def label(self) -> str:
        return date_format(self.first_day, "F Y")

    @property
    def short_label(self) -> str:
        return date_format(self.first_day, "b Y")

    def plus(self, months: int) -> "Month":
        """The month so many months later, or earlier when negative."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return type(self)(year, month + 1)

    def minus(self, other: "Month") -> int:
        """How many months this one comes after another; negative when it comes before."""
        return (self.year - other.year) * 12 + self.month - other.month

    def contains(self, moment: date | datetime) -> bool:
        """Whether a day or an aware instant lies in this month."""
        return type(self).of(moment) == self

    def as_of(self, today: date) -> date:
        """The day at which figures of this month are read: today, or its last day once closed."""
        return min(today, self.last_day)


class MonthConverter:
    """`<month:month>` in a URL path, for 2000-01 up to and including 2099-12."""

    regex = "[0-9]{4}-(0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        month = Month.parse(value)
        if not 2000 <= month.year <= 2099:
            raise ValueError(value)
        return month

    def to_url(self, value: Month | str) -> str:
        return str(value)


def working_day(month: Month, number: int) -> date:
    """Working day `number` of a month, counted from 1."""
    day = month.first_day
    while number := number - is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_after(day: date) -> date:
    """The first working day that comes after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Whether people work in the Netherlands: no weekend and no public holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


@lru_cache(maxsize=128)
def public_holidays(year: int) -> frozenset[date]:
    """Dutch public holidays; Liberation Day is one only in a lustrum year (2025, 2030, …)."""
    easter = easter_sunday(year)
    kingsday = date(year, 4, 27)
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    fixed.add(kingsday if kingsday.weekday() != 6 else date(year, 4, 26))
    if year % 5 == 0:
        fixed.add(date(year, 5, 5))
    return frozenset(fixed | {easter + timedelta(days=days) for days in (0, 1, 39, 49, 50)})


def easter_sunday(year: int) -> date:
    """The first Sunday after the ecclesiastical full moon of spring, in the Gregorian calendar."""
    golden = year % 19
    century = year // 100
    leap_days_skipped = century - century // 4
    moon = (leap_days_skipped - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    if moon == 29 or (moon == 28 and golden > 10):
        moon -= 1
    full_moon = date(year, 3, 21) + timedelta(days=moon)
    return full_moon + timedelta(days=7 - full_moon.isoweekday() % 7)


def school_year_of(moment: date | datetime) -> int:
    """The year in which the school year of a day or an aware instant began."""
    return Month.of(moment).school_year


def first_month_of(school_year: int) -> Month:
    """August of the year in which a school year begins."""
    return Month(school_year, SCHOOL_YEAR_BEGINS)


def school_year_text(year: int) -> str:
    """ "2026–2027", as schools name the school year that began in `year`."""
    return f"{year}–{year + 1}"
