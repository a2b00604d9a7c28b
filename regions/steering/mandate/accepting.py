"""A member accepts the mandate before acting: marking, passing on and deciding come after it."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from regions.accounts.models import User
from regions.models import Membership, Role
from regions.steering.models import Acceptance, Mandate, SteeringGroup


def has_accepted(user: User, group: SteeringGroup, day: datetime.date) -> bool:
    """Whether `user` accepted the mandate that holds on `day`; where none holds, nothing waits."""
    mandate = group.mandate_on(day)
    return mandate is None or mandate.acceptances.filter(user=user).exists()


def accept(user: User, mandate: Mandate, now: datetime.datetime) -> Acceptance:
    """Keep that `user` accepts; a second time changes nothing, the first instant stays."""
    found, _is_new = Acceptance.objects.get_or_create(
        mandate=mandate, user=user, defaults={"accepted_at": now}
    )
    return found


def chairs_to_accept(day: datetime.date) -> QuerySet[Membership]:
    """Chairs who did not accept the mandate that holds in their region on `day`."""
    holds = Mandate.objects.filter(
        steering_group__region=OuterRef("region"), holds_from_on__lte=day
    ).order_by("-version")
    accepted = Acceptance.objects.filter(mandate=OuterRef("mandate"), user=OuterRef("user"))
    chairs = Membership.objects.on(day).filter(role=Role.CHAIR)
    return (
        chairs.annotate(mandate=Subquery(holds.values("pk")[:1]))
        .exclude(mandate=None)
        .exclude(Exists(accepted))
    )


def seats_on(group: SteeringGroup, day: datetime.date) -> list[Membership]:
    """Who holds a seat on `day`: the chair first, then as roles are listed, by name."""
    held = Membership.objects.on(day).steering().filter(region_id=group.region_id)
    return sorted(held.select_related("user"), key=seat_order)


def seat_order(membership: Membership) -> tuple[int, str]:
    return Role.values.index(membership.role), membership.user.name


def members_and_acceptances(
    group: SteeringGroup, mandate: Mandate, day: datetime.date
) -> list[tuple[Membership, datetime.datetime | None]]:
    """Each member of `day` with the instant at which this version was accepted, None: not yet."""
    accepted = dict(mandate.acceptances.values_list("user_id", "accepted_at"))
    return [(seat, accepted.get(seat.user_id)) for seat in seats_on(group, day)]
