"""What the monthly logs have to tell a steering group about a period.

A period is first and last month. What goes well comes first; of what does not succeed the group
reads how it is picked up again, not who does it or by when: that is the leader's ground.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from regions.counts import count_text
from regions.models import Region
from regions.months import Month
from regions.stored import Stored

from .measure.deadlines import LOG_DAYS, Logs, logs_by, with_logs
from .measure.facts import current_logs
from .measure.fresh import snapshot_of
from .models import CheckIn, LineMonth, MilestoneMet
from .obstacles.lost import BadNews, lost_and_stalled
from .obstacles.story import OpenObstacle, obstacles_at


@dataclass(frozen=True)
class GoingWell(Stored):
    """What the log of one month says of it."""

    month: Month
    text: str


@dataclass(frozen=True)
class ObstacleTold(Stored):
    """An obstacle as the group reads it."""

    title: str
    problem: str
    recovery: str
    is_stalled: bool
    since: Month


@dataclass(frozen=True)
class BadNewsTold(Stored):
    """A lost result, an activity that lies still, or both; a small count is hidden.

    `told_in` is the month of the log that said it last, None where that is the digest's own.
    """

    title: str
    problem: str
    recovery: str
    since: Month
    is_lost: bool
    is_stalled: bool
    lost: str = ""
    told_in: Month | None = None


@dataclass
class Progress:
    """One period of a region, as far as its logs say."""

    month: Month
    logs: Logs
    has_plan: bool = False
    tempo: float | None = None
    is_counted: bool = True  # else there is no tempo yet
    as_of: date | None = None
    is_logged: bool = False
    has_nothing_to_report: bool = False
    read: list[CheckIn] = field(default_factory=list)  # the logs of the period that counted
    going_well: list[GoingWell] = field(default_factory=list)
    lines: list[LineMonth] = field(default_factory=list)
    obstacles: list[OpenObstacle] = field(default_factory=list)
    bad_news: list[BadNews] = field(default_factory=list)


def progress_in(region: Region, first: Month, last: Month, today: date) -> Progress:
    """Everything of a period, in a constant number of queries."""
    told = Progress(last, _logs_until(region, last, today))
    row = snapshot_of(region, last, today)
    if row is None:
        return told
    logs = list(
        current_logs([region.pk]).filter(
            month_on__gte=first.first_day, month_on__lte=last.first_day
        )
    )
    told.has_plan, told.tempo, told.as_of, told.lines = (
        True,
        row.tempo_months,
        row.measured_on,
        row.lines if row.measured_on else [],
    )
    told.is_counted, told.read = row.is_counted, logs
    told.is_logged = any(log.month == last for log in logs)
    told.has_nothing_to_report = bool(logs) and all(log.has_nothing_to_report for log in logs)
    told.going_well = [
        GoingWell(log.month, log.going_well.strip())
        for log in reversed(logs)
        if log.going_well.strip()
    ]
    is_latest = last >= Month.of(today).previous
    told.obstacles, _solved = obstacles_at(
        region, last, row.as_of_on, is_latest, with_recovery=True
    )
    if not told.logs.is_silent:
        told.bad_news = lost_and_stalled(region, last, first)
    return told


def milestones_met(keys: Iterable[UUID | str]) -> set[str]:
    """Which of these keys are milestones that a submitted log calls reached."""
    met = MilestoneMet.objects.filter(
        milestone_key__in=list(keys), update__check_in__state=CheckIn.State.SUBMITTED
    )
    return {str(key) for key in met.values_list("milestone_key", flat=True)}


def without_details(obstacle: OpenObstacle) -> ObstacleTold:
    return ObstacleTold(
        obstacle.title, obstacle.problem, obstacle.recovery, obstacle.is_stalled, obstacle.since
    )


def bad_news_told(told: Progress) -> list[BadNewsTold]:
    """What is lost or lies still, each with how it is picked up again where that is known."""
    still = {obstacle.key: obstacle for obstacle in told.obstacles}
    return [
        BadNewsTold(
            title=news.title,
            problem=still[news.key].problem if news.key in still else news.problem,
            recovery=still[news.key].recovery if news.key in still else "",
            since=news.since,
            is_lost=news.is_lost,
            is_stalled=news.is_stalled,
            lost=_lost(news),
            told_in=news.told_in if news.told_in < told.month else None,
        )
        for news in told.bad_news
    ]


def _lost(news: BadNews) -> str:
    """ "14 docenten", with a small count hidden; empty where nobody counted."""
    if not news.is_lost or news.lost_count is None:
        return ""
    return f"{count_text([news.lost_count], exact=False)} {news.unit}".strip()


def other_obstacles(told: Progress) -> list[ObstacleTold]:
    """What does not succeed and is not told as lost or lying still."""
    worst = {news.key for news in told.bad_news}
    return [without_details(item) for item in told.obstacles if item.key not in worst]


def _logs_until(region: Region, month: Month, today: date) -> Logs:
    rows = with_logs(Region.objects.filter(pk=region.pk), today, month)
    return logs_by(today, *rows.values_list(*LOG_DAYS)[0], until=month)
