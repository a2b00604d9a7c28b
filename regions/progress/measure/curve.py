"""A plan as a line over time: how much was planned to be reached, and when was this reached?

Days are proleptic ordinals (`date.toordinal`), as floats where a point lies between two days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

DAYS_PER_MONTH = 30.4375
SLOWEST_FORECAST = 0.1  # below a tenth of the planned speed, an end date means nothing
SAME = 1e-12  # two fractions of a plan this close are one: sums of floats differ in the last bits


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


def merged(parts: Iterable[tuple[float, Curve]]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Add weighted curves by sweeping over their bends; a stretch where none rises stays flat."""
    bends = _bends(parts)
    days: list[float] = []
    values: list[float] = []
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


def _bends(parts: Iterable[tuple[float, Curve]]) -> dict[float, list[float]]:
    """By day: the jump, the change of slope, and the change in how many segments rise."""
    bends: dict[float, list[float]] = {}
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
    return bends


def _between(at: float, xs: Sequence[float], ys: Sequence[float], index: int) -> float:
    """Height at `at` on the segment that ends in `index`, never outside that segment."""
    left, right = xs[index - 1], xs[index]
    part = (at - left) / (right - left) if right > left else 1.0
    return ys[index - 1] + (ys[index] - ys[index - 1]) * min(1.0, max(0.0, part))


def _ordinal(day: date | float) -> float:
    return float(day.toordinal()) if isinstance(day, date) else float(day)


def _as_date(day: float) -> date:
    return date.fromordinal(round(day))
