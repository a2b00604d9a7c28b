"""For which log a digest waits, and when it is expected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from regions.months import AMSTERDAM, Month
from regions.progress.models import CheckIn
from regions.steering.models import Meeting, SteeringGroup

from .periods import SENT_AT, Period, asked_on, due_at, last_told

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


def meetings_ahead(groups: Iterable[SteeringGroup], now: datetime) -> dict[int, list[date]]:
    """By group: the days of the meetings to come, for groups whose digest goes before them.

    One query, and none where no group wants that.
    """
    asking = [group.pk for group in groups if group.digests_before_meetings]
    found: dict[int, list[date]] = defaultdict(list)
    if not asking:
        return found
    rows = Meeting.objects.standing().filter(steering_group__in=asking, starts_at__gt=now)
    for group_id, at in rows.values_list("steering_group_id", "starts_at"):
        found[group_id].append(localdate(at))
    return found


def expected(group: SteeringGroup, period: Period, now: datetime) -> Expected:
    """When the digest of a period that is not sealed yet is made, as far as is known now."""
    if (on := _asked_for(group, period, now)) is not None:
        due = datetime.combine(on, SENT_AT, AMSTERDAM)
        return Expected(max(due, now), max(due, now), is_latest=False)
    logged_at = first_logged([group.region_id], now)[group.region_id].get(period.last)
    due, earliest = due_at(group, period, logged_at), due_at(group, period, period.first.start)
    is_latest = logged_at is None and localdate(due) > localdate(max(earliest, now))
    return Expected(max(due, now), due, is_latest)


def _asked_for(group: SteeringGroup, period: Period, now: datetime) -> date | None:
    """The day on which a meeting ahead asks for the digest of a period, if one does."""
    days = meetings_ahead([group], now)[group.pk]
    asked = (asked_on(day) for day in sorted(days))
    return next((on for on in asked if last_told(on) == period.last), None)
