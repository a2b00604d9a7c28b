"""Which members marked a digest as seen."""

from dataclasses import dataclass
from datetime import date

from regions.models import Membership, MembershipQuerySet
from regions.steering.models import SteeringGroup
from sto_portal.notices.models import Digest, DigestSeen


@dataclass(frozen=True)
class Seen:
    """Of the members of a day: who marked it, and whether the reader did."""

    names: list[str]
    members: int
    is_mine: bool

    @property
    def count(self) -> int:
        return len(self.names)


def seats_of(group: SteeringGroup, day: date) -> MembershipQuerySet:
    """Of whom it is counted; somebody who has no seat any more is not."""
    seats = Membership.objects.on(day).steering()
    return seats.filter(region=group.region_id, user__is_active=True)


def seen_of(digest: Digest, day: date, user_id: int) -> Seen:
    """Two queries."""
    seats = seats_of(digest.steering_group, day)
    people = dict(seats.values_list("user_id", "user__name"))
    marked = set(DigestSeen.objects.filter(digest=digest).values_list("user_id", flat=True))
    names = sorted(people[reader] for reader in marked if reader in people)
    return Seen(names, len(people), user_id in marked)


def mark_seen(digest: Digest, user_id: int) -> None:
    """A second time changes nothing."""
    DigestSeen.objects.bulk_create(
        [DigestSeen(digest=digest, user_id=user_id)], ignore_conflicts=True
    )


def take_back(digest: Digest, user_id: int) -> None:
    DigestSeen.objects.filter(digest=digest, user=user_id).delete()
