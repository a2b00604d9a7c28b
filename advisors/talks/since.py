"""What is new in a region: for the page and the weekly mail of its advisor, and before a call."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import signed
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.progress.measure.fresh import months_at
from regions.progress.models import CheckIn, Obstacle, RegionMonth, Status

LEAST_TEMPO = 0.1  # months: tempo is told with one decimal, and this is what a reader sees move
WORTH: dict[str, int] = {Status.STALLED: 0, Status.BEHIND: 1, Status.DONE: 2, Status.ON_TRACK: 3}


@dataclass(frozen=True)
class Changed:
    """What is new in a region: tempo as it was and is, where that moved, and logs that came in."""

    tempo: tuple[float, float] | None
    logs: Sequence[CheckIn]


Tempos = tuple[float | None, float | None]


def changed_since(tempos: Mapping[int, Tempos], since: datetime.datetime) -> dict[int, Changed]:
    """What is new in each of these regions, given its tempo then and now, in one query."""
    logs: dict[int, list[CheckIn]] = defaultdict(list)
    rows = CheckIn.objects.filter(
        region__in=tempos, state=CheckIn.State.SUBMITTED, submitted_at__gt=since
    ).order_by("month_on", "version")
    for log in rows.only("region_id", "month_on", "version", "submitted_at"):
        logs[log.region_id].append(log)
    return {pk: Changed(_moved(*told), logs[pk]) for pk, told in tempos.items()}


def _moved(before: float | None, now: float | None) -> tuple[float, float] | None:
    if before is None or now is None or abs(now - before) < LEAST_TEMPO:
        return None
    return before, now


@dataclass(frozen=True)
class Line:
    """One thing on the call card: a status for its shape, what it is about, what happened."""

    status: str
    subject: str
    text: str


def lines_since(region: Region, since: datetime.date, now: datetime.datetime) -> list[Line]:
    """Activities whose status changed, tempo, and logs that came in; the worst first.

    Then is the month of `since`, or the one before it while that month still runs.
    """
    today = timezone.localdate(now)
    then = min(Month.of(since), Month.of(today).previous)
    rows = months_at([then], [region], today, without=["lines", "going_well"])
    told = {row.month: row for row in rows.get(region.pk, [])}
    before, after = told.get(then), told.get(Month.of(today))
    start = datetime.datetime.combine(since, datetime.time.min, AMSTERDAM)
    tempos = [row.tempo_months if row else None for row in (before, after)]
    changed = changed_since({region.pk: (tempos[0], tempos[1])}, start)[region.pk]
    moved = _statuses(before, after) if before and after else []
    return [*moved, *_tempo(changed), *_logs(changed.logs)]


def _statuses(before: RegionMonth, after: RegionMonth) -> list[Line]:
    then = {one.key: one.status for one in before.activities}
    moved = [
        one
        for one in after.activities
        if then.get(one.key) not in (None, one.status) and one.status in WORTH
    ]
    moved.sort(key=lambda one: WORTH[one.status])
    return [
        Line(
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


def _tempo(changed: Changed) -> list[Line]:
    if changed.tempo is None:
        return []
    before, now = changed.tempo
    text = _("from %(before)s to %(now)s months") % {"before": signed(before), "now": signed(now)}
    return [Line(Status.BEHIND if now < before else Status.ON_TRACK, _("Tempo"), text)]


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


def late_obstacles(region: Region, today: datetime.date) -> list[Obstacle]:
    """Open obstacles whose date has passed or that have no way to be picked up."""
    rows = Obstacle.objects.filter(region=region, state=Obstacle.State.OPEN)
    return [
        row
        for row in rows.select_related("activity").order_by("recovery_by_on", "pk")
        if (row.recovery_by_on and row.recovery_by_on < today) or not row.recovery
    ]
