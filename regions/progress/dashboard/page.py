"""What the dashboard of a region shows, for one month and one kind of reader."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from regions.models import Region, RegionSuccession
from regions.months import AMSTERDAM, Month
from regions.plans.models import Activity, Plan
from regions.plans.owners import owner_of, with_owners
from regions.progress.drawings.chart import PlanChart, chart_of, curve_of_plan, sentence_of
from regions.progress.drawings.timeline import Timeline, timeline_of
from regions.progress.elsewhere import picked_up_elsewhere
from regions.progress.measure.change import measured_text
from regions.progress.measure.deadlines import logs_on, owed_by, with_owed
from regions.progress.measure.finding import Finding, finding, month_name
from regions.progress.measure.fresh import complete, months_of
from regions.progress.measure.turn import Turn, turn_of
from regions.progress.models import CheckIn, RegionMonth
from regions.progress.obstacles.lost import BadNews, lost_and_stalled
from regions.progress.obstacles.story import OpenObstacle, Solved, obstacles_at

GOOD_NEWS = 3  # months
LATEST_LOGS = 6
VERSIONS_TO_EXPECT = 4  # a month that was corrected more often shortens the list
FIRST_OBSTACLES = 4


@dataclass(frozen=True)
class Lost:
    """A result that is lost; `since` in words, and what is open of it when it lies still too."""

    news: BadNews
    since: str
    open: OpenObstacle | None = None


@dataclass
class Dashboard:
    """All of the page; `how` is whether the reader may see how things are picked up again."""

    region: Region
    row: RegionMonth
    months: list[RegionMonth]
    finding: Finding
    how: bool
    is_latest: bool
    chart: PlanChart | None = None
    sentence: str = ""
    obstacles: list[tuple[OpenObstacle, str]] = field(default_factory=list)
    lost: list["Lost"] = field(default_factory=list)
    solved: Solved = field(default_factory=Solved)
    timeline: Timeline | None = None
    good_news: list[RegionMonth] = field(default_factory=list)
    logs: list[CheckIn] = field(default_factory=list)
    turn: Turn | None = None
    elsewhere: dict[int, int] = field(default_factory=dict)  # ways of others, by obstacle

    @property
    def measured(self) -> str:
        """Of which day the figures are; while one looks at now also how long there is no news."""
        return measured_text(self.row, self.row.as_of_on if self.is_latest else None)

    @property
    def told(self) -> list[RegionMonth]:
        """The months up to the one that is shown, newest first."""
        return [month for month in reversed(self.months) if month.month_on <= self.row.month_on]

    @property
    def first_obstacles(self) -> list[tuple[OpenObstacle, str]]:
        return self.obstacles[:FIRST_OBSTACLES]

    @property
    def other_obstacles(self) -> list[tuple[OpenObstacle, str]]:
        return self.obstacles[FIRST_OBSTACLES:]

    @property
    def choices(self) -> list[Month]:
        return [month.month for month in reversed(self.months)]


def with_plan(regions: Any) -> Any:
    """Regions with the id of their approved plan as `approved_plan_id`, the logs they owe, and
    whether others went on in them (`has_origins`)."""
    approved = Plan.objects.current().filter(region=OuterRef("pk")).values("pk")[:1]
    origins = RegionSuccession.objects.filter(successor=OuterRef("pk"))
    return with_owed(regions).annotate(
        approved_plan_id=Subquery(approved), has_origins=Exists(origins)
    )


def row_of(months: list[RegionMonth], wanted: Month | None) -> RegionMonth:
    """The snapshot of the wanted month, or the latest where there is none of that month."""
    found = (month for month in months if wanted is not None and month.month == wanted)
    row = next(found, months[-1])
    complete([row])
    return row


def dashboard_of(
    region: Region, plan_id: int, now: datetime, wanted: Month | None, how: bool
) -> Dashboard:
    """Read the page of a region of `with_plan` that has an approved plan."""
    today = now.astimezone(AMSTERDAM).date()
    months = months_of(region, plan_id, today)
    row = row_of(months, wanted)
    is_latest = row is months[-1]
    page = Dashboard(region, row, months, _finding(region, months, row, today), how, is_latest)
    _draw(page)
    open_now, page.solved = obstacles_at(region, row.month, row.as_of_on, is_latest, how)
    page.lost = _lost(region, row.month, open_now)
    apart = {lost.open.key for lost in page.lost if lost.open}
    page.obstacles = [
        (story, month_name(story.since, row.month)) for story in open_now if story.key not in apart
    ]
    logged = {row.month for row in months if row.submitted_at}
    page.turn = turn_of(region, today, logged)
    page.good_news = [snapshot for snapshot in page.told if snapshot.going_well.strip()][:GOOD_NEWS]
    if how:
        page.logs = logs_until(region, row.month)
    if how and is_latest:
        page.elsewhere = picked_up_elsewhere([story.pk for story in open_now])
    return page


def _finding(region: Any, months: list[RegionMonth], row: RegionMonth, today: date) -> Finding:
    logged = [
        month.month for month in months if month.submitted_at and month.month_on <= row.month_on
    ]
    logs = logs_on(today, owed_by(region.owed_from_on, region.owed_until_on), logged, row.month)
    return finding(row, logs, float(region.tolerance_months))


def _lost(region: Region, month: Month, open_now: list[OpenObstacle]) -> list[Lost]:
    """What is not reached any more; what else lies still stands among the obstacles."""
    stories = {story.key: story for story in open_now if story.is_stalled}
    return [
        Lost(
            news, month_name(news.since, month), stories.get(news.key) if news.is_stalled else None
        )
        for news in lost_and_stalled(region, month)
        if news.is_lost
    ]


def _draw(page: Dashboard) -> None:
    curve = curve_of_plan(page.row.plan_id)
    page.chart = chart_of(curve, page.months, page.row)
    page.sentence = sentence_of(curve, page.row) if page.chart else ""
    page.timeline = timeline_of(
        page.row.lines,
        page.row.activities,
        page.row.as_of_on,
        page.finding.is_silent,
        float(page.region.tolerance_months),
    )
    owners = _owners(page.row.plan_id)
    for group in page.timeline.groups:
        for bar in group.bars:
            bar.who = owners.get(bar.code, "")


def _owners(plan_id: int) -> dict[str, str]:
    """By number, asked each time: a name that was erased is not remembered."""
    rows = with_owners(Activity.objects.filter(plan=plan_id))
    return {row.code: owner_of(row) for row in rows if owner_of(row)}


def logs_until(region: Region, month: Month) -> list[CheckIn]:
    """The latest logs up to a month, each in the version that counts."""
    rows = (
        CheckIn.objects.filter(region=region, month_on__lte=month.first_day)
        .filter(state=CheckIn.State.SUBMITTED)
        .select_related("submitted_by")
        .only("month_on", "version", "submitted_at", "submitted_by__name")
        .order_by("-month_on", "-version")
    )
    found: dict[date, CheckIn] = {}
    for row in rows[: LATEST_LOGS * VERSIONS_TO_EXPECT]:
        found.setdefault(row.month_on, row)
    return list(found.values())[:LATEST_LOGS]
