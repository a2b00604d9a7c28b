"""Who reads a plan that was given, and who reads what the readers remark.

A reader reaches one plan, through the reading that was given, for as long as they advise somewhere
and the bureau does not take it back. The region's leaders and advisor read the remarks once the
advice is given; the bureau reads everything; a steering group reads nothing of it.
"""

import datetime

from django.db.models import QuerySet
from django.http import Http404

from advisors.models import PlanRemark, Reading
from advisors.models.reading import ReadingQuerySet
from regions.access import Action, can, is_advisor
from regions.accounts.models import User
from regions.models import Membership, Region, Role
from regions.plans.models import Plan
from regions.plans.versions import open_plan


def readings_of(user: User) -> ReadingQuerySet:
    """What was given to `user` to read."""
    if not is_advisor(user):
        return Reading.objects.none()
    rows = Reading.objects.given().filter(reader=user.pk)
    return rows.select_related("plan__region", "plan__change__base_plan")


def fetch_own(user: User, pk: int) -> Reading:
    """One plan that was given to `user`; Http404 for whoever it was not given to."""
    reading = readings_of(user).filter(pk=pk).first()
    if reading is None:
        raise Http404
    return reading


def readings_in(region: Region) -> QuerySet[Reading]:
    """Every reading of the plans of a region: who reads, and what came of it."""
    rows = Reading.objects.filter(plan__region=region).select_related("plan", "reader")
    return rows.order_by("-plan__version", "taken_back_at", "given_at", "pk")


def remarks_for(user: User, region: Region) -> QuerySet[PlanRemark]:
    """The remarks about the plans of `region` that `user` may read there."""
    rows = PlanRemark.objects.filter(reading__plan__region=region)
    if can(user, Action.APPROVE_PLAN, region):
        return rows
    told = rows.filter(reading__advised_at__isnull=False)
    return told if can(user, Action.READ_DRAFT, region) else rows.none()


def told_remarks() -> QuerySet[PlanRemark]:
    """Those a leader may answer: the advice was given, so they change no more."""
    return PlanRemark.objects.filter(reading__advised_at__isnull=False)


def plan_to_read(region: Region) -> Plan | None:
    """The submitted version that waits for an answer, if there is one."""
    plan = open_plan(region)
    return plan if plan and plan.state == Plan.State.SUBMITTED else None


def readers_for(plan: Plan, today: datetime.date) -> QuerySet[User]:
    """Advisors who hold no other role in its region and do not have this plan, as it was submitted
    last: who advised before it went back to its region may be asked again."""
    held = Membership.objects.on(today)
    partial = held.filter(region=plan.region_id).exclude(role=Role.ADVISOR)
    given = Reading.objects.given().filter(plan=plan)
    if plan.submitted_at:
        given = given.exclude(advised_at__lt=plan.submitted_at)
    return (
        User.objects.filter(pk__in=held.advisors().values("user"), is_active=True)
        .exclude(pk__in=partial.values("user"))
        .exclude(pk__in=given.values("reader"))
        .order_by("name__dutch")
    )
