"""How the plan stood on a chosen day: what plan and logs said then, with the figures of then.

Only versions of the plan that held by that day, and logs that were in by its end, count. So a late
log or a correction changes nothing of a day before it, and a pack for a meeting stays what it was.
The figures come from the code that makes the snapshots of the dashboard; nothing is written.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.plans.models import PlanChange
from regions.progress.measure.change import measured_text
from regions.progress.measure.deadlines import Owed, logs_on
from regions.progress.measure.facts import LogFacts, ObstacleFacts, RegionFacts, facts_of
from regions.progress.measure.finding import Finding, finding
from regions.progress.measure.months import build_months
from regions.progress.measure.plan_facts import PlanFacts
from regions.progress.models import Obstacle, RegionMonth
from regions.steering.decisions.list import Asked
from regions.steering.decisions.questions import LeaderQuestion

from .milestones import Step, steps_of
from .then import Told, asked_on, milestones_on, obstacles_on, questions_on, taken_between

GOOD_NEWS = 3  # logs
HALF_YEAR = 6  # months
FIRST_DAY = date(2000, 1, 1)  # no plan is older


@dataclass(frozen=True)
class NoStand:
    """Of this day there is nothing to tell; `nearest` is a day of which there is."""

    day: date
    sentence: str
    nearest: date | None = None

    is_known = False


@dataclass(frozen=True)
class GoodNews:
    month: Month
    text: str


@dataclass(frozen=True)
class Stand:
    """All that the page "stand of the plan" and the meeting pack say of one day."""

    day: date
    since: date  # half a year before: what happened after it is news
    row: RegionMonth
    finding: Finding
    plan: PlanFacts
    last_logged: Month | None
    good_news: list[GoodNews] = field(default_factory=list)
    picked_up: list[Told] = field(default_factory=list)
    obstacles: list[Told] = field(default_factory=list)
    reached: list[Step] = field(default_factory=list)
    late: list[Step] = field(default_factory=list)
    coming: list[Step] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    questions: list[LeaderQuestion] = field(default_factory=list)
    taken: list[PlanChange] = field(default_factory=list)

    is_known = True

    @property
    def measured(self) -> str:
        """Of which day the figures are: the last log that was in by then."""
        return measured_text(self.row, self.day)


def standing_on(region: Region, day: date, today: date) -> Stand | NoStand:
    """What the plan and the logs said at the end of a day, in a constant number of queries."""
    if day > today:
        return NoStand(day, _("%(day)s has yet to come.") % _written(day), today)
    end = end_of(max(day, FIRST_DAY))
    facts = facts_of([region.pk], end)[region.pk]
    held = tuple(plan for plan in facts.plans if plan.approved_on <= day)
    if not held:
        return _before_the_plan(day, facts, today)
    month = Month.of(day)
    logs = tuple(log for log in facts.logs if log.month <= month)
    told = obstacles_on(region, month, end, logs)
    known = replace(facts, plans=held, logs=logs, obstacles=_as_facts(told))
    row = build_months(known, month, month, day)[0]
    return _stand(region, known, row, told)


def end_of(day: date) -> datetime:
    """The first instant in Amsterdam that is no longer this day."""
    return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM)


def half_year_before(day: date) -> date:
    """The same day six months earlier, or the last of that month when it is shorter."""
    month = Month.of(day).plus(-HALF_YEAR)
    return date(month.year, month.month, min(day.day, monthrange(month.year, month.month)[1]))


def _before_the_plan(day: date, facts: RegionFacts, today: date) -> NoStand:
    first = facts.plans[0].approved_on if facts.plans else None
    if first is None or first > today:
        return NoStand(day, _("This region has no approved plan yet."))
    sentence = _("On %(day)s there was no approved plan yet; it holds since %(first)s.")
    return NoStand(day, sentence % {**_written(day), "first": date_text(first)}, first)


def _written(day: date) -> dict[str, str]:
    return {"day": date_text(day)}


def _as_facts(told: Sequence[Told]) -> tuple[ObstacleFacts, ...]:
    return tuple(ObstacleFacts(obstacle.key, obstacle.since, obstacle.closed) for obstacle in told)


def _stand(region: Region, facts: RegionFacts, row: RegionMonth, told: Sequence[Told]) -> Stand:
    day, since = row.as_of_on, half_year_before(row.as_of_on)
    first, held = facts.plans[0], facts.plans[-1]
    owed = Owed.by_plan(first.starts_on, first.approved_on, held.ends_on)
    logs = logs_on(day, owed, [log.month for log in facts.logs], row.month)
    still = [obstacle for obstacle in told if obstacle.closed is None]
    steps = steps_of(milestones_on(region, row.plan_id, end_of(day)), row.activities, day, since)
    return Stand(
        day,
        since,
        row,
        finding(row, logs, facts.tolerance),
        held,
        logs.last,
        good_news=_good_news(facts.logs),
        picked_up=[obstacle for obstacle in told if _is_picked_up(obstacle, since)],
        obstacles=sorted(still, key=lambda obstacle: (not obstacle.is_stalled, obstacle.since)),
        reached=steps.reached,
        late=steps.late,
        coming=steps.coming,
        asked=asked_on(region, end_of(day)),
        questions=questions_on(region, end_of(day), still, day),
        taken=taken_between(region, since, day),
    )


def _is_picked_up(obstacle: Told, since: date) -> bool:
    is_recent = obstacle.closed is not None and obstacle.closed.last_day > since
    return is_recent and obstacle.state == Obstacle.State.PICKED_UP


def _good_news(logs: Sequence[LogFacts]) -> list[GoodNews]:
    told = [GoodNews(log.month, log.going_well.strip()) for log in reversed(logs)]
    return [obstacle for obstacle in told if obstacle.text][:GOOD_NEWS]
