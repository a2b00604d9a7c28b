"""For which log a digest waits, and when it is expected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from regions.months import Month
from regions.progress.models import CheckIn
from regions.steering.models import SteeringGroup

from .periods import Period, due_at

LOOKS_BACK = 3  # months; of an earlier one a digest waits for nothing any more


@dataclass(frozen=True)
class Expected:
    """When a digest is made; `is_latest` while its log may still make it sooner.

    `due` is that moment by the rule, also when it has passed and nobody planned since.
    """

    at: datetime
    due: datetime
    is_latest: bool


def first_logged(region_ids: Iterable[int], now: datetime) -> dict[int, dict[Month, datetime]]:
    """By region, when the log of each recent month came in first; one query."""
    since = Month.of(now).plus(-LOOKS_BACK).first_day
    rows = CheckIn.objects.filter(
        region__in=region_ids, version=1, state=CheckIn.State.SUBMITTED,
        month_on__gte=since, submitted_at__lte=now,
    )  # fmt: skip
    found: dict[int, dict[Month, datetime]] = defaultdict(dict)
    told: Iterable[Any] = rows.values_list("region_id", "month_on", "submitted_at")
    for region, month_on, at in told:
        found[region][Month.of(month_on)] = at
    return found


def expected(group: SteeringGroup, period: Period, now: datetime) -> Expected:
    """When the digest of a period that is not sealed yet is made, as far as is known now."""
    logged_at = first_logged([group.region_id], now)[group.region_id].get(period.last)
    due, earliest = due_at(group, period, logged_at), due_at(group, period, period.first.start)
    is_latest = logged_at is None and localdate(due) > localdate(max(earliest, now))
    return Expected(max(due, now), due, is_latest)
