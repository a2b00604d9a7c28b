"""Snapshots in the database: written when a log is submitted and nightly, rebuildable at will."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.plans.models import Plan
from regions.progress.models import RegionMonth

from .facts import RegionFacts, facts_of
from .months import build_months

REGIONS_AT_ONCE = 4
LONGEST_STORY = 180  # months: a start date in a wrong century makes no million rows
KEY = ["region", "month_on"]
BUILT = [one.name for one in RegionMonth._meta.concrete_fields if one.name not in {"id", *KEY}]


def refresh_region(region: Region, from_month: Month, now: datetime | date) -> None:
    """Write the snapshots of one region from a month to the current one.

    When one before that month was never written, the whole story is.
    """
    with transaction.atomic():
        facts = _locked_facts([region.pk])[region.pk]
        begin = first_month(facts, Month.of(_day(now)))
        if begin is None:
            return
        before = RegionMonth.objects.filter(
            region=region, month_on__gte=begin.first_day, month_on__lt=from_month.first_day
        )
        is_whole = before.count() >= from_month.minus(begin)
        _store(_built(facts, from_month if is_whole else None, now))


def months_of(region: Region, plan_id: int, now: datetime | date) -> list[RegionMonth]:
    """Snapshots of a region since its plan began, oldest first; `plan_id` is its approved plan.

    Read from the table without their activities and lines (`complete` reads those); computed on
    the spot, and not stored, when the table does not know the current month or this version yet.
    """
    begin = Plan.objects.filter(pk=plan_id).values(first=TruncMonth("starts_on"))
    rows = RegionMonth.objects.filter(region=region, month_on__gte=Subquery(begin))
    stored = list(rows.defer("activities", "lines").order_by("month_on"))
    if stored and stored[-1].plan_id == plan_id and stored[-1].month >= Month.of(_day(now)):
        return stored
    return _built(facts_of([region.pk])[region.pk], None, now)


def complete(row: RegionMonth) -> RegionMonth:
    """The same snapshot with its activities and lines, in one query if they were left out."""
    if row.get_deferred_fields():
        row.refresh_from_db(fields=["activities", "lines"])
    return row


def rebuild(regions: Iterable[Region], now: datetime | date) -> int:
    """Write all snapshots of these regions anew from facts; how many there are."""

    def write(facts: RegionFacts) -> int:
        rows = _built(facts, None, now)
        kept = [row.month_on for row in rows]
        RegionMonth.objects.filter(region=facts.region_id).exclude(month_on__in=kept).delete()
        return _store(rows)

    return _in_batches(regions, write)


def refresh_stale(regions: Iterable[Region], now: datetime | date) -> int:
    """Write what time or an unseen fact made stale; how many snapshots that were.

    A snapshot is stale when its month went on or closed, when another version of the plan counts,
    or when another log does. So a night that was missed heals in the next.
    """

    def write(facts: RegionFacts) -> int:
        first = next(_stale_months(facts, _identities(facts.region_id), now), None)
        return _store(_built(facts, first, now)) if first else 0

    return _in_batches(regions, write)


def first_month(facts: RegionFacts, current: Month) -> Month | None:
    """Where a region's story begins: its plan or its first log; None without a plan."""
    if not facts.plans:
        return None
    begins = [Month.of(facts.plans[0].starts_on), *(log.month for log in facts.logs[:1]), current]
    return max(min(begins), current.plus(-LONGEST_STORY))


def _built(facts: RegionFacts, first: Month | None, now: datetime | date) -> list[RegionMonth]:
    today = _day(now)
    current = Month.of(today)
    start = first_month(facts, current)
    if start is None:
        return []
    return build_months(facts, max(start, first or start), current, today)


def _identities(region_id: int) -> dict[Month, list[object]]:
    """By month: which day, plan and log a stored snapshot was made of."""
    rows = RegionMonth.objects.filter(region=region_id)
    made_of = rows.values_list("month_on", "as_of_on", "plan_id", "submitted_at")
    return {Month.of(month_on): rest for month_on, *rest in made_of}


def _stale_months(
    facts: RegionFacts, stored: dict[Month, list[object]], now: datetime | date
) -> Iterator[Month]:
    today = _day(now)
    current = Month.of(today)
    submitted = {log.month: log.submitted_at for log in facts.logs}
    for month in Month.range(first_month(facts, current) or current.next, current):
        plan = facts.plan_at(month)
        if stored.get(month) != [month.as_of(today), plan and plan.pk, submitted.get(month)]:
            yield month


def _store(rows: Sequence[RegionMonth]) -> int:
    built_at = timezone.now()
    for row in rows:
        row.built_at = built_at
    RegionMonth.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=KEY, update_fields=BUILT, batch_size=200
    )
    return len(rows)


def _in_batches(regions: Iterable[Region], write: Callable[[RegionFacts], int]) -> int:
    ids = [region.pk for region in regions]
    written = 0
    for start in range(0, len(ids), REGIONS_AT_ONCE):
        with transaction.atomic():
            batch = _locked_facts(ids[start : start + REGIONS_AT_ONCE])
            written += sum(write(facts) for facts in batch.values())
    return written


def _locked_facts(region_ids: list[int]) -> dict[int, RegionFacts]:
    """Facts that nobody else makes snapshots of until this transaction ends.

    Otherwise a slow night could write what it read before a log over what was made of that log.
    """
    locked = Region.objects.filter(pk__in=region_ids).order_by("pk").select_for_update(no_key=True)
    return facts_of(list(locked.values_list("pk", flat=True)))


def _day(now: datetime | date) -> date:
    return now.astimezone(AMSTERDAM).date() if isinstance(now, datetime) else now
