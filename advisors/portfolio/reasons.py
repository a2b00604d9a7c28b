"""Why a region stands where it stands: rules that explain themselves in one sentence.

Pure functions over a `Standing`; nothing here reads a database or a clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import months_text, number_word, number_words
from regions.months import Month
from regions.progress.measure.finding import month_name
from regions.progress.measure.tempo import Verdict, verdict
from regions.progress.models import Status

from .standing import Standing

CATCH_UP = 0.5  # months won in three months before we say that a region catches up
LEAST_REMARKS = 5  # of a steering group in half a year; below that they say nothing
MUCH_ADVICE = 0.6  # of the remarks, from where we say that they are about how or how fast
NORM_MONTHS = 6  # how long before the norm is hardly in reach we begin to say so


@dataclass(frozen=True)
class Picture:
    """The status beside a region: a shape from `Status` and a word of our own."""

    code: str
    text: str


def picture_of(standing: Standing) -> Picture:
    """How the region looks now; silence is never an old green."""
    if standing.logs.last is None:
        return Picture(Status.NOT_STARTED, _("No log yet"))
    if standing.logs.is_silent:
        return Picture(Status.NOT_STARTED, _("No recent log"))
    if standing.logs.missing:
        return Picture(Status.NOT_STARTED, _("Without a log"))
    if standing.tempo is None:
        return Picture(Status.NOT_STARTED, _("No tempo yet"))
    return _behind(standing) if standing.is_behind else _on_track(standing.now.stalled)


def _behind(standing: Standing) -> Picture:
    if standing.won_in_three_months >= CATCH_UP:
        return Picture(Status.BEHIND, _("Catching up"))
    if standing.now.stalled:
        return Picture(Status.STALLED, _("Asks for attention"))
    return Picture(Status.BEHIND, _("Behind"))


def _on_track(stalled: int) -> Picture:
    """What lies still is no green, however the whole stands."""
    if not stalled:
        return Picture(Status.ON_TRACK, _("On track"))
    told = ngettext("On track, %(n)s stalled", "On track, %(n)s stalled", stalled)
    return Picture(Status.BEHIND, told % {"n": stalled})


def reasons_for(standing: Standing) -> list[str]:
    """Every sentence that applies, the most pressing first; never empty."""
    found = [sentence for rule in RULES if (sentence := rule(standing))]
    return found or [_("Nothing particular")]


def log_missing(standing: Standing) -> str:
    logs = standing.logs
    if not logs.missing:
        return ""
    if logs.last is None:
        return _("No log yet")
    if logs.is_silent:
        return _("No log since %(month)s") % {"month": _month(logs.last, standing)}
    return _("The log of %(month)s is missing") % {"month": _month(logs.missing[-1], standing)}


def something_stalled(standing: Standing) -> str:
    count = standing.now.stalled
    if not count:
        return ""
    if count == 1:
        titles = [a.title for a in standing.now.activities if a.status == Status.STALLED]
        if titles:
            return _("%(title)s is stalled") % {"title": titles[0]}
    return ngettext("%(n)s activity is stalled", "%(n)s activities are stalled", count) % {
        "n": count
    }


def obstacle_without_recovery(standing: Standing) -> str:
    count = standing.now.obstacles_without_recovery
    if not count:
        return ""
    return ngettext(
        "%(n)s obstacle without a way to pick it up",
        "%(n)s obstacles without a way to pick them up",
        count,
    ) % {"n": count}


def tempo_falls(standing: Standing) -> str:
    tempos = [point.tempo_months for point in standing.measured[-4:]]
    known = [tempo for tempo in tempos if tempo is not None]
    if len(known) < 4 or not all(b < a for a, b in pairwise(known)):
        return ""
    return _("Tempo fell three logs in a row") if known[0] - known[-1] >= CATCH_UP else ""


def question_waits(standing: Standing) -> str:
    if not standing.waiting_since:
        return ""
    oldest = min(standing.waiting_since)
    days = (standing.today - timezone.localdate(oldest)).days
    count = len(standing.waiting_since)
    question = ngettext("%(n)s question waits", "%(n)s questions wait", count) % {"n": count}
    return question + " " + ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def furthest_behind(standing: Standing) -> str:
    if not standing.is_behind:
        return ""
    late = [
        (activity.tempo, activity.title)
        for activity in standing.now.activities
        if activity.tempo is not None
        and verdict(activity.tempo, standing.tolerance) == Verdict.BEHIND
    ]
    if not late:
        return ""
    tempo, title = min(late, key=lambda pair: pair[0])
    return _("%(title)s is %(tempo)s behind") % {"title": title, "tempo": months_text(-tempo)}


def backlog_shrinks(standing: Standing) -> str:
    if not standing.is_behind or standing.won_in_three_months < CATCH_UP:
        return ""
    known = [
        (point.tempo_months, point.month)
        for point in standing.measured
        if point.tempo_months is not None
    ]
    _lowest, month = min(known)
    return _("The backlog shrinks since %(month)s") % {"month": _month(month, standing)}


def group_advises_much(standing: Standing) -> str:
    advice, total = standing.signals.remarks
    if total < LEAST_REMARKS or advice < MUCH_ADVICE * total:
        return ""
    some, all_of_them = number_words(advice, total, capital=True)
    text = _("%(advice)s of the %(total)s remarks are about how or how fast")
    return text % {"advice": some, "total": all_of_them}


def last_chance_is_near(standing: Standing) -> str:
    chances = standing.signals.chances
    if not chances:
        return ""
    return ngettext(
        "Last chance of an internship for a cohort in %(month)s",
        "Last chance of an internship for %(n)s cohorts, the first in %(month)s",
        len(chances),
    ) % {"n": number_word(len(chances)), "month": Month.of(chances[0]).label}


def norm_out_of_reach(standing: Standing) -> str:
    told = standing.signals.financing
    if told is None:
        return ""
    if told.is_out_of_reach:
        return _("The norm for co-financing is hardly in reach any more")
    last = told.last_month
    if last is None or last.minus(Month.of(standing.today)) > NORM_MONTHS:
        return ""
    return _("After %(month)s the norm for co-financing is hardly in reach any more") % {
        "month": last.label
    }


def partners_gone_silent(standing: Standing) -> str:
    count = standing.signals.silent
    if not count:
        return ""
    return ngettext(
        "%(number)s business not spoken for too long",
        "%(number)s businesses not spoken for too long",
        count,
    ) % {"number": number_word(count, capital=True)}


def electives_stand_still(standing: Standing) -> str:
    still = standing.signals.still
    if not still:
        return ""
    return ngettext(
        "Elective %(title)s stands still", "%(number)s electives stand still", len(still)
    ) % {"title": still[0], "number": number_word(len(still), capital=True)}


RULES: tuple[Callable[[Standing], str], ...] = (
    log_missing,
    something_stalled,
    question_waits,
    last_chance_is_near,
    backlog_shrinks,
    furthest_behind,
    norm_out_of_reach,
    partners_gone_silent,
    electives_stand_still,
    group_advises_much,
    obstacle_without_recovery,
    tempo_falls,
)


def _month(month: Month, standing: Standing) -> str:
    return month_name(month, Month.of(standing.today))
