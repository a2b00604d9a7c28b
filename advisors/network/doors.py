"""Who comes into the network: programme leaders, deputies, advisors and the bureau."""

import datetime

from django.db.models import QuerySet
from django.http import Http404

from advisors.models import NetworkMeeting
from regions.access import Action, is_advisor, is_bureau, region_ids
from regions.accounts.models import User
from regions.models import Membership, Region


def require_network(user: User) -> None:
    """Raises Http404 for who only sits in a steering group, and for who holds no role."""
    if not (is_bureau(user) or comes_to_meetings(user)):
        raise Http404


def reads_all(user: User) -> bool:
    """Whether the whole network is shown: to leaders only their own advisor is."""
    return is_bureau(user) or is_advisor(user)


def may_change(meeting: NetworkMeeting, user: User, today: datetime.date) -> bool:
    """Who planned it and the bureau; any advisor where who planned it advises no more."""
    if is_bureau(user) or meeting.made_by_id == user.pk:
        return True
    if not is_advisor(user):
        return False
    planner = meeting.made_by_id
    return planner is None or not advisors_on(today).filter(pk=planner).exists()


def comes_to_meetings(user: User) -> bool:
    """Leaders, deputies and advisors sign up; the bureau looks."""
    return bool(region_ids(user, [Action.TALK]))


def led_regions(user: User) -> QuerySet[Region]:
    """The regions in whose name `user` shares initiatives and takes them over."""
    return Region.objects.filter(pk__in=region_ids(user, [Action.WRITE_LOG]) or [])


def advisors_on(today: datetime.date) -> QuerySet[User]:
    """Everybody who advises a region on that day, by name."""
    held = Membership.objects.on(today).advisors().values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("name__dutch")
