"""The days that a rhythm proposes: not in holidays, and what is already in the diary left out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from regions.months import AMSTERDAM, Month
from regions.steering.models import Meeting, MeetingRhythm

from .holidays import Holiday, closed_on, holidays_of

AHEAD = 12  # months
WEEK = timedelta(weeks=1)
MOST_WEEKS = 8  # later; no school is closed for longer


@dataclass(frozen=True)
class Proposed:
    """One day; `instead_of` is the day of the rhythm that falls in a holiday called `why`."""

    day: date
    instead_of: date | None = None
    why: str = ""


def day_in(rhythm: MeetingRhythm, month: Month) -> date:
    """The day of a month that the rhythm means."""
    first = month.first_day
    day = first + timedelta(days=(rhythm.weekday - first.weekday()) % 7)
    if rhythm.week < MeetingRhythm.Week.LAST:
        return day + (rhythm.week - 1) * WEEK
    while month.contains(day + WEEK):
        day += WEEK
    return day


def outside_holidays(day: date, holidays: list[Holiday]) -> Proposed:
    """The day itself, or the same day of the first week in which nobody is free."""
    if (why := closed_on(day, holidays)) is None:
        return Proposed(day)
    for weeks in range(1, MOST_WEEKS + 1):
        later = day + weeks * WEEK
        if closed_on(later, holidays) is None:
            return Proposed(later, day, why)
    return Proposed(day, day, why)


def days_of(rhythm: MeetingRhythm, today: date, taken: Collection[Month]) -> Iterator[Proposed]:
    """The days of the coming year, in months without a meeting; two queries at most."""
    first, last = Month.of(today), Month.of(today).plus(AHEAD)
    region = rhythm.steering_group.region
    until = last.last_day + MOST_WEEKS * WEEK
    holidays = holidays_of(region, today, until)
    for month in Month.range(first, last):
        if month.month not in rhythm.months or month in taken:
            continue
        proposed = outside_holidays(day_in(rhythm, month), holidays)
        if proposed.day > today and Month.of(proposed.day) not in taken:
            yield proposed


def proposed_days(rhythm: MeetingRhythm, now: datetime) -> list[Proposed]:
    """What could be put in the diary now."""
    rows = Meeting.objects.standing().filter(steering_group=rhythm.steering_group)
    start = Month.of(now).start
    taken = {Month.of(at) for (at,) in rows.filter(starts_at__gte=start).values_list("starts_at")}
    return list(days_of(rhythm, localdate(now), taken))


def instants(rhythm: MeetingRhythm, day: date) -> tuple[datetime, datetime]:
    """When a meeting of the rhythm begins and ends on a day."""
    begins = datetime.combine(day, rhythm.begins, AMSTERDAM)
    return begins, datetime.combine(day, rhythm.ends, AMSTERDAM)
