"""What is new in a region: for the page and the weekly mail of its advisor, and before a call."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.progress.measure.cause import differs
from regions.progress.measure.change import Change, change_since, change_text
from regions.progress.measure.fresh import complete, months_at
from regions.progress.models import ActivityMonth, CheckIn, Obstacle, RegionMonth, Status

MONTHS_BEFORE = 12  # how far back we look for what was measured before a talk
WORTH: dict[str, int] = {Status.STALLED: 0, Status.BEHIND: 1, Status.DONE: 2, Status.ON_TRACK: 3}


@dataclass(frozen=True)
class Changed:
    """What is new in a region: what was measured, with its activities, and logs that came in."""

    change: Change | None
    logs: Sequence[CheckIn]

    @property
    def tempo(self) -> str:
        """How tempo moved between which days, and through what; empty where nobody can see it."""
        return change_text(self.change) if self.change and self.change.is_seen else ""


def changed_between(
    snapshots: Mapping[int, Sequence[RegionMonth]],
    since: datetime.datetime,
    now: datetime.datetime,
) -> dict[int, Changed]:
    """What is new in each of these regions, given its snapshots, in at most two queries."""
    logs: dict[int, list[CheckIn]] = defaultdict(list)
    rows = CheckIn.objects.filter(
        region__in=snapshots,
        state=CheckIn.State.SUBMITTED,
        submitted_at__gt=since,
        submitted_at__lte=now,
    ).order_by("month_on", "version")
    for log in rows.only("region_id", "month_on", "version", "submitted_at"):
        logs[log.region_id].append(log)
    changes = {pk: change_since(months, since) for pk, months in snapshots.items()}
    found = [change for change in changes.values() if change]
    complete(row for change in found for row in (change.before, change.after) if row)
    return {pk: Changed(changes[pk], logs[pk]) for pk in snapshots}


@dataclass(frozen=True)
class Line:
    """One thing on the call card: a status for its shape, what it is about, what happened."""

    status: str
    subject: str
    text: str


def lines_since(region: Region, since: datetime.date, now: datetime.datetime) -> list[Line]:
    """Activities whose status changed, tempo, and logs that came in; the worst first.

    Then is what was measured last and known when the day of `since` began.
    """
    today = timezone.localdate(now)
    start = datetime.datetime.combine(since, datetime.time.min, AMSTERDAM)
    months = Month.range(Month.of(since).plus(-MONTHS_BEFORE), Month.of(today))
    told = months_at(months, [region], today).get(region.pk, [])
    changed = changed_between({region.pk: told}, start, now)[region.pk]
    change = changed.change
    moved = _statuses(change.before, change.after) if change and change.before else []
    return [*moved, *_tempo(changed), *_logs(changed.logs)]


def _statuses(before: RegionMonth, after: RegionMonth) -> list[Line]:
    then = {activity.key: activity.status for activity in before.activities}
    moved = [
        activity
        for activity in after.activities
        if then.get(activity.key) not in (None, activity.status) and activity.status in WORTH
    ]
    moved.sort(key=lambda activity: WORTH[activity.status])
    return [
        Line(
            activity.status,
            activity.title,
            _("was %(then)s, is now %(now)s")
            % {
                "then": Status(then[activity.key]).label.lower(),
                "now": Status(activity.status).label.lower(),
            },
        )
        for activity in moved
    ]


def _tempo(changed: Changed) -> list[Line]:
    change = changed.change
    if change is None or not changed.tempo:
        return []
    status = Status.BEHIND if (change.months or 0) < 0 else Status.ON_TRACK
    return [Line(status, _("Tempo"), changed.tempo)]


def _logs(logs: Iterable[CheckIn]) -> list[Line]:
    return [
        Line(
            Status.ON_TRACK,
            _("Log of %(month)s") % {"month": log.month.label},
            _("corrected on %(day)s") % {"day": _day(log)}
            if log.version > 1
            else _("came in on %(day)s") % {"day": _day(log)},
        )
        for log in logs
    ]


def _day(log: CheckIn) -> str:
    return date_format(timezone.localtime(log.submitted_at), "j F")


def word_and_count_differ(region: Region, today: datetime.date) -> list[ActivityMonth]:
    """Activities that the leader calls on track and that are behind by their count, to ask about.

    The furthest behind first.
    """
    told = months_at([], [region], today, without=["lines", "going_well"]).get(region.pk, [])
    apart = [
        activity
        for activity in (told[-1].activities if told else [])
        if differs(activity, float(region.tolerance_months))
    ]
    return sorted(apart, key=lambda activity: activity.tempo or 0.0)


def late_obstacles(region: Region, today: datetime.date) -> list[Obstacle]:
    """Open obstacles whose date has passed or that have no way to be picked up."""
    rows = Obstacle.objects.filter(region=region, state=Obstacle.State.OPEN)
    return [
        row
        for row in rows.select_related("activity").order_by("recovery_by_on", "pk")
        if (row.recovery_by_on and row.recovery_by_on < today) or not row.recovery
    ]
