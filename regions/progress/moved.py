"""How a region moved in a period, for the digest: tempo and its cause, forecast, milestones."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import list_text, signed
from regions.models import Region
from regions.months import Month
from regions.plans.models import Milestone, Plan

from .measure.cause import cause_of
from .measure.change import Change, change_text
from .measure.facts import current_logs
from .measure.fresh import complete, measured_in
from .measure.tempo import Verdict, verdict
from .models import MilestoneMet

MOST_NAMED = 4


def moved_in(region: Region, first: Month, last: Month, today: date) -> list[str]:
    """Sentences about what was measured in these months; none when nothing was."""
    plan = Plan.objects.current().filter(region=region).first()
    if plan is None:
        return []
    points = measured_in(region, plan.pk, first, last, today)
    if not points or points[-1].month < first:
        return []
    before = [point for point in points if point.month < first]
    change = Change(before[-1] if before else None, points[-1])
    complete(point for point in (change.before, change.after) if point)
    tolerance = float(region.tolerance_months)
    return [
        sentence
        for sentence in (
            _tempo(change),
            _cause(change, tolerance),
            _forecast(change),
            *_milestones(region, plan, first, last),
        )
        if sentence
    ]


def _tempo(change: Change) -> str:
    after = change.after
    if after.tempo_months is None or after.measured_on is None:
        return ""
    if change.is_seen:
        return _("Tempo in months went %(change)s.") % {"change": change_text(change)}
    told = {"tempo": signed(after.tempo_months), "day": date_format(after.measured_on, "j F Y")}
    if change.before is None:
        return _("Tempo was %(tempo)s months on %(day)s, the first day measured.") % told
    return _("Tempo stayed at %(tempo)s months, measured on %(day)s.") % told


def _cause(change: Change, tolerance: float) -> str:
    is_behind = verdict(change.after.tempo_months, tolerance) == Verdict.BEHIND
    return cause_of(change.after, tolerance) if is_behind else ""


def _forecast(change: Change) -> str:
    ends, before = change.after.forecast_end_on, change.before
    if ends is None:
        return ""
    told = {"ends": Month.of(ends).label}
    if before and before.forecast_end_on and Month.of(before.forecast_end_on) != Month.of(ends):
        told["was"] = Month.of(before.forecast_end_on).label
        return _("At this tempo the plan is realised in %(ends)s; that was %(was)s.") % told
    return _("At this tempo the plan is realised in %(ends)s.") % told


def _milestones(region: Region, plan: Plan, first: Month, last: Month) -> list[str]:
    """Those that the logs of these months call reached, and those due in them that none does."""
    logs = current_logs([region.pk]).filter(month_on__lte=last.first_day)
    met = MilestoneMet.objects.filter(update__check_in__in=logs.values("pk"))
    until: dict[str, date] = {}
    rows = met.order_by("-update__check_in__month_on")
    for key, month_on in rows.values_list("milestone_key", "update__check_in__month_on"):
        until[str(key)] = month_on  # the first log that said so stays
    marks = Milestone.objects.filter(activity__plan=plan).order_by("due_on", "pk")
    reached, missed = [], []
    for key, title, due_on in marks.values_list("key", "title", "due_on"):
        said_on = until.get(str(key))
        if said_on is not None and said_on >= first.first_day:
            reached.append(title)
        elif said_on is None and due_on and first.first_day <= due_on <= last.last_day:
            missed.append(f"{title} ({date_format(due_on, 'j F')})")
    return [
        _("Milestones reached: %(titles)s.") % {"titles": _named(reached)} if reached else "",
        _("Milestones not reached: %(titles)s.") % {"titles": _named(missed)} if missed else "",
    ]


def _named(titles: list[str]) -> str:
    if len(titles) <= MOST_NAMED:
        return list_text(titles)
    more = len(titles) - MOST_NAMED + 1
    return list_text([*titles[: MOST_NAMED - 1], _("%(n)s others") % {"n": more}])
