"""What a monthly log asks of the group: a question, and no decision that is asked.

A group decides on a proposal with a date. What a leader writes in a log beside an activity that is
stalled is a question until there is one; it ends with its obstacle, or with a proposal that changes
its activity. Every page and mail that tells of questions asks here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity, BudgetLine, Milestone, PlanChange
from regions.progress.models import Obstacle
from regions.progress.obstacles.story import OpenObstacle
from regions.steering.models import Mandate
from regions.stored import Stored

ABOUT = {
    PlanChange.Kind.TIME: pgettext_lazy("the group decides about changes", "in time"),
    PlanChange.Kind.CONTENT: pgettext_lazy("the group decides about changes", "of activities"),
    PlanChange.Kind.GOAL: pgettext_lazy("the group decides about changes", "of goals"),
    PlanChange.Kind.BUDGET: pgettext_lazy("the group decides about changes", "of the budget"),
}
DECIDED = (PlanChange.State.ACCEPTED, PlanChange.State.REJECTED)


@dataclass(frozen=True)
class LeaderQuestion(Stored):
    """A question that waits.

    `key` is that of its activity and `path` the page where it can be answered. `ground` says what
    the mandate leaves to the group; `may_become_decision` whether a proposal could be decided here.
    """

    text: str
    activity: str
    problem: str
    since: Month
    key: str
    path: str
    ground: str
    may_become_decision: bool


@dataclass(frozen=True)
class Asking:
    """What an obstacle asks, as the log of month `updated` told it last."""

    key: str
    activity: str
    problem: str
    text: str
    since: Month
    updated: Month


def questions_of(region: Region, now: datetime, mandate: Mandate | None) -> list[LeaderQuestion]:
    """The questions that wait at this moment, longest open first."""
    rows = (
        Obstacle.objects.filter(region=region, state=Obstacle.State.OPEN, is_stalled=True)
        .exclude(decision_asked="")
        .select_related("activity")
        .order_by("opened_on", "id")
    )
    asking = [
        Asking(
            str(row.activity_key),
            str(row.activity),
            row.problem,
            row.decision_asked,
            Month.of(row.opened_on),
            Month.of(row.updated_on),
        )
        for row in rows
    ]
    return questions_among(region, asking, now, mandate)


def questions_at(
    region: Region,
    obstacles: Iterable[OpenObstacle],
    last: Month,
    at: datetime,
    mandate: Mandate | None,
) -> list[LeaderQuestion]:
    """The same for a period: what its obstacles ask, told until month `last`, at an instant."""
    asking = [
        Asking(told.key, told.title, told.problem, told.decision_asked.strip(), told.since, last)
        for told in obstacles
        if told.is_stalled and told.decision_asked.strip()
    ]
    return questions_among(region, asking, at, mandate)


def questions_among(
    region: Region, asking: Sequence[Asking], at: datetime, mandate: Mandate | None
) -> list[LeaderQuestion]:
    """Those that no proposal of before `at` answers, in their own order."""
    if not asking:
        return []
    answered = _answered_until(region, at)
    ground, may_become = ground_of(mandate), bool(mandate and mandate.decides)
    return [
        LeaderQuestion(
            told.text,
            told.activity,
            told.problem,
            told.since,
            told.key,
            reverse("leader_question", args=[region.slug, told.key]),
            ground,
            may_become,
        )
        for told in asking
        if answered.get(UUID(told.key), date.min) < told.updated.first_day
    ]


def ground_of(mandate: Mandate | None) -> str:
    """What the mandate leaves to the group, in one sentence."""
    if mandate is None:
        return _("The group has no mandate yet, so it does not decide about this.")
    if not mandate.decides:
        return _("The group does not decide about plan changes: this lies outside its mandate.")
    kinds = [str(ABOUT[PlanChange.Kind(kind)]) for kind in mandate.decides]
    listed = _(" and ").join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))
    return _(
        "Within its mandate the group decides about changes %(kinds)s, and only on a proposal with"
        " a date. There is none yet."
    ) % {"kinds": listed}


def _answered_until(region: Region, at: datetime) -> dict[UUID, date]:
    """The activities that a proposal of before `at` changes, and until when that answers a log.

    A proposal that waited then answers every log; one that was decided answers logs until that day.
    """
    waits_or_decided = Q(state__in=[PlanChange.State.PROPOSED, *DECIDED])
    rows = region.plan_changes.filter(
        waits_or_decided | Q(withdrawn_at__gt=at), proposed_at__lte=at
    )
    return touched_by(rows.order_by(F("decided_on").asc()), localdate(at))


def touched_by(changes: Iterable[PlanChange], day: date) -> dict[UUID, date]:
    """The activities that these change, the last to decide last, and when that was decided.

    What was not decided by `day` holds for ever.
    """
    changes = list(changes)
    rows = _rows({plan for change in changes for plan in (change.base_plan_id, change.new_plan_id)})
    found: dict[UUID, date] = {}
    for change in changes:
        before, after = rows[change.base_plan_id], rows[change.new_plan_id]
        decided = change.decided_on if change.decided_on and change.decided_on <= day else date.max
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                found[key] = decided
    return found


def _rows(plans: Iterable[int]) -> dict[int, dict[UUID, list[tuple]]]:
    """By version and activity: what a proposal can change of it, milestones included."""
    found: dict[int, dict[UUID, list[tuple]]] = defaultdict(lambda: defaultdict(list))
    activities: Iterable[Any] = Activity.objects.filter(plan__in=plans).values_list(
        "plan_id", "key", "line__code", "title", "delivers", "starts_on", "ends_on",
        "budget_cents", "target", "unit", "owner", "partners",
    )  # fmt: skip
    marks: Iterable[Any] = (
        Milestone.objects.filter(activity__plan__in=plans)
        .order_by("key")
        .values_list("activity__plan_id", "activity__key", "key", "title", "due_on", "share")
    )
    costs: Iterable[Any] = (
        BudgetLine.objects.filter(activity__plan__in=plans)
        .order_by("key")
        .values_list(
            "activity__plan_id", "activity__key", "key", "kind", "text", "year", "quantity",
            "unit", "price_cents", "cents", "cofinancing_cents",
        )
    )  # fmt: skip
    for plan_id, key, *told in [*activities, *marks, *costs]:
        found[plan_id][key].append(tuple(told))
    return found
