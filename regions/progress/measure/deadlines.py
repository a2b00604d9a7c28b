"""Whether the log of a month is due, late or missing on a day: every page and mail asks here.

A region owes a log of each month in which an approved plan ran, the first being that in which its
first version was approved. Until its last day has passed a log is not late, and nothing says so.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from regions.models import Region
from regions.months import Month, working_day
from regions.plans.models import Plan
from regions.progress.models import CheckIn

LOG_DAYS = ("owed_from_on", "owed_until_on", "logged_last_on", "logged_due_on")
SILENT_AFTER = 2  # missing logs in a row before we no longer tell an old stand as a new one


@dataclass(frozen=True)
class Owed:
    """The months of which a region owes a log, both included."""

    first: Month
    last: Month

    @classmethod
    def by_plan(
        cls, starts_on: datetime.date, approved_on: datetime.date, ends_on: datetime.date
    ) -> "Owed":
        """Start and approval of the first version of the plan, the end of the one that holds."""
        return cls(Month.of(max(starts_on, approved_on)), Month.of(ends_on))

    def holds(self, month: Month) -> bool:
        return self.first <= month <= self.last


@dataclass(frozen=True)
class Logs:
    """How the logs of a region stand on a day.

    `due` is the latest month whose log should be in; `missing` are the months without one, in a
    row up to `due`; `last` is the latest month that has a log, be it due or not.
    """

    due: Month | None = None
    missing: tuple[Month, ...] = ()
    last: Month | None = None

    @property
    def is_silent(self) -> bool:
        """Whether nothing was heard for so long that what was logged last is old."""
        is_old = self.last is None or self.due is None or self.last < self.due
        return len(self.missing) >= SILENT_AFTER and is_old


def log_due_on(month: Month) -> datetime.date:
    """The last day to log `month`: a working day of the month after it, the fifth as a rule."""
    return working_day(month.next, settings.WORKING_DAYS_FOR_A_LOG)


def is_overdue(month: Month, today: datetime.date) -> bool:
    """Whether the last day to log `month` has passed."""
    return log_due_on(month) < today


def is_late(month: Month, submitted_at: datetime.datetime) -> bool:
    """Whether a log came in after its last day, as days go in Amsterdam."""
    return is_overdue(month, timezone.localdate(submitted_at))


def last_due_month(today: datetime.date) -> Month:
    """The latest month whose log should be in on `today`."""
    month = Month.of(today).previous
    return month if is_overdue(month, today) else month.previous


def logs_on(
    today: datetime.date, owed: Owed | None, logged: Collection[Month], until: Month | None = None
) -> Logs:
    """How the logs stand of a region that has those of `logged`.

    `until` is the month that is looked at: no later one counts as due. Of a long story the latest
    month, and the latest of those that are due, tell the same as all.
    """
    due, last = last_due_month(today), max(logged, default=None)
    if until is not None:
        due = min(due, until)
    if owed is None or due < owed.first:
        return Logs(last=last)
    due = min(due, owed.last)
    told = max((month for month in logged if month <= due), default=owed.first.previous)
    return Logs(due, tuple(Month.range(max(told.next, owed.first), due)), last)


def with_owed(regions: QuerySet[Region]) -> QuerySet[Any]:
    """Regions with `owed_from_on` and `owed_until_on`, both empty without an approved plan."""
    approved = Plan.objects.filter(region=OuterRef("pk")).ever_approved()
    begins = approved.order_by("version").values(day=Greatest("starts_on", "approved_on"))
    return regions.annotate(
        owed_from_on=Subquery(begins[:1]),
        owed_until_on=Subquery(approved.current().values("ends_on")[:1]),
    )


def with_logs(
    regions: QuerySet[Region], today: datetime.date, until: Month | None = None
) -> QuerySet[Any]:
    """Regions of `with_owed` with all the days that `logs_by` reads, named in LOG_DAYS.

    With `until` without the logs of later months.
    """
    logs = CheckIn.objects.filter(region=OuterRef("pk"), state=CheckIn.State.SUBMITTED)
    if until is not None:
        logs = logs.filter(month_on__lte=until.first_day)
    latest = logs.order_by("-month_on").values("month_on")
    due = latest.filter(month_on__lte=last_due_month(today).first_day)
    return with_owed(regions).annotate(
        logged_last_on=Subquery(latest[:1]), logged_due_on=Subquery(due[:1])
    )


def owed_by(from_on: datetime.date | None, until_on: datetime.date | None) -> Owed | None:
    """The months that a region of `with_owed` owes a log of; None without an approved plan."""
    return Owed(Month.of(from_on), Month.of(until_on)) if from_on and until_on else None


def logs_by(
    today: datetime.date, from_on: Any, until_on: Any, *logged_on: Any, until: Month | None = None
) -> Logs:
    """How the logs stand of a region of which `with_logs` told these days, each a date or None."""
    logged = [Month.of(day) for day in logged_on if day]
    return logs_on(today, owed_by(from_on, until_on), logged, until)


def silent_regions(today: datetime.date) -> list[int]:
    """The regions of which nothing was heard for too long; one query."""
    rows = with_logs(Region.objects.open_on(today).order_by(), today).values_list("pk", *LOG_DAYS)
    return [pk for pk, *days in rows if logs_by(today, *days).is_silent]
