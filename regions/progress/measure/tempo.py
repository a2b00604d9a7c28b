"""Earned schedule: which point of its own plan has a region reached?

Pure functions over plain values; nothing here reads a database or a clock. Fractions run from 0
to 1, tempo is in months of 30.4375 days and negative when behind.

Three choices the definition leaves open:

* An activity without dates takes no part: it has no planned value, so neither its weight nor what
  it realised counts for the region. Otherwise the plan could never reach 1.
* An activity without a budget weighs as much as the average of those that have one; when none has
  (or all are zero) all weigh the same.
* Milestones on or outside the start and the end do not bend the curve: start is 0 and end is 1. A
  milestone's share is the fraction of the activity that is planned to be reached on its date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import fsum
from operator import mul
from typing import Self

from .curve import SAME, Curve, merged

DEFAULT_TOLERANCE = 1.0


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
class RegionCurve(Curve):
    """All activities of a plan as one curve, and what part of the plan each of them is.

    Build it once per plan: every question after that is a search in a sorted list.
    """

    shares: tuple[float, ...] = ()

    @classmethod
    def from_activities(cls, activities: Iterable[Planned]) -> Self:
        """Merge activities; `shares` keeps their order and is 0 where an activity takes no part."""
        plan = tuple(activities)
        shares = shares_of(plan)
        parts = [(share, curve_of(one)) for share, one in zip(shares, plan, strict=True) if share]
        days, values = merged(parts)
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
    if activity.start is None or activity.end is None or not activity.has_dates:
        return Curve()
    start, end = activity.start.toordinal(), activity.end.toordinal()
    dated = [(on.toordinal(), share) for on, share in activity.milestones if on is not None]
    inside = sorted((one for one in dated if start < one[0] < end), key=lambda one: one[0])
    heights = _rising([0.0, *(share for _, share in inside), 1.0])
    highest = dict(zip([start, *(day for day, _ in inside)], heights, strict=False))
    return Curve((*map(float, highest), float(end)), (*highest.values(), 1.0))


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
    known = [(index, share) for index, share in enumerate(shares) if share is not None]
    filled = [0.0]
    for (left, _), (right, share) in pairwise(known):
        low = filled[-1]
        rise, steps = max(0.0, min(1.0, float(share)) - low), right - left
        filled += [low + rise * step / steps for step in range(1, steps + 1)]
    return filled
