"""Reminders for members: a proposal waits for their answer, and its date comes near."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from regions.accounts.models import User
from regions.models import Membership
from regions.plans.models import PlanChange
from regions.steering.models import Mandate, Vote

DAYS_BEFORE = 7
LAST_DAYS = 1


def waiting_proposals(today: date) -> QuerySet[PlanChange]:
    """Proposals that ask for an answer in the coming days, soonest first."""
    return PlanChange.objects.filter(
        state=PlanChange.State.PROPOSED,
        decide_by__gte=today,
        decide_by__lte=today + timedelta(days=DAYS_BEFORE),
    ).select_related("region")


def unanswered(today: date, change_ids: Iterable[int] = ()) -> dict[User, list[PlanChange]]:
    """Per member the proposals that still wait for their answer, soonest first; four queries.

    With `change_ids` only those: the last look before a mail goes.
    """
    changes = list(waiting_proposals(today).order_by("decide_by", "pk"))
    if wanted := set(change_ids):
        changes = [one for one in changes if one.pk in wanted]
    mandates = Mandate.objects.on(today).select_related("steering_group")
    covering = {one.steering_group.region_id: one for one in mandates}
    changes = [
        one
        for one in changes
        if (mandate := covering.get(one.region_id)) and mandate.covers(one.kind)
    ]
    answered = set(Vote.objects.filter(change__in=changes).values_list("change_id", "user_id"))
    seats = (
        Membership.objects.on(today)
        .steering()
        .filter(region__in={one.region_id for one in changes}, user__is_active=True)
        .select_related("user")
        .order_by("user__name", "pk")
    )
    found: dict[User, list[PlanChange]] = defaultdict(list)
    for seat in seats:
        for change in changes:
            if change.region_id == seat.region_id and (change.pk, seat.user_id) not in answered:
                found[seat.user].append(change)
    return found


def step_of(changes: list[PlanChange], today: date) -> str:
    soonest = min(one.decide_by for one in changes if one.decide_by)
    return "decision_last" if (soonest - today).days <= LAST_DAYS else "decision"


def still_waits(user_id: int, change_ids: list[int], today: date) -> bool:
    """Whether this person may still answer one of these proposals."""
    return any(user.pk == user_id for user in unanswered(today, change_ids))
