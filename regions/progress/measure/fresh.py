"""What pages read of snapshots: what is stored while it is fresh, else computed on the spot.

Fresh is what was made of the plan and the log that count for its month, on the day that the month
is read at. For a page the figures of yesterday do too, since the jobs of a night take their time;
the running month itself must be there. Nothing is stored here: the jobs do that.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncMonth

from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.models import CheckIn, RegionMonth

from .facts import facts_of
from .months import build_months, months_until

NO_LEEWAY, LEEWAY_OF_A_PAGE = timedelta(), timedelta(days=1)
DETAILS = ("lines", "activities", "going_well")


def with_what_counts(rows: QuerySet[RegionMonth]) -> QuerySet[Any]:
    """Snapshots with the plan and the log that their month should be made of, in one query."""
    plans = Plan.objects.filter(
        region=OuterRef("region"), state__in=[Plan.State.APPROVED, Plan.State.SUPERSEDED]
    )
    known = plans.annotate(since=TruncMonth("approved_on")).filter(since__lte=OuterRef("month_on"))
    logs = CheckIn.objects.filter(
        region=OuterRef("region"), month_on=OuterRef("month_on"), state=CheckIn.State.SUBMITTED
    )
    return rows.annotate(
        counting_plan_id=Coalesce(
            Subquery(known.order_by("-version").values("pk")[:1]),
            Subquery(plans.order_by("version").values("pk")[:1]),
        ),
        counting_log_at=Subquery(logs.order_by("-version").values("submitted_at")[:1]),
    )


def is_fresh(row: Any, today: date, leeway: timedelta = NO_LEEWAY) -> bool:
    """Whether a snapshot `with_what_counts` still says what plan and log say on `today`."""
    is_of_what_counts = (row.plan_id, row.submitted_at) == (
        row.counting_plan_id,
        row.counting_log_at,
    )
    return is_of_what_counts and NO_LEEWAY <= row.month.as_of(today) - row.as_of_on <= leeway


def _is_current(row: Any, today: date) -> bool:
    return row.month == Month.of(today) and is_fresh(row, today, LEEWAY_OF_A_PAGE)


def snapshot_of(region: Region, month: Month, today: date) -> RegionMonth | None:
    """The snapshot of one month, of exactly `today` or its last day; None without a plan."""
    stored = RegionMonth.objects.filter(region=region, month_on=month.first_day)
    row = with_what_counts(stored).first()
    if row and is_fresh(row, today):
        return row
    built = build_months(facts_of([region.pk])[region.pk], month, month, today)
    return built[0] if built else None


def months_of(region: Region, plan_id: int, today: date) -> list[RegionMonth]:
    """Snapshots of a region since its plan began, oldest first; `plan_id` is its approved plan.

    Read from the table without their activities and lines: `complete` reads those.
    """
    rows = _since_it_began(region, plan_id)
    stored = list(with_what_counts(rows).defer("activities", "lines").order_by("month_on"))
    if stored and _is_current(stored[-1], today):
        return stored
    return months_until(today, facts_of([region.pk])[region.pk])


def _since_it_began(region: Region, plan_id: int) -> QuerySet[RegionMonth]:
    begin = Plan.objects.filter(pk=plan_id).values(first=TruncMonth("starts_on"))
    return RegionMonth.objects.filter(region=region, month_on__gte=Subquery(begin))


def measured_in(
    region: Region, plan_id: int, first: Month, last: Month, today: date
) -> list[RegionMonth]:
    """The months of a period that have a log, and the last one before it, oldest first.

    Read from the table while what is stored of `last` is fresh, whatever is known of later months.
    """
    rows = _since_it_began(region, plan_id).filter(
        Q(measured_on__gte=F("month_on")) | Q(month_on=last.first_day),
        month_on__lte=last.first_day,
    )
    newest = with_what_counts(rows).defer("activities", "lines").order_by("-month_on")
    stored = list(newest[: last.minus(first) + 2])
    if stored and stored[0].month == last and all(is_fresh(row, today) for row in stored):
        return [row for row in reversed(stored) if row.is_measured]
    return [
        row for row in months_of(region, plan_id, today) if row.is_measured and row.month <= last
    ]


def months_at(
    months: Iterable[Month],
    regions: Collection[Region],
    today: date,
    without: Collection[str] = DETAILS,
) -> dict[int, list[RegionMonth]]:
    """By region, its snapshots of these months and of the running one, oldest first.

    In one query, without their details unless asked for; `complete` reads those of some of them.
    A region without a plan is left out.
    """
    wanted = {*months, Month.of(today)}
    rows = RegionMonth.objects.filter(
        region__in=regions, month_on__in=[month.first_day for month in wanted]
    )
    found: dict[int, list[RegionMonth]] = defaultdict(list)
    for row in with_what_counts(rows).defer(*without).order_by("month_on"):
        found[row.region_id].append(row)
    stored = {pk: told for pk, told in found.items() if _is_current(told[-1], today)}
    computed = _computed([one.pk for one in regions if one.pk not in stored], min(wanted), today)
    return stored | {
        pk: [row for row in told if row.month in wanted] for pk, told in computed.items()
    }


def complete(rows: Iterable[RegionMonth]) -> None:
    """Give snapshots that were read without them their activities and lines, in one query."""
    bare = {row.pk: row for row in rows if "activities" in row.get_deferred_fields()}
    told = RegionMonth.objects.filter(pk__in=bare).values_list("pk", "activities", "lines")
    for pk, activities, lines in told if bare else ():
        bare[pk].activities, bare[pk].lines = activities, lines


def _computed(
    region_ids: Collection[int], first: Month, today: date
) -> dict[int, list[RegionMonth]]:
    if not region_ids:
        return {}
    planned = Plan.objects.current().filter(region__in=region_ids)
    ids = list(planned.values_list("region_id", flat=True))
    facts = facts_of(ids) if ids else {}
    return {pk: months_until(today, told, first) for pk, told in facts.items()}
