"""What the plan has to tell a steering group: milestones ahead, and decisions that are asked."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from regions.models import Region

from .models import Milestone, Plan, PlanChange

DAYS_AHEAD = 90


def milestones_ahead(region: Region, day: date, days: int = DAYS_AHEAD) -> list[dict[str, Any]]:
    """Milestones of the approved plan after `day`, reached or not, soonest first."""
    rows = (
        Milestone.objects.filter(
            activity__plan__region=region,
            activity__plan__state=Plan.State.APPROVED,
            due_on__gt=day,
            due_on__lte=day + timedelta(days=days),
        )
        .order_by("due_on", "activity__code", "id")
        .values_list("key", "title", "due_on", "activity__code", "activity__title")
    )
    return [
        {
            "key": str(key),
            "title": title,
            "due_on": due_on.isoformat(),
            "code": code,
            "activity": activity,
        }
        for key, title, due_on, code, activity in rows
    ]


def proposals_at(region: Region, at: datetime) -> list[dict[str, Any]]:
    """Plan changes that waited for the group's decision at an instant, longest first."""
    rows = (
        PlanChange.objects.filter(region=region, proposed_at__lte=at)
        .filter(Q(state=PlanChange.State.PROPOSED) | Q(decided_on__gt=timezone.localdate(at)))
        .order_by("proposed_at", "id")
    )
    return [
        {
            "asked": row.title,
            "why": row.reason,
            "by": row.decide_by.isoformat() if row.decide_by else None,
            "path": reverse("decision", args=[region.slug, row.pk]),
            "is_proposal": True,
            "kind": row.kind,
        }
        for row in rows
    ]
