"""A group with a meeting: invited, with an agenda, sitting, or closed."""

import datetime

from django.utils import timezone

from regions.accounts.models import User
from regions.steering.meetings.agenda.agenda import take
from regions.steering.meetings.attending import write_down
from regions.steering.meetings.planning import invite
from regions.steering.meetings.room.sitting import close_meeting, open_meeting
from regions.steering.models import AgendaItem, Meeting, Outcome
from tests.conftest import Place

HOUR = datetime.timedelta(hours=1)
SOON = datetime.timedelta(minutes=2)


def planned(place: Place, days: int = 0, ahead: datetime.timedelta = SOON, **fields) -> Meeting:
    """So many days from now, in two minutes."""
    starts_at = timezone.now() + datetime.timedelta(days=days) + ahead
    told = {"ends_at": starts_at + HOUR, "place": "Zaal 1", **fields}
    return Meeting.objects.create(steering_group=place.group, starts_at=starts_at, **told)


def invited(place: Place, days: int = 0, **fields) -> Meeting:
    meeting = planned(place, days, **fields)
    invite(meeting, timezone.now())
    return fresh(meeting)


def sitting(place: Place, present: list[User], **fields) -> Meeting:
    """A meeting of today with all that waits on its agenda, opened, and who is there."""
    meeting = invited(place, **fields)
    take(meeting, None, timezone.now())
    open_meeting(meeting, place.chair, timezone.now())
    write_down(fresh(meeting), {user.pk for user in present}, "")
    return fresh(meeting)


def closed(place: Place, meeting: Meeting) -> Meeting:
    close_meeting(meeting, place.leader, timezone.now())
    return fresh(meeting)


def item_of(meeting: Meeting, kind: str) -> AgendaItem:
    rows = AgendaItem.objects.select_related("meeting", "change__region", "minutes_of", "follows")
    return rows.filter(meeting=meeting, kind=kind).first()


def outcome(item: AgendaItem, **fields) -> Outcome:
    return Outcome.objects.create(item=item, **fields)


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("steering_group__region").get(pk=meeting.pk)
