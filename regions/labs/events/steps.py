"""What happens to an event on the way: each step is written down, and calendars hear of it.

A step that was taken already changes nothing, so pressing twice does no harm. The row that comes
in must be locked. Schools and businesses stay as they were: who was invited stays invited.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.labs.models import Event, EventChange

Kind, State = EventChange.Kind, Event.State


class NotPossible(Exception):
    """A step that this event cannot take; the text says why."""


def move(
    event: Event, starts_at: datetime, ends_at: datetime, reason: str, by: User, now: datetime
) -> bool:
    _need_planned(event)
    before = event.starts_at
    if (before, event.ends_at) == (starts_at, ends_at):
        return False
    event.starts_at, event.ends_at = starts_at, ends_at
    change = EventChange(kind=Kind.MOVED, starts_at_before=before, starts_at_after=starts_at)
    return _keep(event, change, reason, by, now)


def go_online(event: Event, url: str, reason: str, by: User, now: datetime) -> bool:
    _need_planned(event)
    if event.is_online and event.online_url == url:
        return False
    is_new = not event.is_online
    event.is_online, event.online_url = True, url
    return _keep(event, EventChange(kind=Kind.ONLINE) if is_new else None, reason, by, now)


def go_physical(event: Event, place: str, reason: str, by: User, now: datetime) -> bool:
    _need_planned(event)
    if not event.is_online:
        return False
    event.is_online, event.online_url, event.place = False, "", place
    return _keep(event, EventChange(kind=Kind.PHYSICAL), reason, by, now)


def cancel(event: Event, reason: str, by: User, now: datetime) -> bool:
    if event.state == State.CANCELLED:
        return False
    _need_planned(event)
    event.state, event.reason, event.closed_at = State.CANCELLED, reason, now
    return _keep(event, EventChange(kind=Kind.CANCELLED), reason, by, now)


def revive(event: Event, reason: str, by: User, now: datetime) -> bool:
    if event.state == State.PLANNED:
        return False
    if event.state == State.HELD:
        raise NotPossible(_("This event took place already. Correct the answer instead."))
    event.state, event.reason, event.closed_at = State.PLANNED, "", None
    return _keep(event, EventChange(kind=Kind.REVIVED), reason, by, now)


def _need_planned(event: Event) -> None:
    if event.state == State.CANCELLED:
        raise NotPossible(_("This event is cancelled. First let it take place after all."))
    if event.state == State.HELD:
        raise NotPossible(_("This event took place already. Correct the answer instead."))


def _keep(event: Event, change: EventChange | None, reason: str, by: User, now: datetime) -> bool:
    event.save()
    if change:
        change.event, change.reason, change.made_by, change.made_at = event, reason, by, now
        change.save()
    return True
