"""What is known of regions: approved plans, submitted logs and obstacles, as plain values.

Read with a constant number of queries for any number of regions. Versions of the plan and logs
are joined by the keys of activities and milestones, which stay the same over versions.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet, Obstacle

from .plan_facts import PlanFacts, grouped, plan_facts


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
    first_submitted_at: datetime
    going_well: str = ""
    updates: tuple[UpdateFacts, ...] = ()

    @property
    def measured_on(self) -> date:
        """The day that its figures are of: the last of its month, or that on which it came in.

        A correction says better what was so on that day; it does not make the figures younger.
        """
        return self.month.as_of(timezone.localdate(self.first_submitted_at))


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


def _logs(region_ids: Collection[int], before: datetime | None) -> dict[int, tuple[LogFacts, ...]]:
    rows = list(
        current_logs(region_ids, before)
        .annotate(first_submitted_at=Subquery(_first_versions().values("submitted_at")[:1]))
        .order_by("region_id", "month_on", "-version")
        .values_list(
            "region_id", "pk", "month_on", "submitted_at", "first_submitted_at", "going_well"
        )
    )
    updates = _updates([row[1] for row in rows])
    return grouped(
        (region_id, LogFacts(Month.of(month_on), submitted_at, first, going_well, updates[pk]))
        for region_id, pk, month_on, submitted_at, first, going_well in rows
    )


def _first_versions() -> Any:
    return CheckIn.objects.filter(
        region=OuterRef("region"), month_on=OuterRef("month_on"), state=CheckIn.State.SUBMITTED
    ).order_by("version")


def current_logs(region_ids: Collection[int], before: datetime | None = None) -> Any:
    """The log that counts for each month: the highest submitted version.

    With an instant, the one that counted then.
    """
    rows = CheckIn.objects.filter(region__in=region_ids, state=CheckIn.State.SUBMITTED)
    if before is not None:
        rows = rows.filter(submitted_at__lt=before)
    return rows.distinct("region_id", "month_on").order_by("region_id", "month_on", "-version")


def _updates(log_ids: Collection[int]) -> dict[int, tuple[UpdateFacts, ...]]:
    met = grouped(
        (update_id, str(key))
        for update_id, key in MilestoneMet.objects.filter(update__check_in__in=log_ids)
        .order_by("update_id", "id")
        .values_list("update_id", "milestone_key")
    )
    return grouped(
        (log_id, UpdateFacts(str(key), status, counted, recovery.strip(), met[pk]))
        for log_id, pk, key, status, counted, recovery in ActivityUpdate.objects.filter(
            check_in__in=log_ids
        )
        .order_by("check_in_id", "id")
        .values_list("check_in_id", "pk", "activity_key", "status", "counted", "recovery")
    )


def _obstacles(region_ids: Collection[int]) -> dict[int, tuple[ObstacleFacts, ...]]:
    rows = Obstacle.objects.filter(region__in=region_ids).order_by("region_id", "id")
    return grouped(
        (region_id, ObstacleFacts(str(key), Month.of(opened), Month.of(closed) if closed else None))
        for region_id, key, opened, closed in rows.values_list(
            "region_id", "activity_key", "opened_on", "closed_on"
        )
    )


def logged(region_ids: Iterable[int], month: Month) -> set[int]:
    """Which of these regions have a submitted log of a month."""
    return set(
        CheckIn.objects.filter(
            region__in=region_ids, month_on=month.first_day, state=CheckIn.State.SUBMITTED
        ).values_list("region_id", flat=True)
    )
