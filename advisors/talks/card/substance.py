"""What logs say, in the leader's words, with counts against the log before: goed, lukt niet,
opgepakt."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import decimal_text
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.progress.models import TROUBLED, ActivityUpdate, CheckIn, Status

MONTHS_BEFORE = 6  # that a count is looked for before a log
MOST_GROWN = 3


@dataclass(frozen=True)
class Counted:
    """A count of one activity, and that of the log before, where there is one."""

    title: str
    now: int
    then: int | None
    month: str
    unit: str
    target: int | None

    @property
    def grown(self) -> int:
        return self.now - self.then if self.then is not None else 0

    @property
    def text(self) -> str:
        """ "22 leerlingen, was 0 in oktober", "0 van 6, net als in oktober"."""
        number = decimal_text(self.now, 0)
        if self.target:
            number = _("%(n)s of %(total)s") % {"n": number, "total": decimal_text(self.target, 0)}
        told = {"count": f"{number} {self.unit}".strip(), "month": self.month}
        if self.then is None:
            return told["count"]
        if self.then == self.now:
            return _("%(count)s, as in %(month)s") % told
        told["then"] = decimal_text(self.then, 0)
        return _("%(count)s, was %(then)s in %(month)s") % told


@dataclass(frozen=True)
class Told:
    """What does not succeed with one activity, and how it is picked up."""

    title: str
    status: str
    problem: str
    recovery: str
    who: str
    by_on: datetime.date | None
    count: Counted | None

    @property
    def how(self) -> str:
        by = _("by %(day)s") % {"day": date_format(self.by_on, "j F")} if self.by_on else ""
        beside = ", ".join(part for part in (self.who, by) if part)
        return f"{self.recovery} ({beside})" if beside else self.recovery


@dataclass(frozen=True)
class Substance:
    log: CheckIn
    grown: list[Counted] = field(default_factory=list)
    troubled: list[Told] = field(default_factory=list)

    @property
    def picked_up(self) -> list[Told]:
        return [told for told in self.troubled if told.recovery]


def logs_since(region: Region, since: datetime.date, now: datetime.datetime) -> list[CheckIn]:
    """Logs that came in since the day of `since`, in the version that counts, the newest first."""
    start = datetime.datetime.combine(since, datetime.time.min, AMSTERDAM)
    rows = CheckIn.objects.filter(
        region=region,
        state=CheckIn.State.SUBMITTED,
        submitted_at__gte=start,
        submitted_at__lte=now,
    )
    found = {log.month_on: log for log in rows.order_by("month_on", "version")}
    return sorted(found.values(), key=lambda log: log.month_on, reverse=True)


def substance_of(logs: Iterable[CheckIn]) -> list[Substance]:
    """What each of these logs says, in their order; two queries for any number of logs."""
    found = list(logs)
    rows = ActivityUpdate.objects.filter(check_in__in=found).select_related("activity")
    by_log: dict[int, list[ActivityUpdate]] = defaultdict(list)
    for row in rows.order_by("activity__line__position", "activity__position"):
        by_log[row.check_in_id].append(row)
    before = _counts_before(found)
    return [_substance(log, by_log[log.pk], before) for log in found]


Counts = dict[UUID, dict[Month, int]]


def _counts_before(logs: list[CheckIn]) -> Counts:
    """By activity and month: what the log that counts said."""
    if not logs:
        return {}
    months = [log.month for log in logs]
    rows = ActivityUpdate.objects.filter(
        check_in__region__in={log.region_id for log in logs},
        check_in__state=CheckIn.State.SUBMITTED,
        check_in__month_on__range=(
            min(months).plus(-MONTHS_BEFORE).first_day,
            max(months).previous.first_day,
        ),
        counted__isnull=False,
    ).order_by("check_in__month_on", "check_in__version")
    found: Counts = defaultdict(dict)
    for key, month_on, counted in rows.values_list("activity_key", "check_in__month_on", "counted"):
        found[key][Month.of(month_on)] = counted or 0
    return found


def _substance(log: CheckIn, rows: list[ActivityUpdate], before: Counts) -> Substance:
    counts = {row.pk: _counted(log, row, before) for row in rows}
    grown = [count for count in counts.values() if count and count.grown > 0]
    grown.sort(key=lambda count: -count.grown / (count.target or max(count.now, 1)))
    troubled = [
        Told(
            row.activity.title,
            row.status,
            row.problem.strip(),
            row.recovery.strip(),
            row.recovery_who,
            row.recovery_by_on,
            counts[row.pk],
        )
        for row in rows
        if row.status in TROUBLED and (row.problem.strip() or row.recovery.strip())
    ]
    troubled.sort(key=lambda told: told.status != Status.STALLED)
    return Substance(log, grown[:MOST_GROWN], troubled)


def _counted(log: CheckIn, row: ActivityUpdate, before: Counts) -> Counted | None:
    if row.counted is None:
        return None
    known = {month: n for month, n in before.get(row.activity_key, {}).items() if month < log.month}
    last = max(known, default=None)
    return Counted(
        row.activity.title,
        row.counted,
        known[last] if last else None,
        date_format(last.first_day, "F") if last else "",
        row.activity.unit,
        row.activity.target,
    )


def compliment_of(told: list[Substance]) -> str:
    """One thing to begin with, out of the newest log that has any: what grew, else what the leader
    says goes well. Nothing where no log tells it."""
    for substance in told:
        if substance.grown:
            first = substance.grown[0]
            return f"{first.title}: {first.text}."
        if well := substance.log.going_well.strip():
            return well
    return ""
