"""Snapshots in the database: written when a log is submitted and nightly, rebuildable at will."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.progress.models import RegionMonth

from .facts import RegionFacts, facts_of
from .fresh import is_fresh, with_what_counts
from .months import first_month, months_until

REGIONS_AT_ONCE = 4
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
        _store(months_until(_day(now), facts, from_month if is_whole else None))


def rebuild(regions: Iterable[Region], now: datetime | date) -> int:
    """Write all snapshots of these regions anew from facts; how many there are."""

    def write(facts: RegionFacts) -> int:
        rows = months_until(_day(now), facts)
        kept = [row.month_on for row in rows]
        RegionMonth.objects.filter(region=facts.region_id).exclude(month_on__in=kept).delete()
        return _store(rows)

    return _in_batches(regions, write)


def refresh_stale(regions: Iterable[Region], now: datetime | date) -> int:
    """Write what time or an unseen fact made stale; how many snapshots that were.

    A snapshot is stale when its month went on or closed, when another version of the plan counts,
    or when another log does (`fresh`). So a night that was missed heals in the next.
    """

    def write(facts: RegionFacts) -> int:
        first = next(_stale_months(facts, _day(now)), None)
        return _store(months_until(_day(now), facts, first)) if first else 0

    return _in_batches(regions, write)


def _stale_months(facts: RegionFacts, today: date) -> Iterator[Month]:
    current = Month.of(today)
    rows = with_what_counts(RegionMonth.objects.filter(region=facts.region_id))
    stored = rows.only("month_on", "as_of_on", "plan_id", "submitted_at")
    fresh = {row.month for row in stored if is_fresh(row, today)}
    for month in Month.range(first_month(facts, current) or current.next, current):
        if month not in fresh:
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
