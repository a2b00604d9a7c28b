"""The days of the demonstration, all relative to the moment it is loaded."""

import datetime
from dataclasses import dataclass

from regions.months import AMSTERDAM, Month, is_working_day
from regions.progress.measure.curve import DAYS_PER_MONTH

MONTHS_OF_LOGS = 36
MONTHS_OF_PLAN = 48


@dataclass(frozen=True)
class Clock:
    """Plans run 48 months, of which 36 are behind us; an offset counts months from their start."""

    now: datetime.datetime

    @property
    def today(self) -> datetime.date:
        return self.now.astimezone(AMSTERDAM).date()

    @property
    def current(self) -> Month:
        return Month.of(self.now)

    @property
    def first(self) -> Month:
        return self.current.plus(-MONTHS_OF_LOGS)

    @property
    def plan_starts_on(self) -> datetime.date:
        return self.first.first_day

    @property
    def plan_ends_on(self) -> datetime.date:
        return self.first.plus(MONTHS_OF_PLAN - 1).last_day

    def first_day(self, offset: int) -> datetime.date:
        return self.first.plus(offset).first_day

    def last_day(self, offset: int) -> datetime.date:
        """The last day before month `offset`: an activity of (0, 12) takes twelve months."""
        return self.first.plus(offset - 1).last_day

    def months_ago(self, day: datetime.date) -> float:
        return (self.today - day).days / DAYS_PER_MONTH

    def instant(self, day: datetime.date, hour: int = 16, minute: int = 0) -> datetime.datetime:
        """A moment on a day, and never one that has yet to come."""
        moment = datetime.datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)
        return min(moment, self.now)


def at_work(day: datetime.date) -> datetime.date:
    """That day, or the working day before: nobody calls or teaches on a Saturday."""
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day
