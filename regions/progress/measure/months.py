"""The snapshot of each month, computed from facts; nothing here reads a database or a clock.

A month knows the logs of that month and before, whenever they were written: a late log or a
correction changes its own month and those after it. What a log does not mention stays as it was.
Each month is measured against the version of the plan that was approved by its end.

Status of an activity (domain, section 6): what the leader logged last stands. Not logged yet: the
plan speaks — behind when it is further behind than the region tolerates, not started when nothing
is realised. Status of a line: done when all of it is done, stalled when any of it is stalled,
behind when the line as a whole is further behind its own plan than the tolerance, not started
when none of it is, and on track otherwise.

An obstacle is without recovery in a month when no log since it came up says how it is picked up.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from regions.months import Month
from regions.progress.models import ActivityMonth, LineMonth, RegionMonth, Status

from .facts import LogFacts, ObstacleFacts, RegionFacts
from .plan_facts import ActivityFacts, PlanFacts
from .tempo import Verdict, realised_fraction, verdict

LONGEST_STORY = 180  # months: a start date in a wrong century makes no million rows
_SAID_BY_LEADER = {Status.ON_TRACK, Status.BEHIND, Status.STALLED, Status.DONE}


@dataclass
class Standing:
    """What the logs so far say of one activity."""

    status: str = ""
    counted: int | None = None
    milestones_met: frozenset[str] = frozenset()
    recovery_told: Month | None = None

    def realised(self, activity: ActivityFacts) -> float:
        return realised_fraction(
            self.counted,
            activity.target,
            len(self.milestones_met & activity.milestone_keys),
            len(activity.milestone_keys),
            self.status == Status.DONE,
        )


def months_until(today: date, facts: RegionFacts, first: Month | None = None) -> list[RegionMonth]:
    """The snapshots from a month, or from where the story begins, to the running one."""
    current = Month.of(today)
    begin = first_month(facts, current)
    return build_months(facts, max(begin, first or begin), current, today) if begin else []


def first_month(facts: RegionFacts, current: Month) -> Month | None:
    """Where a region's story begins: its plan or its first log; None without a plan."""
    if not facts.plans:
        return None
    begins = [Month.of(facts.plans[0].starts_on), *(log.month for log in facts.logs[:1]), current]
    return max(min(begins), current.plus(-LONGEST_STORY))


def build_months(facts: RegionFacts, first: Month, last: Month, today: date) -> list[RegionMonth]:
    """The snapshots of a region from first to last month; none without an approved plan."""
    return list(_months(facts, first, last, today))


def _months(facts: RegionFacts, first: Month, last: Month, today: date) -> Iterator[RegionMonth]:
    standings: dict[str, Standing] = {}
    logs = {log.month: log for log in facts.logs}
    for log in facts.logs:
        if log.month < first:
            _apply(log, standings)
    for month in Month.range(first, last):
        log_of_month = logs.get(month)
        if log_of_month:
            _apply(log_of_month, standings)
        if plan := facts.plan_at(month):
            as_of = month.as_of(today)
            yield _region_month(facts, plan, month, as_of, standings, log_of_month)


def _apply(log: LogFacts, standings: dict[str, Standing]) -> None:
    for update in log.updates:
        standing = standings.setdefault(update.key, Standing())
        standing.status = update.status or standing.status
        if update.counted is not None:
            standing.counted = update.counted
        standing.milestones_met |= frozenset(update.milestones_met)
        if update.recovery:
            standing.recovery_told = log.month


