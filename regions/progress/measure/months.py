"""The snapshot of each month, computed from facts; nothing here reads a database or a clock.

A month knows the logs of that month and before, whenever they were written: a late log or a
correction changes its own month and those after it. What a log does not mention stays as it was.
What is measured is as old as the last log: values of its day, against the version of the plan that
was approved by the end of the month. Days that pass without a log change none of it.

Status of an activity: what the leader logged last stands. Not logged yet: the plan speaks — behind
when it is further behind than the region tolerates, not started when nothing is realised. In a
region that never logged nothing is behind. Status of a line: done when all of it is done, stalled
when any of it is stalled, behind when its gap is wider than what the whole plan rises in the months
of the tolerance (the same yardstick for all lines and for the region), not started when none of it
is, and on track otherwise.

An obstacle is without recovery in a month when no log since it came up says how it is picked up.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from regions.months import Month
from regions.progress.models import ActivityMonth, LineMonth, RegionMonth, Status

from .curve import DAYS_PER_MONTH
from .facts import LogFacts, ObstacleFacts, RegionFacts
from .plan_facts import ActivityFacts, PlanFacts
from .tempo import Verdict, realised_fraction, verdict

LONGEST_STORY = 180  # months: a start date in a wrong century makes no million rows
LEAST_GAP = 0.005  # a line within half a percent of the plan is not behind, however flat that is
_SAID_WITHOUT_END = {Status.ON_TRACK, Status.BEHIND, Status.STALLED}
_SAID_BY_LEADER = {*_SAID_WITHOUT_END, Status.DONE}


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
    latest = None
    for log in facts.logs:
        if log.month < first:
            _apply(log, standings)
            latest = log
    for month in Month.range(first, last):
        if month in logs:
            latest = logs[month]
            _apply(latest, standings)
        if plan := facts.plan_at(month):
            yield _region_month(facts, plan, month, month.as_of(today), standings, latest)


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
    latest: LogFacts | None,
) -> RegionMonth:
    """`latest` is the last log of that month or before; without one nothing is measured."""
    day = latest.measured_on if latest else as_of
    known = [standings.get(activity.key) or Standing() for activity in plan.activities]
    realised = [
        standing.realised(activity)
        for standing, activity in zip(known, plan.activities, strict=True)
    ]
    told = zip(plan.activities, known, realised, plan.curve.shares, strict=True)
    activities = [
        _activity(activity, standing, fraction, share, day, facts.tolerance if latest else None)
        for activity, standing, fraction, share in told
    ]
    row = RegionMonth(region_id=facts.region_id, month_on=month.first_day, as_of_on=as_of)
    row.plan_id, row.activities = plan.pk, activities
    row.lines = _lines(plan, realised, activities, day, facts.tolerance if latest else None)
    row.planned_value = round(plan.curve.pv(day), 6)
    _count(row, [opened for opened in facts.obstacles if opened.is_open_at(month)], standings)
    if latest:
        row.measured_on, row.measured_at = day, latest.first_submitted_at
        _measure(row, plan, plan.curve.ev(realised))
    if latest and latest.month == month:
        row.submitted_at, row.going_well = latest.submitted_at, latest.going_well
    return row


def _measure(row: RegionMonth, plan: PlanFacts, earned: float) -> None:
    row.earned_value = round(earned, 6)
    if row.measured_on is None or not row.is_counted:
        return
    row.tempo_months = _rounded(plan.curve.tempo(earned, row.measured_on))
    row.idle_tempo_months = _rounded(plan.curve.tempo(earned, row.as_of_on))
    row.spi = _rounded(plan.curve.spi(earned, row.measured_on))
    row.forecast_end_on = plan.curve.forecast_end(earned, row.measured_on)


def _rounded(months: float | None) -> float | None:
    return None if months is None else round(months, 4)


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
    activity: ActivityFacts,
    standing: Standing,
    realised: float,
    share: float,
    day: date,
    tolerance: float | None,
) -> ActivityMonth:
    """Without a tolerance nothing was measured yet, and nothing is said of it."""
    planned = activity.curve.pv(day)
    is_uncounted = bool(
        activity.target
        and standing.counted is None
        and standing.status in _SAID_WITHOUT_END
        and planned
    )
    is_measured = tolerance is not None and not is_uncounted
    tempo = activity.curve.tempo(realised, day) if is_measured else None
    return ActivityMonth(
        key=activity.key,
        code=activity.code,
        title=activity.title,
        line=activity.line,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        original_starts_on=activity.original_starts_on or activity.starts_on,
        original_ends_on=activity.original_ends_on or activity.ends_on,
        weight=round(share, 6),
        planned=round(planned, 4),
        realised=round(realised, 4),
        tempo=None if tempo is None else round(tempo, 2),
        status=status_of(standing.status, realised, tempo, tolerance or 0.0),
        is_uncounted=is_uncounted,
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
    day: date,
    tolerance: float | None,
) -> list[LineMonth]:
    allowed = 1.0 if tolerance is None else allowed_gap(plan, day, tolerance)
    rows = []
    for code, title in plan.lines:
        curve = plan.line_curves[code]
        mine = [index for index, activity in enumerate(activities) if activity.line == code]
        earned, planned = curve.ev([realised[index] for index in mine]), curve.pv(day)
        statuses = {activities[index].status for index in mine}
        is_counted = not any(activities[index].is_uncounted for index in mine)
        status = line_status(statuses, planned - earned if is_counted else 0.0, allowed)
        by_count = status == Status.BEHIND and not statuses & {Status.BEHIND, Status.STALLED}
        rows.append(LineMonth(code, title, round(planned, 4), round(earned, 4), status, by_count))
    return rows


def allowed_gap(plan: PlanFacts, day: date, tolerance: float) -> float:
    """How far reality may stay below the plan: what the plan rises in the months tolerated."""
    before = day.toordinal() - tolerance * DAYS_PER_MONTH
    return plan.curve.pv(day) - plan.curve.pv(before)


def line_status(statuses: set[str], gap: float, allowed: float) -> str:
    """The status of a line, from those of its activities and its gap (fractions of the line)."""
    if statuses == {Status.DONE}:
        return Status.DONE.value
    if Status.STALLED in statuses:
        return Status.STALLED.value
    if gap > allowed + LEAST_GAP:
        return Status.BEHIND.value
    return (Status.NOT_STARTED if statuses <= {Status.NOT_STARTED} else Status.ON_TRACK).value
