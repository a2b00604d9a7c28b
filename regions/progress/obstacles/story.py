"""The obstacles of a region as they stood in a month, and how those before were solved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.text import Truncator

from regions.models import Region
from regions.months import Month
from regions.progress.measure.facts import current_logs
from regions.progress.models import Cause, Obstacle

from .chapters import Story, told_in

LOOKS_BACK = 12  # months
MOST_ASKED = 190  # characters


@dataclass
class OpenObstacle:
    key: str
    title: str
    since: Month
    problem: str
    is_stalled: bool
    decision_asked: str
    recovery: str = ""
    recovery_who: str = ""
    recovery_by_on: date | None = None
    is_overdue: bool = False
    pk: int = 0
    cause: str = ""  # the choice of the leader, in words

    @property
    def ask(self) -> str:
        """What a question about it begins with."""
        return Truncator(f"{self.title}: {self.problem}").chars(MOST_ASKED)


@dataclass(frozen=True)
class Solved:
    """How many obstacles were picked up again in a year, and after how many weeks on average."""

    number: int = 0
    weeks: int = 0


def obstacles_at(
    region: Region, month: Month, as_of: date, is_latest: bool, with_recovery: bool
) -> tuple[list[OpenObstacle], Solved]:
    """What was open in a month, stalled and oldest first, and what was solved in the year before.

    An earlier month shows what its logs said then. Without `with_recovery` nothing of how it is
    picked up again is read at all.
    """
    since = month.plus(-LOOKS_BACK).first_day
    rows = list(
        Obstacle.objects.filter(region=region, opened_on__lte=month.first_day)
        .filter(Q(closed_on=None) | Q(closed_on__gt=since))
        .select_related("activity")
        .order_by("-is_stalled", "opened_on", "id")
    )
    still = [
        obstacle
        for obstacle in rows
        if obstacle.closed_on is None or obstacle.closed_on > month.first_day
    ]
    shown = [_open(obstacle, with_recovery) for obstacle in still]
    if shown and not is_latest:
        _retell(region, month, shown, with_recovery)
    for obstacle in shown:
        obstacle.is_overdue = (
            obstacle.recovery_by_on is not None and obstacle.recovery_by_on < as_of
        )
    return shown, _solved([row for row in rows if row not in still])


def _open(row: Obstacle, with_recovery: bool) -> OpenObstacle:
    shown = OpenObstacle(
        str(row.activity_key),
        row.activity.title,
        Month.of(row.opened_on),
        row.problem,
        row.is_stalled,
        row.decision_asked,
        pk=row.pk,
        cause=row.get_cause_display(),
    )
    if with_recovery:
        shown.recovery, shown.recovery_who = row.recovery, row.recovery_who
        shown.recovery_by_on = row.recovery_by_on
    return shown


def _retell(region: Region, month: Month, shown: list[OpenObstacle], with_recovery: bool) -> None:
    """Give each obstacle the words of the logs up to a month, as it read then."""
    logs = current_logs([region.pk]).filter(month_on__lte=month.first_day)
    told = {
        str(key): of.stories
        for key, of in told_in(logs, [obstacle.key for obstacle in shown]).items()
    }
    for obstacle in shown:
        obstacle.recovery, obstacle.recovery_who, obstacle.recovery_by_on = "", "", None
        for story in told.get(obstacle.key, []):
            if story.opened_on == obstacle.since.first_day:
                _word(obstacle, story, with_recovery)
    shown.sort(key=lambda open_obstacle: (not open_obstacle.is_stalled, open_obstacle.since))


def _word(obstacle: OpenObstacle, story: Story, with_recovery: bool) -> None:
    obstacle.problem, obstacle.is_stalled = story.problem, story.is_stalled
    obstacle.decision_asked = story.decision_asked
    obstacle.cause = str(Cause(story.told_cause).label) if story.told_cause else ""
    if with_recovery:
        obstacle.recovery, obstacle.recovery_who = story.recovery, story.recovery_who
        obstacle.recovery_by_on = story.recovery_by_on


def _solved(closed: Sequence[Obstacle]) -> Solved:
    days = [
        (obstacle.closed_on - obstacle.opened_on).days
        for obstacle in closed
        if obstacle.state == Obstacle.State.PICKED_UP and obstacle.closed_on
    ]
    return Solved(len(days), round(sum(days) / len(days) / 7)) if days else Solved()
