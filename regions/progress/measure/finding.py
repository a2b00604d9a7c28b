"""The heading of the dashboard: how a region stands against its own plan, and why."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import months_text
from regions.months import Month
from regions.progress.models import RegionMonth

from .cause import cause_of
from .deadlines import Logs
from .tempo import Verdict, verdict


@dataclass(frozen=True)
class Finding:
    title: str
    cause: str
    is_silent: bool = False


def finding(row: RegionMonth, logs: Logs, tolerance: float) -> Finding:
    """How it stands in the month of `row`; `logs` are those up to that month."""
    stand = stand_text(row, tolerance)
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


def stand_text(row: RegionMonth, tolerance: float) -> str:
    """How a region stood on the day that was measured, or why that cannot be told."""
    if row.measured_on is None:
        return _("nothing is measured yet")
    if not row.is_counted:
        return _("not all is counted yet")
    return tempo_text(row.tempo_months, tolerance)


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


def month_name(month: Month, seen_from: Month) -> str:
    """ "augustus", with its year when that is longer than eleven months ago."""
    return date_format(month.first_day, "F" if abs(seen_from.minus(month)) < 12 else "F Y")
