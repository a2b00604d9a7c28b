"""After the day: whether it took place and how many came; and which events still wait for that."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from regions.accounts.models import User
from regions.labs.models import Attendance, Event
from regions.months import AMSTERDAM

from . import steps

DAYS_TO_CLOSE = 14


def events_to_close(region_ids: Iterable[int] | None, today: date) -> QuerySet[Event]:
    """Planned events that ended at least 14 days before `today`; None means every region."""
    day = today - timedelta(days=DAYS_TO_CLOSE)
    until = datetime.combine(day + timedelta(days=1), datetime.min.time(), AMSTERDAM)
    rows = Event.objects.filter(state=Event.State.PLANNED, ends_at__lt=until)
    if region_ids is not None:
        rows = rows.filter(region__in=list(region_ids))
    return rows.select_related("region").order_by("region", "starts_at", "pk")


def held(event: Event, counts: dict[str, int], by: User, now: datetime) -> None:
    """It took place, and so many came of each group; a later answer replaces an earlier one."""
    if event.state == Event.State.CANCELLED:
        steps.revive(event, "", by, now)
    event.state, event.closed_at = Event.State.HELD, event.closed_at or now
    event.save()
    event.attendances.exclude(group__in=counts).delete()
    Attendance.objects.bulk_create(
        [Attendance(event=event, group=group, count=count) for group, count in counts.items()],
        update_conflicts=True,
        update_fields=["count"],
        unique_fields=["event", "group"],
    )


def moved(
    event: Event, starts_at: datetime, ends_at: datetime, reason: str, by: User, now: datetime
) -> None:
    """It did not take place then, and comes at another time."""
    _open_again(event, by, now)
    event.attendances.all().delete()
    steps.move(event, starts_at, ends_at, reason, by, now)


def did_not(event: Event, reason: str, by: User, now: datetime) -> None:
    """It did not take place at all; another reason replaces the one that is there."""
    if event.state == Event.State.CANCELLED:
        event.reason = reason
        event.save()
        return
    _open_again(event, by, now)
    event.attendances.all().delete()
    steps.cancel(event, reason, by, now)


def _open_again(event: Event, by: User, now: datetime) -> None:
    """An answer is taken back before the next one counts."""
    if event.state == Event.State.CANCELLED:
        steps.revive(event, "", by, now)
    if event.state == Event.State.HELD:
        event.state, event.closed_at = Event.State.PLANNED, None
        event.save()
