"""The decisions of a group: what is asked of it, and what was decided, newest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity, Milestone, PlanChange
from regions.progress.models import Obstacle
from regions.steering.models import Decision

from .deciding import Tally, tally_of
from .forms import TAKEN


@dataclass(frozen=True)
class Asked:
    """A decision that is asked: by a proposal, or by a monthly log that has none yet."""

    title: str
    why: str
    since: date
    change: PlanChange | None = None
    tally: Tally | None = None

    @property
    def month(self) -> Month:
        """The log that asks it first."""
        return Month.of(self.since)


def asked_of(region: Region, now: datetime) -> list[Asked]:
    """What waits for the group: proposals first, then what logs ask, longest open first."""
    waiting = region.plan_changes.filter(state=PlanChange.State.PROPOSED).select_related("region")
    proposals = [
        Asked(one.title, one.reason, localdate(one.proposed_at), one, tally_of(one, now))
        for one in waiting
    ]
    return [*proposals, *_asked_by_logs(region)]


def taken_of(region: Region, kind: str = "", outcome: str = "") -> QuerySet[PlanChange]:
    """Decided changes; `is_in_portal` tells those that members decided here from paper."""
    rows = region.plan_changes.filter(state__in=[outcome] if outcome in TAKEN else TAKEN)
    if kind in PlanChange.Kind.values:
        rows = rows.filter(kind=kind)
    in_portal = Exists(Decision.objects.filter(change=OuterRef("pk")))
    rows = rows.annotate(is_in_portal=in_portal).select_related("decision", "new_plan")
    return rows.order_by("-decided_on", "-pk")


def _asked_by_logs(region: Region) -> list[Asked]:
    rows = list(
        Obstacle.objects.filter(region=region, state=Obstacle.State.OPEN, is_stalled=True)
        .exclude(decision_asked="")
        .select_related("activity")
        .order_by("opened_on", "id")
    )
    answered = _touched(region, min(row.updated_on for row in rows)) if rows else {}
    return [
        Asked(row.decision_asked, f"{row.activity}: {row.problem}", row.opened_on)
        for row in rows
        if answered.get(row.activity_key, date.min) < row.updated_on
    ]


def _touched(region: Region, since: date) -> dict[UUID, date]:
    """The activities that a proposal changes, and until when that answers what a log asks.

    A proposal that waits answers every log; one that was decided answers logs until that day.
    """
    waits, decided = Q(state=PlanChange.State.PROPOSED), Q(decided_on__gte=since, state__in=TAKEN)
    changes = list(region.plan_changes.filter(waits | decided).order_by(F("decided_on").asc()))
    return touched_by(changes)


def touched_by(changes: Iterable[PlanChange]) -> dict[UUID, date]:
    """The activities that these change, the last to decide last, and when that was decided."""
    changes = list(changes)
    rows = _rows({plan for one in changes for plan in (one.base_plan_id, one.new_plan_id)})
    found: dict[UUID, date] = {}
    for change in changes:
        before, after = rows[change.base_plan_id], rows[change.new_plan_id]
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                found[key] = change.decided_on or date.max
    return found


def _rows(plans: Iterable[int]) -> dict[int, dict[UUID, list[tuple]]]:
    """By version and activity: what a proposal can change of it, milestones included."""
    found: dict[int, dict[UUID, list[tuple]]] = defaultdict(lambda: defaultdict(list))
    activities: Iterable[Any] = Activity.objects.filter(plan__in=plans).values_list(
        "plan_id", "key", "line__code", "title", "delivers", "starts_on", "ends_on",
        "budget_cents", "target", "unit",
    )  # fmt: skip
    marks: Iterable[Any] = (
        Milestone.objects.filter(activity__plan__in=plans)
        .order_by("key")
        .values_list("activity__plan_id", "activity__key", "key", "title", "due_on", "share")
    )
    for plan_id, key, *told in [*activities, *marks]:
        found[plan_id][key].append(tuple(told))
    return found
