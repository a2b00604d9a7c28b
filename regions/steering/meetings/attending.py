"""Who is expected at a meeting, who said to come, and who was there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import LEADER_ROLES, STEERING_ROLES, Membership
from regions.steering.mandate.accepting import seat_order
from regions.steering.models import Attendee, Meeting

from .planning import MeetingRefused, locked


@dataclass(frozen=True)
class Expected:
    """Somebody with a seat or who leads the programme on the day of the meeting, or who came."""

    user: User
    role: str
    has_seat: bool
    answer: str = ""
    is_present: bool | None = None

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def is_ticked(self) -> bool:
        """Whether the list of who is present begins with this one."""
        if self.is_present is None:
            return self.answer == Attendee.Answer.COMES
        return self.is_present


def expected_at(meeting: Meeting) -> list[Expected]:
    """The seats in their order, then who leads; two queries."""
    said = {row.user_id: row for row in meeting.attendees.select_related("user")}
    roles = STEERING_ROLES | LEADER_ROLES
    rows = Membership.objects.on(meeting.day).filter(
        region=meeting.steering_group.region_id, role__in=roles, user__is_active=True
    )
    seats = sorted(
        rows.select_related("user"), key=lambda seat: (seat.is_leader, *seat_order(seat))
    )
    found = {
        seat.user_id: _expected(seat.user, seat.get_role_display(), seat.is_steering, said)
        for seat in seats
    }
    gone = [row for row in said.values() if row.user_id not in found and row.is_present]
    return [*found.values(), *(_expected(row.user, "", False, said) for row in gone)]


def _expected(user: User, role: str, has_seat: bool, said: dict[int, Attendee]) -> Expected:
    row = said.get(user.pk)
    if row is None:
        return Expected(user, role, has_seat)
    return Expected(user, role, has_seat, row.answer, row.is_present)


@transaction.atomic
def answer(meeting: Meeting, user: User, said: str, now: datetime) -> None:
    """A member comes, or does not; the last answer counts until the meeting is opened."""
    meeting = locked(meeting)
    if meeting.is_past or meeting.invited_at is None or meeting.ends_at <= now:
        raise MeetingRefused(_("This meeting takes no answers any more."))
    told = {"answer": Attendee.Answer(said), "answered_at": now}
    Attendee.objects.update_or_create(meeting=meeting, user=user, defaults=told)


@transaction.atomic
def write_down(meeting: Meeting, present: Collection[int], guests: str) -> None:
    """Who is there; everybody else who was expected is not."""
    for one in expected_at(meeting):
        Attendee.objects.update_or_create(
            meeting=meeting, user=one.user, defaults={"is_present": one.user.pk in present}
        )
    meeting.guests = guests
    meeting.save(update_fields=["guests"])
