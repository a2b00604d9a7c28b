"""What the plan has to tell a steering group: milestones ahead, and decisions that are asked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from regions.models import Region
from regions.stored import Stored

from .models import Milestone, Plan, PlanChange

DAYS_AHEAD = 90


@dataclass(frozen=True)
class MilestoneAhead(Stored):
    """`code` and `activity` say of which activity it is."""

    title: str
    due_on: date
    code: str
    activity: str
    key: str = ""


@dataclass(frozen=True)
class DecisionAsked(Stored):
    """What is asked of the group, and the page that tells more; a proposal has a `kind`.

    `answered` of `members` have said what they think of it; None where that was not kept.
    """

    asked: str
    why: str
    by: date | None
    path: str
    is_proposal: bool
    kind: str = ""
    is_ours: bool = False  # whether the group itself decides on it
    answered: int | None = None
    members: int | None = None
    key: int | None = None  # of the proposal


def milestones_ahead(region: Region, day: date, days: int = DAYS_AHEAD) -> list[MilestoneAhead]:
    """Milestones of the approved plan after `day`, reached or not, soonest first."""
    rows = (
        Milestone.objects.filter(
            activity__plan__region=region,
            activity__plan__state=Plan.State.APPROVED,
            due_on__gt=day,
            due_on__lte=day + timedelta(days=days),
        )
        .order_by("due_on", "activity__code", "id")
        .values_list("title", "due_on", "activity__code", "activity__title", "key")
    )
    return [
        MilestoneAhead(title, due_on, code, activity, str(key))
        for title, due_on, code, activity, key in rows
    ]


def proposals_at(region: Region, at: datetime) -> list[DecisionAsked]:
    """Plan changes that waited for the group's decision at an instant, longest first."""
    rows = (
        PlanChange.objects.filter(region=region, proposed_at__lte=at)
        .filter(Q(state=PlanChange.State.PROPOSED) | Q(decided_on__gt=timezone.localdate(at)))
        .order_by("proposed_at", "id")
    )
    return [
        DecisionAsked(
            asked=row.title,
            why=row.reason,
            by=row.decide_by,
            path=reverse("decision", args=[region.slug, row.pk]),
            is_proposal=True,
            kind=row.kind,
            key=row.pk,
        )
        for row in rows
    ]
