"""What every source of a draft starts from: the plan and the logs of a period, as plain values.

Read in a fixed number of queries, however many activities and months there are.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils import timezone

from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity, Plan
from regions.progress.measure.facts import current_logs
from regions.progress.measure.fresh import snapshot_of
from regions.progress.models import ActivityUpdate, RegionMonth
from regions.progress.models.measured import ActivityMonth
from regions.progress.obstacles.chapters import WORDS

TOLD = ("pk", "activity_key", "check_in__month_on", "counted", "lost_count", *WORDS)


@dataclass(frozen=True)
class Log:
    """A log that counts for its month; `told_on` is the day on which it came in."""

    month: Month
    told_on: date
    going_well: str


@dataclass(frozen=True)
class Told:
    """What one log says of one activity."""

    month: Month
    pk: int
    status: str
    counted: int | None
    lost_count: int | None
    words: dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """What a part of an answer is about: the whole programme, a line, an activity, or the rest,
    which is what belongs to no line."""

    key: str
    heading: str
    activities: tuple[Activity, ...]
    is_whole: bool = False
    is_rest: bool = False

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(str(activity.key) for activity in self.activities)

    def holds(self, activity_key: Any) -> bool:
        """Whether a fact that hangs on this activity, or on none, is told here."""
        if self.is_whole:
            return True
        return self.is_rest if activity_key is None else str(activity_key) in self.keys


@dataclass
class Base:
    """`last_on` is the last day that the report tells of, and never after today."""

    region: Region
    first_on: date
    last_on: date
    ends_on: date
    today: date
    plan: Plan | None = None
    lines: list[tuple[str, str]] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    logs: dict[Month, Log] = field(default_factory=dict)
    told: dict[str, list[Told]] = field(default_factory=dict)
    measured: RegionMonth | None = None

    @property
    def spans_years(self) -> bool:
        return self.first_on.year != self.last_on.year

    @cached_property
    def period_logs(self) -> list[Log]:
        """The logs of months in the period, oldest first."""
        first = Month.of(self.first_on)
        return [log for month, log in sorted(self.logs.items()) if month >= first]

    @cached_property
    def figures(self) -> dict[str, ActivityMonth]:
        rows = self.measured.activities if self.measured else []
        return {row.key: row for row in rows}

    @cached_property
    def known_keys(self) -> frozenset[str]:
        return frozenset(str(activity.key) for activity in self.activities)

    def said_of(self, activity: Activity) -> list[Told]:
        """What logs up to the end of the period say of it, oldest first."""
        return self.told.get(str(activity.key), [])

    def in_period(self, activity: Activity) -> list[Told]:
        first = Month.of(self.first_on)
        return [told for told in self.said_of(activity) if told.month >= first]


def base_of(region: Region, first_on: date, ends_on: date, today: date) -> Base:
    last_on = min(ends_on, today)
    base = Base(region, first_on, last_on, ends_on, today)
    base.plan = _plan(region, last_on)
    if base.plan is None:
        return base
    base.lines = list(base.plan.lines.order_by("position", "id").values_list("code", "title"))
    base.activities = list(
        base.plan.activities.select_related("line")
        .prefetch_related("milestones")
        .annotate(school_count=Count("schools"))
        .order_by("line__position", "position", "id")
    )
    _read_logs(base)
    base.measured = snapshot_of(region, Month.of(last_on), today)
    return base


def _plan(region: Region, day: date) -> Plan | None:
    """The version that held at the end of the period; before any, the first that ever held."""
    versions = list(Plan.objects.ever_approved().filter(region=region).order_by("-version"))
    held = (plan for plan in versions if plan.approved_on and plan.approved_on <= day)
    return next(held, versions[-1] if versions else None)


def _read_logs(base: Base) -> None:
    logs = current_logs([base.region.pk]).filter(month_on__lte=base.last_on)
    for month_on, submitted_at, going_well in logs.values_list(
        "month_on", "submitted_at", "going_well"
    ):
        month = Month.of(month_on)
        base.logs[month] = Log(month, timezone.localdate(submitted_at), going_well)
    found: dict[str, list[Told]] = defaultdict(list)
    rows = ActivityUpdate.objects.filter(check_in__in=logs.values("pk"))
    for row in rows.order_by("check_in__month_on", "pk").values(*TOLD):
        words = {name: row[name] for name in WORDS}
        month = Month.of(row["check_in__month_on"])
        found[str(row["activity_key"])].append(
            Told(month, row["pk"], row["status"], row["counted"], row["lost_count"], words)
        )
    base.told = dict(found)
