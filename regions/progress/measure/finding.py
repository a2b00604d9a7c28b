"""The heading of the dashboard: how a region stands against its own plan, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import list_text, months_text, signed
from regions.months import Month
from regions.progress.models import TROUBLED, ActivityMonth, RegionMonth, Status

from .deadlines import Logs
from .tempo import Verdict, verdict

MOST_CAUSES = 3


@dataclass(frozen=True)
class Finding:
    title: str
    cause: str
    is_silent: bool = False


def finding(row: RegionMonth, logs: Logs, tolerance: float) -> Finding:
    """How it stands in the month of `row`; `logs` are those up to that month."""
    stand = tempo_text(row.tempo_months, tolerance)
    if logs.last is None:
        nothing = _("The plan is approved; nothing is logged.")
        return Finding(_("No monthly log yet"), nothing, logs.is_silent)
    if logs.is_silent:
        title = _("No recent log since %(month)s") % {"month": month_name(logs.last, row.month)}
        return Finding(title, _("By what was logged last: %(stand)s.") % {"stand": stand}, True)
    cause = cause_of(row, tolerance)
    if logs.missing:
        absent = _("The log of %(month)s is missing.")
        cause = f"{cause} {absent % {'month': month_name(logs.missing[-1], row.month)}}"
    return Finding(stand[:1].upper() + stand[1:], cause.strip())


def tempo_text(tempo: float | None, tolerance: float) -> str:
    """ "2,3 months behind the plan", "on track", "1,4 months ahead of the plan"."""
    stand = verdict(tempo, tolerance)
    if tempo is None or stand is None:
        return _("the plan has no dates yet")
    if stand == Verdict.ON_TRACK:
        return _("on track with the plan")
    sentence = (
        _("%(months)s behind the plan")
        if stand == Verdict.BEHIND
        else _("%(months)s ahead of the plan")
    )
    return sentence % {"months": months_text(tempo)}


def cause_of(row: RegionMonth, tolerance: float) -> str:
    """Which activities make it so, furthest behind first."""
    troubled = sorted(
        (one for one in row.activities if is_troubled(one, row.tempo_months, tolerance)),
        key=lambda one: (one.tempo is None, one.tempo or 0.0),
    )
    stand = verdict(row.tempo_months, tolerance)
    if stand == Verdict.AHEAD:
        return f"{_ahead(row.activities, tolerance)} {_also(troubled)}".strip()
    if stand == Verdict.BEHIND:
        return _behind(troubled, len(row.activities))
    return _also(troubled) or _("No activity is behind by more than the tolerance.")


def is_troubled(activity: ActivityMonth, region_tempo: float | None, tolerance: float) -> bool:
    """Whether an activity is a cause: its leader says so, or it pulls the region back.

    One that is logged as on track is named only when it is beyond the tolerance and further
    behind than the region as a whole.
    """
    if activity.status in TROUBLED:
        return True
    if activity.status == Status.DONE or activity.tempo is None:
        return False
    is_late = verdict(activity.tempo, tolerance) == Verdict.BEHIND
    return is_late and activity.tempo <= (region_tempo or 0.0)


def _behind(troubled: Sequence[ActivityMonth], total: int) -> str:
    if not troubled:
        return _("No single activity is far behind; many are a little.")
    told = _("Cause: %(activities)s.") % {"activities": _named(troubled)}
    rest = _("The rest is on track.") if total > len(troubled) else ""
    return f"{told} {rest}".strip()


def _also(troubled: Sequence[ActivityMonth]) -> str:
    if not troubled:
        return ""
    return _("Still behind: %(activities)s.") % {"activities": _named(troubled)}


def _ahead(activities: Sequence[ActivityMonth], tolerance: float) -> str:
    further = sorted(
        (one for one in activities if verdict(one.tempo, tolerance) == Verdict.AHEAD),
        key=lambda one: -(one.tempo or 0.0),
    )
    if not further:
        return ""
    return _("Ahead through: %(activities)s.") % {"activities": _named(further)}


def _named(activities: Sequence[ActivityMonth]) -> str:
    names = [f"{in_sentence(one.title)} ({_how(one)})" for one in activities[:MOST_CAUSES]]
    more = len(activities) - len(names)
    if more:
        names.append(ngettext("%(n)s other", "%(n)s others", more) % {"n": more})
    return list_text(names)


def _how(activity: ActivityMonth) -> str:
    if activity.status == Status.STALLED:
        return _("stalled")
    tempo = activity.tempo
    if tempo is None or (activity.status == Status.BEHIND and tempo >= 0):
        return _("behind")
    return signed(tempo)


def in_sentence(title: str) -> str:
    """A title inside a sentence: a small first letter, unless it begins with an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def month_name(month: Month, seen_from: Month) -> str:
    """ "augustus", with its year when that is longer than eleven months ago."""
    return date_format(month.first_day, "F" if abs(seen_from.minus(month)) < 12 else "F Y")
