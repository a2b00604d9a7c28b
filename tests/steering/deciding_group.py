"""Builders for tests of decisions: members with a seat, and a proposal that is asked."""

import datetime

from django.utils import timezone

from regions.accounts.models import User
from regions.models import Role
from regions.plans.approve.approval import propose_change
from regions.plans.models import Activity, PlanChange
from regions.plans.versions import start_draft
from regions.steering.models import Acceptance, Mandate
from tests.conftest import Place, member, person

SEATS = (Role.LEAD_APPLICANT, Role.SCHOOL_BOARD, Role.BUSINESS, Role.BUSINESS)
LATER = datetime.date(2028, 6, 30)


def seats(place: Place, number: int) -> list[User]:
    """The chair and so many others with a seat, who all accepted the mandate."""
    names = ("Anna", "Bram", "Carla", "Daan")
    others = [person(f"{name}-{place.slug} Bos") for name in names[: number - 1]]
    for user, role in zip(others, SEATS, strict=False):
        member(user, role, place.region)
    accept(place, place.chair, *others)
    return [place.chair, *others]


def accept(place: Place, *users: User) -> None:
    mandate = place.group.mandate_on(timezone.localdate())
    for user in users:
        Acceptance.objects.get_or_create(mandate=mandate, user=user)


def new_mandate(place: Place, **fields) -> Mandate:
    """The next version, from today."""
    version = place.group.mandates.count() + 1
    told = {"holds_from_on": timezone.localdate(), **fields}
    return Mandate.objects.create(steering_group=place.group, version=version, **told)


def draft(place: Place, kind: str = "time") -> PlanChange:
    """A change that moves the end of 2.1 from 31 December 2027 to 30 June 2028."""
    change = start_draft(place.region, place.leader).change
    Activity.objects.filter(plan=change.new_plan, code="2.1").update(ends_on=LATER)
    change.title, change.reason = "Stages later", "Twee bedrijven vallen weg."
    change.effect, change.kind = "38 leerlingen later\nGeen gevolgen voor de begroting", kind
    change.decide_by = timezone.localdate() + datetime.timedelta(days=12)
    change.save()
    return change


def asked(place: Place, kind: str = "time") -> PlanChange:
    return propose_change(draft(place, kind), place.leader, timezone.now())
