"""When schools are closed, told by the room that keeps it: it lies above this one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.months import public_holidays


@dataclass(frozen=True)
class Holiday:
    title: str
    first: date
    last: date


Source = Callable[[Region, date, date], list[Holiday]]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """`source` gives the school holidays of a region that touch the days from one to another."""
    _sources.append(source)


def holidays_of(region: Region, first: date, last: date) -> list[Holiday]:
    return [holiday for source in _sources for holiday in source(region, first, last)]


def closed_on(day: date, holidays: list[Holiday]) -> str | None:
    """The name of the school holiday that holds a day, "" on a public holiday, else None."""
    for holiday in holidays:
        if holiday.first <= day <= holiday.last:
            return holiday.title
    return "" if day in public_holidays(day.year) else None
