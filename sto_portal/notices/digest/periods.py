"""Which periods a steering group is told about, and when each is due.

A digest waits for the log of its last month: it is due on the first working day after that came
in, so that a correction of the same day is in it, and on the working day after the log was due at
the latest. The group's own working day is the earliest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings

from regions.dutch import EARLIEST
from regions.months import AMSTERDAM, Month, working_day, working_day_after
from regions.progress.measure.deadlines import log_due_on
from regions.steering.models import SteeringGroup

SENT_AT = time(7, 30)


@dataclass(frozen=True, order=True)
class Period:
    """Whole months, both included; called after the last."""

    first: Month
    last: Month

    def __str__(self) -> str:
        return str(self.last)

    def contains(self, month: Month) -> bool:
        return self.first <= month <= self.last


def due_at(group: SteeringGroup, period: Period, logged_at: datetime | None = None) -> datetime:
    """When the digest of a period is made; `logged_at` is when the log of its last month came in.

    Without such a log it is the latest moment: a log that comes in makes it sooner, never later.
    """
    earliest = working_day(period.last.next, group.digest_working_day)
    day = working_day_after(log_due_on(period.last))
    if logged_at is not None:
        day = min(day, working_day_after(logged_at.astimezone(AMSTERDAM).date()))
    return datetime.combine(max(earliest, day), SENT_AT, AMSTERDAM)


def is_too_late(due: datetime, now: datetime) -> bool:
    """Whether what was due then is old news, better read on the page than mailed."""
    return now - due > settings.DIGEST_STALE_AFTER


def periods_after(group: SteeringGroup, sealed: Month | None) -> Iterator[Period]:
    """Every period after the last month that was sealed, without end."""
    begin = Month.of(max(group.digests_from_on, EARLIEST))
    start = max(begin, sealed.next) if sealed else begin
    while True:
        yield Period(start, start.plus(group.rhythm - 1))
        start = start.plus(group.rhythm)


def due_periods(
    group: SteeringGroup, sealed: Month | None, now: datetime, logged: Mapping[Month, datetime]
) -> Iterator[tuple[Period, datetime]]:
    """The periods that should have a digest by now and since when, oldest first.

    `logged` is when the log of each month came in (`waiting.py`).
    """
    for period in periods_after(group, sealed):
        due = due_at(group, period, logged.get(period.last))
        if due > now:
            return
        yield period, due


def period_holding(group: SteeringGroup, sealed: Month | None, month: Month) -> Period | None:
    """The unsealed period that holds a month; None for a month before the first of them."""
    for period in periods_after(group, sealed):
        if period.first > month:
            return None
        if period.contains(month):
            return period
    return None
