"""Earned schedule: which point of its own plan has a region reached?

Pure functions over plain values; nothing here reads a database or a clock. Days are proleptic
ordinals (`date.toordinal`), as floats where a point lies between two days. Fractions run from
0 to 1, tempo is in months of 30.4375 days and negative when behind.

Three choices the definition leaves open:

* An activity without dates takes no part: it has no planned value, so neither its weight nor what
  it realised counts for the region. Otherwise the plan could never reach 1.
* An activity without a budget weighs as much as the average of those that have one; when none has
  (or all are zero) all weigh the same.
* Milestones on or outside the start and the end do not bend the curve: start is 0 and end is 1. A
  milestone's share is the fraction of the activity that is planned to be reached on its date.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import fsum
from operator import mul

DAYS_PER_MONTH = 30.4375
DEFAULT_TOLERANCE = 1.0
SLOWEST_FORECAST = 0.1  # below a tenth of the planned speed, an end date means nothing
SAME = 1e-12  # two fractions of a plan this close are one: sums of floats differ in the last bits


class Verdict(StrEnum):
    BEHIND = "behind"
    ON_TRACK = "on_track"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Planned:
    """What the approved plan says of one activity; `milestones` are (date, share or None)."""

    weight: float | None = None
    start: date | None = None
    end: date | None = None
    milestones: tuple[tuple[date | None, float | None], ...] = ()

    @property
    def has_dates(self) -> bool:
        return self.start is not None and self.end is not None and self.start <= self.end


@dataclass(frozen=True)
class Curve:
    """A planned fraction over time: straight between the points, 0 before them and 1 after.

    `days` never decrease, `values` never decrease; a point that comes twice is a jump. A curve
    without points stands for a plan without dates: it plans nothing and has no tempo.
    """

    days: tuple[float, ...] = ()
    values: tuple[float, ...] = ()

    @property
    def has_dates(self) -> bool:
        return bool(self.days)

    @property
    def start(self) -> date | None:
        return _as_date(self.days[0]) if self.days else None

    @property
    def end(self) -> date | None:
        return _as_date(self.days[-1]) if self.days else None

    def pv(self, on: date | float) -> float:
        """The fraction planned to be reached on a day; on the day of a jump, after the jump."""
        day = _ordinal(on)
        after = bisect_right(self.days, day)
        if after == 0:
            return 0.0
        if after == len(self.days):
            return 1.0
        return _between(day, self.days, self.values, after)

    def es(self, ev: float, now: date | float) -> float | None:
        """The day (an ordinal) on which the plan reached `ev`, seen from `now`; None if undated.

        Behind takes the latest such day and ahead the earliest, so a stretch in which nothing was
        planned costs nothing and earns nothing.
        """
        if not self.days:
            return None
        day, ev = _ordinal(now), min(1.0, max(0.0, ev))
        planned = self.pv(day)
        if day < self.days[0] or abs(ev - planned) <= SAME:
            return day
        if ev >= 1 - SAME:
            return max(day, self.days[-1])
        if ev < planned:
            crossing = bisect_right(self.values, ev + SAME)
            return min(day, _between(ev, self.values, self.days, crossing))
        crossing = bisect_left(self.values, ev - SAME)
        return max(day, _between(ev, self.values, self.days, crossing))

    def tempo(self, ev: float, now: date | float) -> float | None:
        """Months ahead of the plan, negative when behind; None if undated."""
        reached = self.es(ev, now)
        return None if reached is None else (reached - _ordinal(now)) / DAYS_PER_MONTH

    def spi(self, ev: float, now: date | float) -> float | None:
        """Speed against the plan: 1 as planned, 0.5 half as fast; None until the second day."""
        reached = self.es(ev, now)
        if reached is None or _ordinal(now) <= self.days[0]:
            return None
        return (reached - self.days[0]) / (_ordinal(now) - self.days[0])

    def forecast_end(self, ev: float, now: date | float) -> date | None:
        """When the plan ends at the speed so far; None if undated or too slow to tell."""
        if not self.days:
            return None
        speed = self.spi(ev, now)
        if speed is None:
            return self.end
        if speed < SLOWEST_FORECAST:
            return None
        return _as_date(self.days[0] + (self.days[-1] - self.days[0]) / speed)


@dataclass(frozen=True)
class RegionCurve(Curve):
    """All activities of a plan as one curve, and what part of the plan each of them is.

    Build it once per plan: every question after that is a search in a sorted list.
    """

    shares: tuple[float, ...] = ()

    @classmethod
    def from_activities(cls, activities: Iterable[Planned]) -> "RegionCurve":
        """Merge activities; `shares` keeps their order and is 0 where an activity takes no part."""
        plan = tuple(activities)
        shares = shares_of(plan)
        parts = [(share, curve_of(one)) for share, one in zip(shares, plan, strict=True) if share]
        days, values = _merged(parts)
        return cls(days, values, shares)

    def ev(self, realised: Sequence[float]) -> float:
        """Earned value of the realised fractions, in the order the activities were given in.

        Raises ValueError when there is not one fraction for each activity.
        """
        if len(realised) != len(self.shares):
            raise ValueError(f"{len(self.shares)} activities, {len(realised)} fractions")
        return min(1.0, max(0.0, fsum(map(mul, self.shares, realised))))


def realised_fraction(
    counted: float | None = None,
    target: float | None = None,
    milestones_met: int = 0,
    milestones_total: int = 0,
    done: bool = False,
) -> float:
    """How much of one activity is realised: done, else counted of target, else milestones met."""
    if done:
        return 1.0
    if target:
        return min(1.0, max(0.0, float(counted or 0) / float(target)))
    if milestones_total:
        return min(1.0, max(0.0, milestones_met / milestones_total))
    return 0.0


def shares_of(activities: Sequence[Planned]) -> tuple[float, ...]:
    """The part of the plan that each activity is: together 1, and 0 without dates."""
    known = [float(one.weight) for one in activities if one.has_dates and one.weight is not None]
    average = fsum(known) / len(known) if known and fsum(known) else 0.0
    weights = [_weight(one, average) for one in activities]
    total = fsum(weights)
    return tuple(weight / total if total else 0.0 for weight in weights)


def curve_of(activity: Planned) -> Curve:
    """The curve of one activity: 0 at its start, 1 at its end, bent by its milestones."""
    if not activity.has_dates:
        return Curve()
    start, end = activity.start.toordinal(), activity.end.toordinal()
    inside = sorted(
        ((on.toordinal(), share) for on, share in activity.milestones if on is not None),
        key=lambda milestone: milestone[0],
    )
    inside = [milestone for milestone in inside if start < milestone[0] < end]
    heights = _rising([0.0, *(share for _, share in inside), 1.0])
    highest = dict(zip([start, *(day for day, _ in inside)], heights, strict=False))
    days = (*highest, end)
    return Curve(tuple(map(float, days)), (*highest.values(), 1.0))


def tempo_of_activity(activity: Planned, realised: float, now: date | float) -> float | None:
    """Months one activity is ahead of its own plan; None without dates."""
    return curve_of(activity).tempo(realised, now)


def verdict(tempo: float | None, tolerance: float = DEFAULT_TOLERANCE) -> Verdict | None:
    """Within the tolerance (in months) is on track; None where there is no tempo."""
    if tempo is None:
        return None
    if tempo < -tolerance - SAME:
        return Verdict.BEHIND
    if tempo > tolerance + SAME:
        return Verdict.AHEAD
    return Verdict.ON_TRACK


def _weight(activity: Planned, average: float) -> float:
    if not activity.has_dates:
        return 0.0
    if not average:
        return 1.0
    return average if activity.weight is None else float(activity.weight)


def _rising(shares: list[float | None]) -> list[float]:
    """Fill unknown shares evenly between known neighbours, and never let the line go down."""
    known = [index for index, share in enumerate(shares) if share is not None]
    filled = [0.0]
    for left, right in pairwise(known):
        low = filled[-1]
        high = max(low, min(1.0, float(shares[right])))
        steps = right - left
        filled += [low + (high - low) * step / steps for step in range(1, steps + 1)]
    return filled


def _merged(parts: list[tuple[float, Curve]]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Add weighted curves by sweeping over their points; a stretch where none rises stays flat."""
    bends: dict[float, list[float]] = {}  # day: [jump, change of slope, change of rising segments]
    for share, curve in parts:
        for (left, low), (right, high) in pairwise(zip(curve.days, curve.values, strict=True)):
            opening, closing = bends.setdefault(left, [0, 0, 0]), bends.setdefault(right, [0, 0, 0])
            rise = share * (high - low)
            if left == right:
                opening[0] += rise
            elif rise:
                slope = rise / (right - left)
                opening[1], opening[2] = opening[1] + slope, opening[2] + 1
                closing[1], closing[2] = closing[1] - slope, closing[2] - 1
    days, values = [], []
    value = slope = rising = 0.0
    for day in sorted(bends):
        jump, change, segments = bends[day]
        value += slope * (day - days[-1]) if days else 0.0
        days.append(day)
        values.append(value)
        if jump:
            value += jump
            days.append(day)
            values.append(value)
        rising += segments
        slope = slope + change if rising else 0.0
    return tuple(days), (*values[:-1], 1.0) if values else ()


def _between(at: float, xs: Sequence[float], ys: Sequence[float], index: int) -> float:
    """Height at `at` on the segment that ends in `index`, never outside that segment."""
    left, right = xs[index - 1], xs[index]
    part = (at - left) / (right - left) if right > left else 1.0
    return ys[index - 1] + (ys[index] - ys[index - 1]) * min(1.0, max(0.0, part))


def _ordinal(day: date | float) -> float:
    return float(day.toordinal()) if isinstance(day, date) else float(day)


def _as_date(day: float) -> date:
    return date.fromordinal(round(day))
