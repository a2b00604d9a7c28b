"""What the monthly logs have to tell a steering group about a period.

A period is first and last month. What goes well comes first; of what does not succeed the group
reads how it is picked up again, not who does it or by when: that is the leader's ground.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import months_text, number_word
from regions.models import Region
from regions.months import Month
from regions.plans.digest import DecisionAsked
from regions.stored import Stored

from .measure.deadlines import LOG_DAYS, Logs, logs_by, with_logs
from .measure.facts import current_logs
from .measure.finding import month_name
from .measure.fresh import snapshot_of
from .measure.tempo import Verdict, verdict
from .models import CheckIn, LineMonth, MilestoneMet
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


@dataclass
class Progress:
    """One period of a region, as far as its logs say."""

    month: Month
    logs: Logs
    has_plan: bool = False
    tempo: float | None = None
    as_of: date | None = None
    is_logged: bool = False
    has_nothing_to_report: bool = False
    going_well: list[GoingWell] = field(default_factory=list)
    lines: list[LineMonth] = field(default_factory=list)
    obstacles: list[OpenObstacle] = field(default_factory=list)


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
        row.as_of_on,
        row.lines,
    )
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
    return told


def milestones_met(keys: Iterable[UUID | str]) -> set[str]:
    """Which of these keys are milestones that a submitted log calls reached."""
    met = MilestoneMet.objects.filter(
        milestone_key__in=list(keys), update__check_in__state=CheckIn.State.SUBMITTED
    )
    return {str(key) for key in met.values_list("milestone_key", flat=True)}


def decisions_of(region: Region, obstacles: list[OpenObstacle]) -> list[DecisionAsked]:
    """What stalled activities ask of the group, longest open first."""
    path = reverse("region", args=[region.slug])
    return [
        DecisionAsked(
            asked=one.decision_asked.strip(),
            why=f"{one.title}: {one.problem}",
            by=None,
            path=path,
            is_proposal=False,
        )
        for one in obstacles
        if one.is_stalled and one.decision_asked.strip()
    ]


def without_details(one: OpenObstacle) -> ObstacleTold:
    return ObstacleTold(one.title, one.problem, one.recovery, one.is_stalled, one.since)


def headline(told: Progress, tolerance: float, decisions: int) -> str:
    """ "Het plan loopt 2,3 maanden achter; één besluit gevraagd"."""
    return f"{_stand(told, tolerance)}; {_asked(decisions)}"


def _stand(told: Progress, tolerance: float) -> str:
    if not told.has_plan:
        return _("There is no approved plan yet")
    if not told.is_logged:
        return _without_log(told)
    stand = verdict(told.tempo, tolerance)
    if told.tempo is None or stand is None:
        return _("The plan has no dates yet")
    if stand == Verdict.ON_TRACK:
        return _("The plan is on track")
    sentence = (
        _("The plan is %(months)s behind")
        if stand == Verdict.BEHIND
        else _("The plan is %(months)s ahead")
    )
    return sentence % {"months": months_text(told.tempo)}


def _without_log(told: Progress) -> str:
    """A log is called missing once its last day has passed, and no sooner."""
    logs = told.logs
    if logs.last is None:
        return _("No monthly log yet")
    if logs.is_silent:
        since = month_name(logs.last, told.month)
        return _("No recent log since %(month)s") % {"month": since}
    if logs.missing:
        absent = month_name(logs.missing[-1], told.month)
        return _("The log of %(month)s is missing") % {"month": absent}
    return _("The log of %(month)s is not in yet") % {"month": month_name(told.month, told.month)}


def _asked(decisions: int) -> str:
    if not decisions:
        return _("no decision asked")
    return ngettext("%(number)s decision asked", "%(number)s decisions asked", decisions) % {
        "number": number_word(decisions)
    }


def _logs_until(region: Region, month: Month, today: date) -> Logs:
    rows = with_logs(Region.objects.filter(pk=region.pk), today, month)
    return logs_by(today, *rows.values_list(*LOG_DAYS)[0], until=month)
