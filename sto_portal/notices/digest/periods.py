"""Which periods a steering group is told about, and when each is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings

from regions.months import AMSTERDAM, Month, working_day
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


def due_at(group: SteeringGroup, period: Period) -> datetime:
    """When the digest of a period goes out: 07:30 on the group's working day of the month after."""
    day = working_day(period.last.next, group.digest_working_day)
    return datetime.combine(day, SENT_AT, AMSTERDAM)


def is_too_late(group: SteeringGroup, period: Period, now: datetime) -> bool:
    """Whether old news is better read on the page than mailed."""
    return now - due_at(group, period) > settings.DIGEST_STALE_AFTER


def periods_after(group: SteeringGroup, sealed: Month | None) -> Iterator[Period]:
    """Every period after the last month that was sealed, without end."""
    begin = Month.of(group.digests_from_on)
    start = max(begin, sealed.next) if sealed else begin
    while True:
        yield Period(start, start.plus(group.rhythm - 1))
        start = start.plus(group.rhythm)


def due_periods(group: SteeringGroup, sealed: Month | None, now: datetime) -> Iterator[Period]:
    """The periods that should have a digest by now, oldest first."""
    for period in periods_after(group, sealed):
        if due_at(group, period) > now:
            return
        yield period


def period_holding(group: SteeringGroup, sealed: Month | None, month: Month) -> Period | None:
    """The unsealed period that holds a month; None for a month before the first of them."""
    for period in periods_after(group, sealed):
        if period.first > month:
            return None
        if period.contains(month):
            return period
    return None
