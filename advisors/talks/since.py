"""What changed in a region since a day, for who is about to call its programme leader."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import signed
from regions.models import Region
from regions.months import Month
from regions.progress.models import CheckIn, Obstacle, RegionMonth, Status

LEAST_TEMPO = 0.1  # months; a smaller move is no news
WORTH: dict[str, int] = {Status.STALLED: 0, Status.BEHIND: 1, Status.DONE: 2, Status.ON_TRACK: 3}


@dataclass(frozen=True)
class News:
    """One thing that changed: a status for its shape, what it is about, and what happened."""

    status: str
    subject: str
    text: str


def news_since(region: Region, since: datetime.date, now: datetime.datetime) -> list[News]:
    """Activities whose status changed, tempo, and logs that came in; the worst first.

    Reads the snapshots of the month of `since` and of the running month, and the logs between.
    """
    today = timezone.localdate(now)
    wanted = [Month.of(since).previous.first_day, Month.of(since).first_day]
    wanted.append(Month.of(today).first_day)
    rows = {
        row.month_on: row for row in RegionMonth.objects.filter(region=region, month_on__in=wanted)
    }
    after = rows.get(wanted[2])
    before = rows.get(wanted[0]) if wanted[1] == wanted[2] else rows.get(wanted[1])
    found = _statuses(before, after) + _tempo(before, after)
    return found + _logs(region, since)


def _statuses(before: RegionMonth | None, after: RegionMonth | None) -> list[News]:
    if before is None or after is None:
        return []
    then = {one.key: one.status for one in before.activities}
    moved = [
        one
        for one in after.activities
        if then.get(one.key) not in (None, one.status) and one.status in WORTH
    ]
    moved.sort(key=lambda one: WORTH[one.status])
    return [
        News(
            one.status,
            one.title,
            _("was %(then)s, is now %(now)s")
            % {
                "then": Status(then[one.key]).label.lower(),
                "now": Status(one.status).label.lower(),
            },
        )
        for one in moved
    ]


def _tempo(before: RegionMonth | None, after: RegionMonth | None) -> list[News]:
    if before is None or after is None:
        return []
    old, new = before.tempo_months, after.tempo_months
    if old is None or new is None or abs(new - old) < LEAST_TEMPO:
        return []
    text = _("from %(before)s to %(now)s months") % {"before": signed(old), "now": signed(new)}
    return [News(Status.BEHIND if new < old else Status.ON_TRACK, _("Tempo"), text)]


def _logs(region: Region, since: datetime.date) -> list[News]:
    logs = CheckIn.objects.filter(
        region=region, state=CheckIn.State.SUBMITTED, submitted_at__date__gte=since
    ).order_by("month_on", "version")
    return [
        News(
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


def late_obstacles(region: Region, today: datetime.date) -> list[Obstacle]:
    """Open obstacles whose date has passed or that have no way to be picked up."""
    rows = Obstacle.objects.filter(region=region, state=Obstacle.State.OPEN)
    return [
        row
        for row in rows.select_related("activity").order_by("recovery_by_on", "pk")
        if (row.recovery_by_on and row.recovery_by_on < today) or not row.recovery
    ]
