"""When the log of a month is due."""

import datetime

from regions.months import Month, is_working_day

WORKING_DAYS_FOR_A_LOG = 5


def log_due_on(month: Month) -> datetime.date:
    """The last day to log `month`: the fifth working day of the month after it."""
    day = month.next.first_day
    left = WORKING_DAYS_FOR_A_LOG
    while True:
        if is_working_day(day):
            left -= 1
            if not left:
                return day
        day += datetime.timedelta(days=1)


def last_due_month(today: datetime.date) -> Month:
    """The latest month whose log should be in on `today`."""
    month = Month.of(today).previous
    return month if log_due_on(month) < today else month.previous