def _region_month(
    facts: RegionFacts,
    plan: PlanFacts,
    month: Month,
    as_of: date,
    standings: dict[str, Standing],
    log: LogFacts | None,
) -> RegionMonth:
    known = [standings.get(one.key) or Standing() for one in plan.activities]
    realised = [
        one.realised(activity) for one, activity in zip(known, plan.activities, strict=True)
    ]
    activities = [
        _activity(activity, standing, share, as_of, facts.tolerance)
        for activity, standing, share in zip(plan.activities, known, realised, strict=True)
    ]
    row = RegionMonth(region_id=facts.region_id, month_on=month.first_day, as_of_on=as_of)
    row.plan_id = plan.pk
    row.activities = activities
    row.lines = _lines(plan, realised, activities, as_of, facts.tolerance)
    _measure(row, plan, plan.curve.ev(realised), as_of)
    _count(row, [one for one in facts.obstacles if one.is_open_at(month)], standings)
    if log:
        row.submitted_at, row.going_well = log.submitted_at, log.going_well
    return row


def _measure(row: RegionMonth, plan: PlanFacts, earned: float, as_of: date) -> None:
    tempo, spi = plan.curve.tempo(earned, as_of), plan.curve.spi(earned, as_of)
    row.tempo_months = None if tempo is None else round(tempo, 4)
    row.spi = None if spi is None else round(spi, 4)
    row.planned_value, row.earned_value = round(plan.curve.pv(as_of), 6), round(earned, 6)
    row.forecast_end_on = plan.curve.forecast_end(earned, as_of)


def _count(row: RegionMonth, opened: list[ObstacleFacts], standings: dict[str, Standing]) -> None:
    counts = Counter(one.status for one in row.activities)
    for status in Status:
        setattr(row, status.value, counts[status.value])
    row.open_obstacles = len(opened)
    row.obstacles_without_recovery = sum(not _has_recovery(one, standings) for one in opened)


def _has_recovery(obstacle: ObstacleFacts, standings: dict[str, Standing]) -> bool:
    told = standings.get(obstacle.key, Standing()).recovery_told
    return told is not None and told >= obstacle.opened


def _activity(
    activity: ActivityFacts, standing: Standing, realised: float, as_of: date, tolerance: float
) -> ActivityMonth:
    tempo = activity.curve.tempo(realised, as_of)
    return ActivityMonth(
        key=activity.key,
        code=activity.code,
        title=activity.title,
        line=activity.line,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        original_starts_on=activity.original_starts_on or activity.starts_on,
        original_ends_on=activity.original_ends_on or activity.ends_on,
        planned=round(activity.curve.pv(as_of), 4),
        realised=round(realised, 4),
        tempo=None if tempo is None else round(tempo, 2),
        status=status_of(standing.status, realised, tempo, tolerance),
        counted=standing.counted,
        target=activity.target,
        unit=activity.unit,
    )


def status_of(logged: str, realised: float, tempo: float | None, tolerance: float) -> str:
    """The status of one activity: what was logged last, else what the plan says of it."""
    if logged in _SAID_BY_LEADER:
        return logged
    if verdict(tempo, tolerance) == Verdict.BEHIND:
        return Status.BEHIND.value
    return Status.ON_TRACK.value if realised else Status.NOT_STARTED.value


def _lines(
    plan: PlanFacts,
    realised: Sequence[float],
    activities: Sequence[ActivityMonth],
    as_of: date,
    tolerance: float,
) -> list[LineMonth]:
    rows = []
    for code, title in plan.lines:
        curve = plan.line_curves[code]
        mine = [index for index, one in enumerate(activities) if one.line == code]
        earned = curve.ev([realised[index] for index in mine])
        statuses = {activities[index].status for index in mine}
        status = line_status(statuses, curve.tempo(earned, as_of), tolerance)
        planned = round(curve.pv(as_of), 4)
        rows.append(LineMonth(code, title, planned, round(earned, 4), status))
    return rows


def line_status(statuses: set[str], tempo: float | None, tolerance: float) -> str:
    """The status of a line, from those of its activities and its own tempo."""
    if statuses == {Status.DONE}:
        return Status.DONE.value
    if Status.STALLED in statuses:
        return Status.STALLED.value
    if verdict(tempo, tolerance) == Verdict.BEHIND:
        return Status.BEHIND.value
    return (Status.NOT_STARTED if statuses <= {Status.NOT_STARTED} else Status.ON_TRACK).value
