"""All regions as a table, for the bureau."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from regions.models import Membership, Region, Role
from regions.months import Month
from regions.progress.measure.deadlines import last_due_month
from regions.progress.models import RegionMonth
from regions.words.folding import sort_key

COLUMNS = {
    "region": _("Region"),
    "leader": _("Programme leader"),
    "tempo": _("Tempo"),
    "measured": _("Measured on"),
    "before": _("A year ago"),
    "stalled": _("Stalled"),
    "logged": _("Last log"),
}


@dataclass(frozen=True)
class ComparedRegion:
    region: Region
    leader: str
    tempo: float | None
    measured_on: datetime.date | None
    before: float | None
    stalled: int
    last_logged: Month | None


def _regions(today: datetime.date) -> QuerySet[Any]:
    year = last_due_month(today).plus(-12)
    months = RegionMonth.objects.filter(region=OuterRef("pk"))
    logged = months.filter(submitted_at__isnull=False)
    leaders = Membership.objects.on(today).filter(region=OuterRef("pk"), role=Role.LEADER)
    return Region.objects.open_on(today).annotate(
        before=Subquery(
            months.filter(month_on=year.first_day, measured_on__gte=year.first_day).values(
                "tempo_months"
            )[:1]
        ),
        leader_name=Subquery(leaders.values("user__name")[:1]),
        # The last by index; a maximum over all months would read every month there ever was.
        logged=Subquery(logged.order_by("-month_on").values("month_on")[:1]),
    )


def table_rows(
    told: Mapping[int, Sequence[RegionMonth]], today: datetime.date, sort: str
) -> list[ComparedRegion]:
    """Every region, with its snapshots up to now; `sort` is a column, with "-" before it for
    descending. By name otherwise."""
    rows = [_row(region, *told.get(region.pk, [])[-1:]) for region in _regions(today)]
    column = sort.removeprefix("-")
    keys = {
        "leader": lambda row: sort_key(row.leader),
        "tempo": lambda row: row.tempo if row.tempo is not None else 99.0,
        "measured": lambda row: str(row.measured_on or ""),
        "before": lambda row: row.before if row.before is not None else 99.0,
        "stalled": lambda row: row.stalled,
        "logged": lambda row: str(row.last_logged or ""),
    }
    rows.sort(key=lambda row: sort_key(row.region.name))
    if column in keys:
        rows.sort(key=keys[column], reverse=sort.startswith("-"))
    elif sort == "-region":
        rows.reverse()
    return rows


def _row(region: Any, now: RegionMonth | None = None) -> ComparedRegion:
    return ComparedRegion(
        region,
        region.leader_name or "",
        now.tempo_months if now else None,
        now.measured_on if now else None,
        region.before,
        now.stalled if now else 0,
        Month.of(region.logged) if region.logged else None,
    )
