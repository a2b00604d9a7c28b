"""What the stand of a day reads beside the figures: obstacles, milestones and decisions of then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils.timezone import localdate

from regions.models import Region
from regions.months import Month
from regions.plans.models import Milestone, PlanChange
from regions.progress.measure.facts import LogFacts, current_logs
from regions.progress.models import TROUBLED, MilestoneMet
from regions.progress.obstacles.chapters import told_in
from regions.steering.decisions.ballots import mandate_on
from regions.steering.decisions.forms import TAKEN
from regions.steering.decisions.list import STANDING, Asked
from regions.steering.decisions.questions import Asking, LeaderQuestion, questions_among

from .milestones import Step


@dataclass(frozen=True)
class Told:
    """An obstacle as the logs of then told it; who picks it up and by when is the leader's."""

    key: str
    activity: str
    since: Month
    updated: Month
    problem: str
    recovery: str
    is_stalled: bool
    decision_asked: str
    state: str
    closed: Month | None


def obstacles_on(
    region: Region, month: Month, end: datetime, logs: Sequence[LogFacts]
) -> list[Told]:
    """Every obstacle that the logs of before `end` tell of, open or closed, oldest first."""
    keys = {update.key for log in logs for update in log.updates if update.status in TROUBLED}
    counted = current_logs([region.pk], end).filter(month_on__lte=month.first_day)
    found = [
        Told(
            str(key),
            of.title,
            Month.of(story.opened_on),
            Month.of(story.updated_on),
            story.problem,
            story.recovery.strip(),
            story.is_stalled,
            story.decision_asked.strip(),
            story.state,
            Month.of(story.closed_on) if story.closed_on else None,
        )
        for key, of in told_in(counted, keys).items()
        for story in of.stories
    ]
    return sorted(found, key=lambda obstacle: (obstacle.since, obstacle.activity))


def milestones_on(region: Region, plan_id: int, end: datetime) -> list[Step]:
    """The milestones of one version of the plan, with when the logs of then called them reached."""
    met: Any = MilestoneMet.objects.filter(
        update__check_in__in=current_logs([region.pk], end).values("pk")
    ).values_list("milestone_key", "met_on")
    met_on = dict(met.order_by("-met_on"))
    rows: Any = (
        Milestone.objects.filter(activity__plan=plan_id)
        .order_by("due_on", "activity__code", "id")
        .values_list(
            "key", "title", "due_on", "original_due_on",
            "activity__key", "activity__code", "activity__title",
        )
    )  # fmt: skip
    return [
        Step(
            title,
            f"{code} {activity}",
            str(activity_key),
            due_on,
            was_due_on if was_due_on != due_on else None,
            met_on.get(key),
        )
        for key, title, due_on, was_due_on, activity_key, code, activity in rows
    ]


def asked_on(region: Region, end: datetime) -> list[Asked]:
    """The proposals that waited for the group at the end of a day."""
    day = localdate(end)  # the day after: what was decided on it still waited
    changes = _asked_before(region, end)
    return [
        Asked(change) for change in changes if change.decided_on is None or change.decided_on >= day
    ]


def questions_on(
    region: Region, end: datetime, obstacles: Sequence[Told], day: date
) -> list[LeaderQuestion]:
    """The questions of logs that waited at the end of a day."""
    asking = [
        Asking(told.key, told.activity, told.problem, told.decision_asked, told.since, told.updated)
        for told in obstacles
        if told.is_stalled and told.decision_asked
    ]
    return questions_among(region, asking, end, mandate_on(region, day)) if asking else []


def _asked_before(region: Region, end: datetime) -> list[PlanChange]:
    """Proposals of before `end`, but for those that were withdrawn by then."""
    open_or_taken = Q(state__in=[PlanChange.State.PROPOSED, *TAKEN])
    rows = region.plan_changes.filter(open_or_taken | Q(withdrawn_at__gte=end), proposed_at__lt=end)
    return list(
        rows.select_related("region", "base_plan", "new_plan").order_by(
            F("decided_on").asc(), "proposed_at"
        )
    )


def taken_between(region: Region, since: date, day: date) -> list[PlanChange]:
    """Decisions after one day, up to and including another; newest first."""
    rows = region.plan_changes.filter(state__in=TAKEN, decided_on__gt=since, decided_on__lte=day)
    related = rows.select_related("region", "new_plan", "base_plan").prefetch_related(STANDING)
    return list(related.order_by("-decided_on", "-pk"))
