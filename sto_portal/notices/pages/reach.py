"""Whom a digest reaches by mail, for the leader who looks at it before it goes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.models import Membership
from regions.steering.models import SteeringGroup
from sto_portal.notices.kinds.digest_mail import STOP, readers_of
from sto_portal.notices.models import SuppressedAddress
from sto_portal.notices.outbox.unsubscribing import unsubscribed


@dataclass(frozen=True)
class Member:
    """Somebody with a seat; `why_not` says why no mail comes, "" where it does."""

    name: str
    role: str
    why_not: str = ""


def reach_of(group: SteeringGroup, now: datetime) -> list[Member]:
    """Everybody with a seat today: first who gets the mail, then who does not and why."""
    seats = Membership.objects.on(localdate(now)).steering().filter(region=group.region_id)
    mailed = {seat.pk for seat in readers_of(group, now)}
    refused = unsubscribed(STOP.name, group.pk)
    dead = set(SuppressedAddress.objects.values_list(Lower("address"), flat=True))
    found = [
        Member(seat.user.name, seat.get_role_display(), _why_not(seat, mailed, refused, dead))
        for seat in seats.select_related("user").order_by("user__name__dutch")
    ]
    return sorted(found, key=lambda member: bool(member.why_not))


def _why_not(seat: Membership, mailed: set[int], refused: set[int], dead: set[str]) -> str:
    if seat.user.email.lower() in dead:
        return _("the address does not work; tell the bureau")
    if seat.pk in mailed:
        return ""
    if not seat.user.is_active:
        return _("the account is closed")
    if seat.user_id in refused:
        return _("unsubscribed; the link in an earlier mail brings it back")
    return _("this role gets no digest by mail")
