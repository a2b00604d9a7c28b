"""What the work group spares: the minutes of a leader's logs with concepts taken over, and without.

Only logs that were in once count, at their first version, and only minutes that the page measured.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from regions.models import Region
from regions.progress.models import CheckIn, WorkLine

MOST_LOGS = 24


@dataclass(frozen=True)
class Minutes:
    """Seconds of each log, newest first."""

    with_group: list[int]
    without: list[int]

    @property
    def mean_with(self) -> int:
        return mean_minutes(self.with_group)

    @property
    def mean_without(self) -> int:
        return mean_minutes(self.without)


def mean_minutes(seconds: list[int]) -> int:
    """Whole minutes, at least one; 0 where nothing was measured."""
    return max(1, round(sum(seconds) / len(seconds) / 60)) if seconds else 0


def minutes_of(region: Region) -> Minutes:
    taken = WorkLine.objects.filter(
        ask__region=region, ask__month_on=OuterRef("month_on"), taken_at__isnull=False
    )
    logs = CheckIn.objects.filter(
        region=region, version=1, state=CheckIn.State.SUBMITTED, active_seconds__gt=0
    )
    found = logs.annotate(is_with=Exists(taken)).order_by("-month_on")
    rows = list(found.values_list("is_with", "active_seconds")[:MOST_LOGS])
    return Minutes(
        [seconds for is_with, seconds in rows if is_with],
        [seconds for is_with, seconds in rows if not is_with],
    )
