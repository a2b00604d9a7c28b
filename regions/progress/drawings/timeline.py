"""Activities on a timeline: where each bar begins and ends, in percent of the width."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import date_range_text, months_text, percent
from regions.months import Month
from regions.progress.measure.cause import differs
from regions.progress.measure.tempo import DEFAULT_TOLERANCE
from regions.progress.models import TROUBLED, ActivityMonth, LineMonth, Status

SHORTEST = 0.7  # percent: what is hardly begun can still be seen
NARROW = 4  # percent: a label this close to "now" gives way to it
NARROW_ON_A_PHONE = 13


@dataclass(frozen=True)
class Tick:
    """A label on the axis; `place` names where it stands, for the style sheet."""

    x: float
    label: str
    place: str


@dataclass
class Bar:
    """One activity; `x`, `width` and the like are percent of the width, None without dates."""

    code: str
    title: str
    status: str
    label: str
    x: float | None = None
    width: float = 0
    done_width: float = 0
    was_x: float | None = None
    was_width: float = 0
    moved: str = ""
    is_undated: bool = False
    differs: str = ""  # where the count says otherwise than the leader
    who: str = ""  # carries it out
    key: str = ""  # the same in each version of the plan
    is_old: bool = False  # a status of a log so long ago that it says nothing of now


@dataclass
class Group:
    """An action line with its activities."""

    code: str
    title: str
    planned: float
    realised: float
    status: str
    bars: list[Bar] = field(default_factory=list)


@dataclass
class Timeline:
    now_x: float | None
    ticks: list[Tick]
    groups: list[Group]


class Scale:
    """Days to percent of the width, from the first day of a month to the end of another."""

    def __init__(self, first: Month, last: Month) -> None:
        self.first, self.last = first, last
        self._start = first.first_day.toordinal()
        self._days = last.next.first_day.toordinal() - self._start

    def x(self, day: date) -> float:
        share = (day.toordinal() - self._start) / self._days
        return round(min(1.0, max(0.0, share)) * 100, 2)

    def holds(self, day: date) -> bool:
        return self.first.first_day <= day <= self.last.last_day


def timeline_of(
    lines: Sequence[LineMonth],
    activities: Sequence[ActivityMonth],
    as_of: date,
    is_silent: bool = False,
    tolerance: float = DEFAULT_TOLERANCE,
) -> Timeline:
    """The timeline of a snapshot's lines and activities, in the order of the plan.

    Of a silent region no status is shown but what is done or has yet to begin. Where the leader
    calls an activity on track that is behind by its count for longer than the tolerance (months),
    its bar says so.
    """
    scale = _scale(activities, as_of)
    groups = {
        line.code: Group(line.code, line.title, line.planned, line.realised, line.status)
        for line in lines
    }
    for activity in activities:
        bar = _bar(activity, scale)
        bar.is_old = is_silent and bar.status not in {Status.DONE, Status.NOT_STARTED}
        if differs(activity, tolerance):
            bar.differs = _("by the count %(months)s behind") % {
                "months": months_text(activity.tempo or 0.0)
            }
        groups[activity.line].bars.append(bar)
    now_x = scale.x(as_of) if scale.holds(as_of) else None
    return Timeline(now_x, _ticks(scale, now_x), [group for group in groups.values() if group.bars])


def _scale(activities: Sequence[ActivityMonth], as_of: date) -> Scale:
    days = [
        day
        for activity in activities
        for day in (
            activity.starts_on,
            activity.ends_on,
            activity.original_starts_on,
            activity.original_ends_on,
        )
        if day
    ]
    return Scale(Month.of(min(days, default=as_of)), Month.of(max(days, default=as_of)))


def _bar(activity: ActivityMonth, scale: Scale) -> Bar:
    starts_on, ends_on = activity.starts_on, activity.ends_on
    bar = Bar(activity.code, activity.title, activity.status, _label(activity))
    bar.key = activity.key
    if starts_on is None or ends_on is None:
        bar.is_undated = True
        return bar
    bar.x, bar.width = _span(scale, starts_on, ends_on)
    if activity.realised:
        bar.done_width = round(max(SHORTEST, bar.width * activity.realised), 2)
    elif activity.status in TROUBLED:
        bar.done_width = SHORTEST
    was = activity.original_starts_on, activity.original_ends_on
    if was != (starts_on, ends_on) and was[0] and was[1]:
        bar.was_x, bar.was_width = _span(scale, was[0], was[1])
        bar.moved = _("moved, was %(dates)s") % {"dates": date_range_text(*was)}
    return bar


def _span(scale: Scale, first: date, last: date) -> tuple[float, float]:
    x = scale.x(first)
    return x, round(max(SHORTEST, scale.x(last) - x), 2)


def _label(activity: ActivityMonth) -> str:
    """What the bar shows, in words."""
    told = date_range_text(activity.starts_on, activity.ends_on) or _("no dates")
    if activity.target:
        counted = _("%(counted)s of %(target)s %(unit)s") % {
            "counted": activity.counted or 0,
            "target": activity.target,
            "unit": activity.unit,
        }
        return f"{told} · {counted.strip()}"
    return f"{told} · {percent(activity.realised)}"


def _ticks(scale: Scale, now_x: float | None) -> list[Tick]:
    """January with its year, and July; none where "now" stands."""
    ticks = []
    for month in Month.range(scale.first, scale.last):
        x = scale.x(month.first_day)
        gap = 100.0 if now_x is None else abs(x - now_x)
        if month.month in {1, 7} and gap >= NARROW:
            year = f" ’{month.year % 100:02}" if month.month == 1 else ""
            label = f"{date_format(month.first_day, 'b')}{year}"
            ticks.append(Tick(x, label, _place(x, bool(year), gap)))
    return ticks


def _place(x: float, is_year: bool, gap: float) -> str:
    wide_only = not is_year or gap < NARROW_ON_A_PHONE
    places = {"tl-first": x < NARROW, "tl-last": x > 100 - NARROW, "tl-wide": wide_only}
    return " ".join(name for name, holds in places.items() if holds)
