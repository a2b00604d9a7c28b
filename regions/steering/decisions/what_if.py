"""What moves with a proposal: the region as measured on the day of its last log, with both plans.

The same facts and the same code as the dashboard; only the version of the plan differs. Nothing
is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from regions.months import Month
from regions.plans.models import Milestone, Plan, PlanChange
from regions.progress.measure.facts import RegionFacts, facts_of
from regions.progress.measure.months import build_months
from regions.progress.measure.plan_facts import PlanFacts, plan_facts
from regions.progress.models import ActivityMonth, RegionMonth, Status


@dataclass(frozen=True)
class Shift:
    """One activity whose tempo or end is another with the proposal."""

    title: str
    ends_before: date | None
    ends_after: date | None
    tempo_before: float | None
    tempo_after: float | None

    @property
    def has_other_end(self) -> bool:
        return self.ends_before != self.ends_after


@dataclass(frozen=True)
class Mark:
    """A milestone that is not reached and that the proposal moves or adds."""

    title: str
    due_before: date | None
    due_after: date


@dataclass(frozen=True)
class WhatIf:
    """The measured day with the approved plan, and the same day with the proposal."""

    tempo_before: float | None
    tempo_after: float | None
    ends_before: date | None
    ends_after: date | None
    shifts: tuple[Shift, ...] = ()
    no_longer_late: tuple[Mark, ...] = ()
    late: tuple[Mark, ...] = ()

    @property
    def is_still(self) -> bool:
        """Nothing moves with it."""
        same = (self.tempo_before, self.ends_before) == (self.tempo_after, self.ends_after)
        return same and not (self.shifts or self.no_longer_late or self.late)


def what_if(change: PlanChange, today: date) -> WhatIf:
    """What moves with an open change, in a constant number of queries."""
    facts = facts_of([change.region_id])[change.region_id]
    base, new = _versions(change, today)
    before, after = (_measured(facts, plan, today) for plan in (base, new))
    late, no_longer = _marks(change, facts, after, today)
    return WhatIf(
        before.tempo_months,
        after.tempo_months,
        before.forecast_end_on,
        after.forecast_end_on,
        tuple(_shifts(before, after)),
        no_longer,
        late,
    )


def _versions(change: PlanChange, today: date) -> tuple[PlanFacts, PlanFacts]:
    """Both versions as if they held today."""
    ids = [change.base_plan_id, change.new_plan_id]
    found = plan_facts(Plan.objects.filter(pk__in=ids))[change.region_id]
    by_id = {plan.pk: replace(plan, approved_on=today) for plan in found}
    return by_id[ids[0]], by_id[ids[1]]


def _measured(facts: RegionFacts, plan: PlanFacts, today: date) -> RegionMonth:
    month = Month.of(today)
    return build_months(replace(facts, plans=(plan,)), month, month, today)[0]


def _shifts(before: RegionMonth, after: RegionMonth) -> Iterator[Shift]:
    was = {activity.key: activity for activity in before.activities}
    for now in after.activities:
        old = was.get(now.key)
        if old and _seen(old) != _seen(now):
            title = f"{now.code} {now.title}"
            yield Shift(title, old.ends_on, now.ends_on, old.tempo, now.tempo)


def _seen(activity: ActivityMonth) -> tuple[object, object]:
    return activity.ends_on, activity.tempo


def _marks(
    change: PlanChange, facts: RegionFacts, after: RegionMonth, today: date
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Milestones that would be late at once, and those that would not be late any more."""
    done = {activity.key for activity in after.activities if activity.status == Status.DONE}
    met = {key for log in facts.logs for said in log.updates for key in said.milestones_met}
    plans = [change.base_plan_id, change.new_plan_id]
    rows = list(
        Milestone.objects.filter(activity__plan__in=plans)
        .order_by("due_on", "activity__code", "pk")
        .values_list("activity__plan_id", "activity__key", "key", "title", "due_on")
    )
    was = {key: due_on for plan_id, _of, key, _title, due_on in rows if plan_id == plans[0]}
    moved = [
        Mark(title, was.get(key), due_on)
        for plan_id, of, key, title, due_on in rows
        if plan_id == plans[1]
        and was.get(key) != due_on
        and str(key) not in met
        and str(of) not in done
    ]
    late = tuple(mark for mark in moved if mark.due_after < today)
    relieved = tuple(
        mark for mark in moved if mark.due_before and mark.due_before < today <= mark.due_after
    )
    return late, relieved
