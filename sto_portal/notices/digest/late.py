"""Logs and corrections that came in after the digest of their month was sealed.

A digest keeps which versions it read, so that each version is told once: in the digest of its
month, or as an addendum in the next one that is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from regions.months import Month
from regions.progress.measure.facts import current_logs
from regions.progress.models import CheckIn
from regions.steering.models import SteeringGroup
from sto_portal.notices.models import Digest

from .sections import LogTold

MARGIN = timedelta(minutes=10)  # a log may be saved while the planner runs


@dataclass(frozen=True)
class Sealed:
    """What matters here of a sealed digest; `logs` is None where it did not keep what it read."""

    from_on: date
    month_on: date
    planned_at: datetime
    logs: list[LogTold] | None

    def covers(self, log: CheckIn) -> bool:
        return self.from_on <= log.month_on <= self.month_on

    def holds(self, log: CheckIn) -> bool:
        """Whether it tells this version of a log, or a later one."""
        if self.logs is None:
            is_in = log.submitted_at is not None and log.submitted_at <= self.planned_at
            return is_in and self.covers(log)
        return any(told.month == log.month and told.version >= log.version for told in self.logs)


def sealed_of(group: SteeringGroup) -> list[Sealed]:
    """Every digest of a group, oldest first; one query that leaves their contents alone."""
    rows: Iterable[Any] = group.digests.order_by("month_on").values_list(
        "from_on", "month_on", "planned_at", "sections__logs"
    )
    return [
        Sealed(
            from_on,
            month_on,
            planned_at,
            None if logs is None else [LogTold.from_json(told) for told in logs],
        )
        for from_on, month_on, planned_at, logs in rows
    ]


def late_logs(region_id: int, sealed: list[Sealed], now: datetime) -> list[CheckIn]:
    """The logs that count, of months with a digest, that no digest tells; by month. One query."""
    if not sealed:
        return []
    since = max(digest.planned_at for digest in sealed) - MARGIN
    logs = current_logs([region_id]).filter(
        month_on__gte=sealed[0].from_on,
        month_on__lte=sealed[-1].month_on,
        submitted_at__gt=since,
        submitted_at__lte=now,
    )
    return [
        log
        for log in logs.order_by("region_id", "month_on", "-version")
        if any(digest.covers(log) for digest in sealed)
        and not any(digest.holds(log) for digest in sealed)
    ]


@dataclass(frozen=True)
class ToldLater:
    """Something came in after a digest; `month` is that of the later one that opens with it, None
    while that is not made."""

    month: Month | None


def told_later_in(digest: Digest, now: datetime) -> ToldLater | None:
    """Where what came in after a digest is told; None when nothing came in. Two queries."""
    group = digest.steering_group
    sealed = sealed_of(group)
    for later in sealed:
        if later.month_on > digest.month_on and any(
            digest.from_on <= told.month.first_day <= digest.month_on for told in later.logs or ()
        ):
            return ToldLater(Month.of(later.month_on))
    late = late_logs(group.region_id, sealed, now)
    is_late = any(digest.from_on <= log.month_on <= digest.month_on for log in late)
    return ToldLater(None) if is_late else None
