"""What is known of regions: approved plans, submitted logs and obstacles, as plain values.

Read with a constant number of queries for any number of regions. Versions of the plan and logs
are joined by the keys of activities and milestones, which stay the same over versions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from regions.models import Region
from regions.months import Month
from regions.plans.models import ActionLine, Activity, Milestone, Plan
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet, Obstacle

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


@dataclass(frozen=True)
class UpdateFacts:
    """What one submitted log says of one activity; empty means "not said"."""

    key: str
    status: str = ""
    counted: int | None = None
    recovery: str = ""
    milestones_met: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogFacts:
    """The log that counts for a month: its highest submitted version."""

    month: Month
    submitted_at: datetime
    going_well: str = ""
    updates: tuple[UpdateFacts, ...] = ()


@dataclass(frozen=True)
class ObstacleFacts:
    key: str
    opened: Month
    closed: Month | None

    def is_open_at(self, month: Month) -> bool:
        return self.opened <= month and (self.closed is None or self.closed > month)


@dataclass(frozen=True)
class RegionFacts:
    """All that the snapshots of one region are made of."""

    region_id: int
    tolerance: float
    plans: tuple[PlanFacts, ...] = ()
    logs: tuple[LogFacts, ...] = ()
    obstacles: tuple[ObstacleFacts, ...] = ()

    def plan_at(self, month: Month) -> PlanFacts | None:
        """The version that was approved by the end of a month; before any, the first."""
        known = [plan for plan in self.plans if plan.approved_on <= month.last_day]
        return known[-1] if known else next(iter(self.plans), None)


def facts_of(
    region_ids: Collection[int], logged_before: datetime | None = None
) -> dict[int, RegionFacts]:
    """The facts of each of these regions, with the logs of before an instant when one is given."""
    plans, obstacles = _plans(region_ids), _obstacles(region_ids)
    logs = _logs(region_ids, logged_before)
    tolerances = Region.objects.filter(pk__in=region_ids).values_list("pk", "tolerance_months")
    return {
        pk: RegionFacts(pk, float(tolerance), plans[pk], logs[pk], obstacles[pk])
        for pk, tolerance in tolerances
    }


def _plans(region_ids: Collection[int]) -> dict[int, tuple[PlanFacts, ...]]:
    states = [Plan.State.APPROVED, Plan.State.SUPERSEDED]
    return plan_facts(Plan.objects.filter(region__in=region_ids, state__in=states))


def plan_facts(plans: QuerySet[Plan]) -> dict[int, tuple[PlanFacts, ...]]:
    """By region, versions of the plan as plain values, the oldest first.

    One that nobody approved yet has no `approved_on`: whoever measures with it says from when.
    """
    rows: list[Any] = list(
        plans.order_by("region_id", "version").values_list(
            "region_id", "pk", "approved_on", "starts_on", "ends_on"
        )
    )
    ids = [row[1] for row in rows]
    lines = _grouped(
        ActionLine.objects.filter(plan__in=ids)
        .order_by("plan_id", "position", "id")
        .values_list("plan_id", "code", "title")
    )
    activities = _activities(ids)
    return _grouped(
        (region_id, PlanFacts(*[pk, *dates, tuple(lines[pk]), activities[pk]]))
        for region_id, pk, *dates in rows
    )


def _activities(plan_ids: Collection[int]) -> dict[int, tuple[ActivityFacts, ...]]:
    marks = _grouped(
        (activity_id, (str(key), due_on, None if share is None else float(share) / 100))
        for activity_id, key, due_on, share in Milestone.objects.filter(activity__plan__in=plan_ids)
        .order_by("activity_id", "due_on", "position", "id")
        .values_list("activity_id", "key", "due_on", "share")
    )
    rows: Iterable[Any] = (
        Activity.objects.filter(plan__in=plan_ids)
        .order_by("plan_id", "line__position", "line_id", "position", "id")
        .values_list(
            "plan_id", "pk", "key", "line__code", "code", "title", "starts_on", "ends_on",
            "original_starts_on", "original_ends_on", "budget_cents", "target", "unit",
        )
    )  # fmt: skip
    return _grouped(
        (plan_id, ActivityFacts(*[str(key), *described, marks[pk]]))
        for plan_id, pk, key, *described in rows
    )


def _logs(region_ids: Collection[int], before: datetime | None) -> dict[int, tuple[LogFacts, ...]]:
    rows = list(
        current_logs(region_ids, before)
        .order_by("region_id", "month_on", "-version")
        .values_list("region_id", "pk", "month_on", "submitted_at", "going_well")
    )
    updates = _updates([row[1] for row in rows])
    return _grouped(
        (region_id, LogFacts(Month.of(month_on), submitted_at, going_well, updates[pk]))
        for region_id, pk, month_on, submitted_at, going_well in rows
    )


def current_logs(region_ids: Collection[int], before: datetime | None = None) -> Any:
    """The log that counts for each month: the highest submitted version.

    With an instant, the one that counted then.
    """
    rows = CheckIn.objects.filter(region__in=region_ids, state=CheckIn.State.SUBMITTED)
    if before is not None:
        rows = rows.filter(submitted_at__lt=before)
    return rows.distinct("region_id", "month_on").order_by("region_id", "month_on", "-version")


def _updates(log_ids: Collection[int]) -> dict[int, tuple[UpdateFacts, ...]]:
    met = _grouped(
        (update_id, str(key))
        for update_id, key in MilestoneMet.objects.filter(update__check_in__in=log_ids)
        .order_by("update_id", "id")
        .values_list("update_id", "milestone_key")
    )
    return _grouped(
        (log_id, UpdateFacts(str(key), status, counted, recovery.strip(), met[pk]))
        for log_id, pk, key, status, counted, recovery in ActivityUpdate.objects.filter(
            check_in__in=log_ids
        )
        .order_by("check_in_id", "id")
        .values_list("check_in_id", "pk", "activity_key", "status", "counted", "recovery")
    )


def _obstacles(region_ids: Collection[int]) -> dict[int, tuple[ObstacleFacts, ...]]:
    rows = Obstacle.objects.filter(region__in=region_ids).order_by("region_id", "id")
    return _grouped(
        (region_id, ObstacleFacts(str(key), Month.of(opened), Month.of(closed) if closed else None))
        for region_id, key, opened, closed in rows.values_list(
            "region_id", "activity_key", "opened_on", "closed_on"
        )
    )


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, Any]:
    """By the first value of each row: the rest, bare when it is one value."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for key, *rest in rows:
        groups[key].append(rest[0] if len(rest) == 1 else tuple(rest))
    return defaultdict(tuple, {key: tuple(values) for key, values in groups.items()})


def logged(region_ids: Iterable[int], month: Month) -> set[int]:
    """Which of these regions have a submitted log of a month."""
    return set(
        CheckIn.objects.filter(
            region__in=region_ids, month_on=month.first_day, state=CheckIn.State.SUBMITTED
        ).values_list("region_id", flat=True)
    )
