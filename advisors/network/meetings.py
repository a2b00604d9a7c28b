"""Meetings of the network: what is coming and what was, who comes, and a calendar file."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.models import Attendance, NetworkMeeting
from regions.accounts.models import User
from regions.ical import Entry, calendar
from regions.models import Membership, Role
from regions.months import AMSTERDAM

ROLES = (Role.LEADER, Role.DEPUTY, Role.ADVISOR)


@dataclass(frozen=True)
class Comer:
    """Somebody who comes, with the role and the regions of today."""

    attendance: Attendance
    role: str
    regions: list[str]

    @property
    def name(self) -> str:
        return self.attendance.person.name


def ends_at(meeting: NetworkMeeting) -> datetime:
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def meetings_for(user: User, now: datetime, *, past: bool = False) -> Any:
    """Those of today and later, the first one first; or those before, the last one first."""
    today = datetime.combine(timezone.localdate(now), time(), AMSTERDAM)
    mine = Attendance.objects.filter(meeting=OuterRef("pk"), person=user)
    rows = NetworkMeeting.objects.select_related("theme").annotate(
        coming=Count("attendances"), is_mine=Exists(mine)
    )
    if past:
        return rows.filter(starts_at__lt=today).order_by("-starts_at", "-pk")
    return rows.filter(starts_at__gte=today).order_by("starts_at", "pk")


def takes_sign_ups(meeting: NetworkMeeting, now: datetime) -> bool:
    return meeting.cancelled_at is None and ends_at(meeting) > now


def comers_to(meeting: NetworkMeeting, now: datetime) -> list[Comer]:
    """Who comes, by name, in two queries."""
    rows = list(meeting.attendances.select_related("person").order_by("person__name__dutch", "pk"))
    held = (
        Membership.objects.on(timezone.localdate(now))
        .filter(user__in=[row.person_id for row in rows], role__in=ROLES)
        .select_related("region")
        .order_by("region__name__dutch")
    )
    by_person: dict[int, list[Membership]] = defaultdict(list)
    for membership in held:
        by_person[membership.user_id].append(membership)
    return [_comer(row, by_person[row.person_id]) for row in rows]


def _comer(row: Attendance, held: list[Membership]) -> Comer:
    led = [membership for membership in held if membership.is_leader]
    role = (led or held)[0].get_role_display() if held else ""
    return Comer(row, role, [str(membership.region) for membership in led or held])


def calendar_of(meeting: NetworkMeeting, now: datetime) -> str:
    """The meeting as a calendar file; one that was cancelled says so."""
    entry = Entry(
        uid=f"netwerk-{meeting.pk}",
        sequence=meeting.sequence,
        is_cancelled=meeting.cancelled_at is not None,
        starts_at=meeting.starts_at,
        ends_at=ends_at(meeting),
        title=meeting.title,
        place=meeting.place or (_("Online") if meeting.is_online else ""),
        text=meeting.text,
    )
    return calendar([entry], now)
