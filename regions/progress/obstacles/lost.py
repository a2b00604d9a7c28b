"""The worst news of a region: results that are lost, and activities that lie still.

`lost_and_stalled` is the one list of it. Whoever tells people how a region stands (the dashboard,
the digest, the stand of the plan) asks here, so that none of it falls between two lists.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from regions.models import Region
from regions.months import Month
from regions.progress.measure.facts import current_logs
from regions.progress.models import BAD_NEWS, TROUBLED, ActivityUpdate, Outlook, Status

LOOKS_BACK = 12  # months
TOLD = (
    "check_in__month_on", "activity_id", "activity__title", "activity__unit", "status", "problem",
    "outlook", "lost_count", "decision_asked", "obstacle_fate",
)  # fmt: skip
Fate = ActivityUpdate.ObstacleFate


@dataclass(frozen=True)
class BadNews:
    """What the logs say of one activity: a result that is lost, standing still, or both.

    `since` is the month that said so first and `told_in` the latest that did; `lost_count` is in
    `unit`, None where nobody counted. `is_stalled` is by the last log that spoke of the activity,
    and `decision_asked` what that log asks of the steering group.
    """

    key: str
    title: str
    since: Month
    told_in: Month
    problem: str
    lost_count: int | None = None
    unit: str = ""
    is_lost: bool = False
    is_stalled: bool = False
    decision_asked: str = ""


def lost_and_stalled(region: Region, month: Month, first: Month | None = None) -> list[BadNews]:
    """As the logs up to `month` tell it: what asks a decision first, then still, then oldest.

    A loss is told when a log from `first` on (a year back, unless given) speaks of it; an activity
    that lies still always. One query.
    """
    first = first or month.plus(1 - LOOKS_BACK)
    logs = current_logs([region.pk]).filter(month_on__lte=month.first_day)
    rows = ActivityUpdate.objects.filter(check_in__in=logs.values("pk"))
    keys = rows.filter(BAD_NEWS).values("activity_key")
    told: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    rows = rows.filter(activity_key__in=keys).exclude(status="", obstacle_fate="")
    for row in rows.order_by("check_in__month_on", "id").values("activity_key", *TOLD):
        told[row["activity_key"]].append(row)
    found = (_news(str(key), said) for key, said in told.items())
    shown = [news for news in found if news and (news.is_stalled or news.told_in >= first)]
    return sorted(
        shown, key=lambda news: (not news.decision_asked, not news.is_stalled, news.since)
    )


def _news(key: str, said: Iterable[dict[str, Any]]) -> BadNews | None:
    """What stands after all that was said of one activity, in order of month."""
    news: BadNews | None = None
    problem = ""
    for row in said:
        problem = row["problem"].strip() or problem
        if news and _is_taken_back(news, row):
            news = None
        if row["status"] == Status.STALLED or _is_lost(row):
            news = _told(key, row, problem, news)
        elif news:
            news = replace(news, is_stalled=False, decision_asked="") if news.is_lost else None
    return news


def _is_lost(row: dict[str, Any]) -> bool:
    is_in_trouble = row["status"] in TROUBLED and row["outlook"] == Outlook.LOST
    return is_in_trouble or row["obstacle_fate"] == Fate.LET_GO


def _is_taken_back(news: BadNews, row: dict[str, Any]) -> bool:
    """Whether an activity that lay still with a loss is given another outlook now."""
    is_other = row["outlook"] in (Outlook.RECOVER, Outlook.POSTPONED)
    lay_still = news.is_lost and news.is_stalled
    return lay_still and row["status"] in TROUBLED and is_other and not _is_lost(row)


def _told(key: str, row: dict[str, Any], problem: str, before: BadNews | None) -> BadNews:
    month, is_lost = Month.of(row["check_in__month_on"]), _is_lost(row)
    is_stalled = row["status"] == Status.STALLED
    counted = row["lost_count"] if is_lost else None
    if before and before.is_lost:
        is_lost, counted = True, before.lost_count if counted is None else counted
    return BadNews(
        key=key,
        title=row["activity__title"],
        since=before.since if before else month,
        told_in=month,
        problem=problem,
        lost_count=counted,
        unit=row["activity__unit"],
        is_lost=is_lost,
        is_stalled=is_stalled,
        decision_asked=row["decision_asked"].strip() if is_stalled else "",
    )
