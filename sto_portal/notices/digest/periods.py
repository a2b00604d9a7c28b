"""Which periods a steering group is told about, and when each is due.

A digest waits for the log of its last month: it is due on the first working day after that came
in, so that a correction of the same day is in it, and on the working day after the log was due at
the latest. The group's own working day is the earliest.

A group may want its digest two weeks before its meeting. Then the meetings ahead decide: each ends
the period with the last month whose log is not waited for any longer on that day. A meeting that
would tell nothing new ends none. Without a meeting in sight a period ends after six months, so that
no month waits for ever. Whatever moves, the next period begins where the last sealed one ended: no
month is told twice, and none is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings

from regions.dutch import EARLIEST
from regions.months import AMSTERDAM, Month, is_working_day, working_day, working_day_after
from regions.progress.measure.deadlines import log_due_on
from regions.steering.models import SteeringGroup

SENT_AT = time(7, 30)
BEFORE_MEETING = timedelta(weeks=2)
MOST_MONTHS = 6  # that wait for a meeting


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


@dataclass(frozen=True)
class Slot:
    """A period, and the day on which a meeting asks for its digest; None where the months do."""

    period: Period
    on: date | None = None


def asked_on(meeting_day: date) -> date:
    """The working day on which a digest for a meeting goes: two weeks before it, or sooner."""
    day = meeting_day - BEFORE_MEETING
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def last_told(day: date) -> Month:
    """The last month whose log is not waited for any longer on a day."""
    month = Month.of(day).previous
    while working_day_after(log_due_on(month)) > day:
        month = month.previous
    return month


def slots_after(
    group: SteeringGroup, sealed: Month | None, meetings: Sequence[date] = ()
) -> Iterator[Slot]:
    """Every period after the last month that was sealed, without end; `meetings` are the days of
    those ahead, which count for a group that wants its digest before them."""
    begin = Month.of(max(group.digests_from_on, EARLIEST))
    start = max(begin, sealed.next) if sealed else begin
    by_meetings = group.digests_before_meetings
    for day in sorted(meetings) if by_meetings else ():
        on = asked_on(day)
        last = last_told(on)
        while last.minus(start) >= MOST_MONTHS:
            yield Slot(Period(start, start.plus(MOST_MONTHS - 1)))
            start = start.plus(MOST_MONTHS)
        if last >= start:
            yield Slot(Period(start, last), on)
            start = last.next
    months = MOST_MONTHS if by_meetings else group.rhythm
    while True:
        yield Slot(Period(start, start.plus(months - 1)))
        start = start.plus(months)


def periods_after(
    group: SteeringGroup, sealed: Month | None, meetings: Sequence[date] = ()
) -> Iterator[Period]:
    """The periods alone."""
    return (slot.period for slot in slots_after(group, sealed, meetings))


def slot_due_at(group: SteeringGroup, slot: Slot, logged_at: datetime | None = None) -> datetime:
    """When the digest of a slot is made."""
    if slot.on is not None:
        return datetime.combine(slot.on, SENT_AT, AMSTERDAM)
    return due_at(group, slot.period, logged_at)


def due_periods(
    group: SteeringGroup,
    sealed: Month | None,
    now: datetime,
    logged: Mapping[Month, datetime],
    meetings: Sequence[date] = (),
) -> Iterator[tuple[Period, datetime]]:
    """The periods that should have a digest by now and since when, oldest first.

    `logged` is when the log of each month came in (`waiting.py`). What a meeting asks for is due
    until that meeting: planned at short notice, its digest is never too late to mail.
    """
    for slot in slots_after(group, sealed, meetings):
        due = slot_due_at(group, slot, logged.get(slot.period.last))
        if due > now:
            return
        yield slot.period, (now if slot.on else due)


def slot_holding(
    group: SteeringGroup, sealed: Month | None, month: Month, meetings: Sequence[date] = ()
) -> Slot | None:
    """The unsealed slot that holds a month; None for a month before the first of them."""
    for slot in slots_after(group, sealed, meetings):
        if slot.period.first > month:
            return None
        if slot.period.contains(month):
            return slot
    return None


def period_holding(
    group: SteeringGroup, sealed: Month | None, month: Month, meetings: Sequence[date] = ()
) -> Period | None:
    """The period of that slot."""
    slot = slot_holding(group, sealed, month, meetings)
    return slot.period if slot else None
