"""What a version of the plan says, as plain values: its curve, its lines and its activities."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from regions.plans.models import ActionLine, Activity, Milestone, Plan

from .curve import Curve
from .tempo import Planned, RegionCurve, curve_of


@dataclass(frozen=True)
class ActivityFacts:
    """One activity as one version of the plan describes it."""

    key: str
    line: str
    code: str
    title: str
    starts_on: date | None
    ends_on: date | None
    original_starts_on: date | None
    original_ends_on: date | None
    weight: int | None
    target: int | None
    unit: str
    milestones: tuple[tuple[str, date, float | None], ...] = ()

    @cached_property
    def planned(self) -> Planned:
        marks = tuple((due_on, share) for _key, due_on, share in self.milestones)
        return Planned(self.weight, self.starts_on, self.ends_on, marks)

    @cached_property
    def curve(self) -> Curve:
        return curve_of(self.planned)

    @cached_property
    def milestone_keys(self) -> frozenset[str]:
        return frozenset(key for key, *_ in self.milestones)


@dataclass(frozen=True)
class PlanFacts:
    """One approved version of the plan; `lines` are (code, title) in the order of the plan."""

    pk: int
    approved_on: date
    starts_on: date
    ends_on: date
    lines: tuple[tuple[str, str], ...] = ()
    activities: tuple[ActivityFacts, ...] = ()

    @cached_property
    def curve(self) -> RegionCurve:
        return RegionCurve.from_activities(one.planned for one in self.activities)

    @cached_property
    def line_curves(self) -> dict[str, RegionCurve]:
        return {
            code: RegionCurve.from_activities(
                one.planned for one in self.activities if one.line == code
            )
            for code, _title in self.lines
        }


def plan_facts(plans: QuerySet[Plan]) -> dict[int, tuple[PlanFacts, ...]]:
    """By region, versions of the plan as plain values, the oldest first.

    One that nobody approved yet has no `approved_on`: whoever measures with it says from when.
    """
    rows: list[Any] = list(
        plans.order_by("region_id", "version").values_list(
            "region_id", "pk", "approved_on", "starts_on", "ends_on", named=True
        )
    )
    ids = [row.pk for row in rows]
    lines = grouped(
        ActionLine.objects.filter(plan__in=ids)
        .order_by("plan_id", "position", "id")
        .values_list("plan_id", "code", "title")
    )
    activities = _activities(ids)
    return grouped(
        (
            row.region_id,
            PlanFacts(
                pk=row.pk,
                approved_on=row.approved_on,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                lines=lines[row.pk],
                activities=activities[row.pk],
            ),
        )
        for row in rows
    )


def _activities(plan_ids: Collection[int]) -> dict[int, tuple[ActivityFacts, ...]]:
    marks = grouped(
        (activity_id, (str(key), due_on, None if share is None else float(share) / 100))
        for activity_id, key, due_on, share in Milestone.objects.filter(activity__plan__in=plan_ids)
        .order_by("activity_id", "due_on", "position", "id")
        .values_list("activity_id", "key", "due_on", "share")
    )
    rows = (
        Activity.objects.filter(plan__in=plan_ids)
        .order_by("plan_id", "line__position", "line_id", "position", "id")
        .values_list(
            "plan_id", "pk", "key", "line__code", "code", "title", "starts_on", "ends_on",
            "original_starts_on", "original_ends_on", "budget_cents", "target", "unit",
            named=True,
        )
    )  # fmt: skip
    return grouped((row.plan_id, _activity(row, marks[row.pk])) for row in rows)


def _activity(row: Any, marks: tuple[tuple[str, date, float | None], ...]) -> ActivityFacts:
    return ActivityFacts(
        key=str(row.key),
        line=row.line__code,
        code=row.code,
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        original_starts_on=row.original_starts_on,
        original_ends_on=row.original_ends_on,
        weight=row.budget_cents,
        target=row.target,
        unit=row.unit,
        milestones=marks,
    )


def grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, Any]:
    """By the first value of each row: the rest, bare when it is one value."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for key, *rest in rows:
        groups[key].append(rest[0] if len(rest) == 1 else tuple(rest))
    return defaultdict(tuple, {key: tuple(values) for key, values in groups.items()})
