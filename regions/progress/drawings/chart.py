"""Plan, reality and "at this tempo" as lines over time, and as a table and a sentence."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import months_text, percent
from regions.months import Month
from regions.plans.models import Activity
from regions.progress.measure.curve import DAYS_PER_MONTH
from regions.progress.measure.tempo import Planned, RegionCurve
from regions.progress.models import ActivityMonth, RegionMonth

LONGEST_OVERRUN = 24  # months after the plan's end that the picture still shows
DONE = 0.9995

Point = tuple[int, float]


@dataclass
class PlanChart:
    """Points are (days since `base_on`, percent); ticks are (days, label)."""

    base_on: date
    plan: list[Point] = field(default_factory=list)
    actual: list[Point] = field(default_factory=list)
    forecast: list[Point] = field(default_factory=list)
    ticks: list[tuple[int, str]] = field(default_factory=list)

    def for_script(self, texts: dict[str, str]) -> dict[str, Any]:
        return {
            "base": self.base_on.isoformat(),
            "plan": self.plan,
            "actual": self.actual,
            "forecast": self.forecast,
            "ticks": self.ticks,
            "texts": texts,
        }


@lru_cache(maxsize=256)
def curve_of_plan(plan_id: int) -> RegionCurve:
    """The planned value over time of one approved version of a plan, in one query.

    Kept in memory: the database refuses every change of an approved plan.
    """
    rows = (
        Activity.objects.filter(plan=plan_id)
        .order_by("pk")
        .values_list(
            "pk", "budget_cents", "starts_on", "ends_on", "milestones__due_on", "milestones__share"
        )
    )
    activities = []
    for _pk, group in groupby(rows, key=lambda row: row[0]):
        parts = list(group)
        _same, weight, starts_on, ends_on, *_mark = parts[0]
        marks = tuple((row[4], None if row[5] is None else float(row[5]) / 100) for row in parts)
        activities.append(Planned(weight, starts_on, ends_on, marks))
    return RegionCurve.from_activities(activities)


def chart_of(curve: RegionCurve, months: list[RegionMonth], row: RegionMonth) -> PlanChart | None:
    """The picture as it stood in the month of `row`; None for a plan without dates."""
    if curve.start is None or curve.end is None:
        return None
    base = Month.of(curve.start).first_day
    known = [month for month in months if month.month_on <= row.month_on and month.is_measured]
    chart = PlanChart(base)
    chart.plan = _line(base, curve.start, curve.end, curve.pv)
    chart.actual = [(0, 0.0)] * (curve.start > base) + [
        ((snapshot.measured_on - base).days, _percent(snapshot.earned_value))
        for snapshot in known
        if snapshot.measured_on and snapshot.measured_on >= base
    ]
    chart.forecast = _forecast(curve, row, base)
    last = max(line[-1][0] for line in (chart.plan, chart.actual, chart.forecast) if line)
    chart.ticks = _ticks(base, last)
    return chart


def chart_of_activity(
    activity: Activity, measured: list[tuple[date | None, ActivityMonth]]
) -> PlanChart | None:
    """Plan and reality of one activity; `measured` oldest first. None without dates.

    The plan's line is what the snapshots say it was, so no day is drawn that was not measured;
    after the last of them it runs to the end that is planned now.
    """
    if activity.starts_on is None or activity.ends_on is None:
        return None
    days = {day: one for day, one in measured if day and (day > activity.starts_on or one.realised)}
    base = Month.of(min([activity.starts_on, *days])).first_day
    chart = PlanChart(base)
    points = {activity.starts_on: 0.0, activity.ends_on: 100.0}
    points |= {
        day: _percent(one.planned)
        for day, one in days.items()
        if activity.starts_on < day < activity.ends_on
    }
    chart.plan = [((day - base).days, height) for day, height in sorted(points.items())]
    chart.actual = [((day - base).days, _percent(one.realised)) for day, one in days.items()]
    chart.ticks = _ticks(base, max(point[0] for point in [*chart.plan, *chart.actual]))
    return chart


def _forecast(curve: RegionCurve, row: RegionMonth, base: date) -> list[Point]:
    """From the measured day on the plan's own shape, stretched to the speed so far."""
    day = row.measured_on
    if curve.start is None or curve.end is None or row.forecast_end_on is None or day is None:
        return []
    if not row.spi or row.earned_value >= DONE:
        return []
    start, speed = curve.start.toordinal(), row.spi
    limit = Month.of(curve.end).plus(LONGEST_OVERRUN).last_day
    until = min(row.forecast_end_on, limit)
    if until <= day:
        return []
    now = ((day - base).days, _percent(row.earned_value))
    later = _line(
        base, day, until, lambda day: curve.pv(start + (day.toordinal() - start) * speed)
    )[1:]
    if row.forecast_end_on <= limit:
        later[-1] = (later[-1][0], 100.0)
    return [now, *later]


def _line(base: date, first: date, last: date, height: Any) -> list[Point]:
    """A point on the first day, at each end of a month in between, and on the last day."""
    ends = (month.last_day for month in Month.range(Month.of(first), Month.of(last)))
    days = [first, *(day for day in ends if first < day < last), last]
    return [((day - base).days, _percent(height(day))) for day in days]


def _ticks(base: date, last: int) -> list[tuple[int, str]]:
    """January with its year, and July."""
    ticks = []
    end = date.fromordinal(base.toordinal() + last)
    for month in Month.range(Month.of(base), Month.of(end)):
        if month.month in {1, 7}:
            year = f" ’{month.year % 100:02}" if month.month == 1 else ""
            label = f"{date_format(month.first_day, 'b')}{year}"
            ticks.append(((month.first_day - base).days, label))
    return ticks


def sentence_of(curve: RegionCurve, row: RegionMonth) -> str:
    """What the picture shows, in words: values of the measured day."""
    if row.measured_on is None:
        return _("Nothing is logged yet, so nothing is measured.")
    if row.earned_value >= DONE:
        return _("All of the plan is realised.")
    told = _("%(realised)s of the plan is realised; by the plan that would be %(planned)s.") % {
        "realised": percent(row.earned_value),
        "planned": percent(row.planned_value),
    }
    return f"{told} {_about_the_end(curve, row)}".strip()


def _about_the_end(curve: RegionCurve, row: RegionMonth) -> str:
    if curve.end is None or row.spi is None:
        return ""
    if row.forecast_end_on is None:
        return _("At this tempo no end date can be given.")
    month = date_format(row.forecast_end_on, "F Y")
    later = (row.forecast_end_on - curve.end).days / DAYS_PER_MONTH
    if later > LONGEST_OVERRUN:
        return _("At this tempo the plan ends more than two years later than planned.")
    if abs(later) < 0.5:
        return _("At this tempo the plan ends as planned, in %(month)s.") % {"month": month}
    sentence = (
        _("At this tempo the plan ends in %(month)s, %(months)s later than planned.")
        if later > 0
        else _("At this tempo the plan ends in %(month)s, %(months)s earlier than planned.")
    )
    return sentence % {"month": month, "months": months_text(round(later))}


def _percent(fraction: float) -> float:
    return round(fraction * 100, 1)
