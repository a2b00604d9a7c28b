"""A swarm: one dot a region, each at its own tempo, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt
from typing import NamedTuple

from django.utils.translation import gettext

from regions.dutch import decimal_text

from .scale import Scale

DOT, OWN_DOT = 3.8, 5.0  # radii while there is room
GAP = 0.8  # between two dots
SHRINK = 0.85
BAND_MARGIN = 10  # above and below the band


class Mark(NamedTuple):
    """One region in a swarm; `key` is whatever the page knows the region by.

    It is hollow where the region has no log of that month: the tempo is the one measured last.
    """

    key: object
    tempo: float
    is_own: bool = False
    is_hollow: bool = False


@dataclass(frozen=True)
class SwarmDot:
    key: object
    tempo: float
    is_own: bool
    is_hollow: bool
    beyond: str  # "behind" or "ahead" where it stands at the edge because the scale ends
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Band:
    """The middle 80 percent of what was measured: the 10th to the 90th percentile, as drawn."""

    low: float
    high: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Swarm:
    label: str
    months_apart: float | None  # width of the band; None without regions
    text: str  # the same in words
    band: Band | None
    dots: tuple[SwarmDot, ...]  # from behind to ahead


def swarm_of(label: str, marks: Sequence[Mark], scale: Scale, height: float) -> Swarm:
    """Place the marks; the order in which they are given makes no difference."""
    dots = _dots(marks, scale, height)
    tempos = [mark.tempo for mark in marks if not mark.is_hollow]
    if not tempos:
        return Swarm(label, None, gettext("no figures"), None, dots)
    low, high = percentile(tempos, 0.1), percentile(tempos, 0.9)
    left, right = scale.x(low), scale.x(high)
    band = Band(
        low, high, left, BAND_MARGIN, round(right - left, 2), max(0, height - 2 * BAND_MARGIN)
    )
    text = gettext("%(months)s mo. apart") % {"months": decimal_text(high - low)}
    return Swarm(label, high - low, text, band, dots)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which a part (0 to 1) lies, straight between neighbours.

    Raises ValueError when there are no values.
    """
    if not values:
        raise ValueError("No values, no percentile.")
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _dots(marks: Sequence[Mark], scale: Scale, height: float) -> tuple[SwarmDot, ...]:
    """As large as fits: where many regions stand close together all dots of the swarm shrink."""
    ordered = sorted(marks, key=lambda mark: (mark.tempo, str(mark.key)))
    xs = [scale.x(mark.tempo) for mark in ordered]
    size = 1.0
    while True:
        radii = [size * (OWN_DOT if mark.is_own else DOT) for mark in ordered]
        ys = _packed(xs, radii, size * GAP)
        if all(abs(y) + radius <= height / 2 for y, radius in zip(ys, radii, strict=True)):
            break
        size *= SHRINK
    return tuple(
        SwarmDot(*mark, scale.beyond(mark.tempo), x, round(height / 2 + y, 3), round(radius, 3))
        for mark, x, y, radius in zip(ordered, xs, ys, radii, strict=True)
    )


def _packed(xs: Sequence[float], radii: Sequence[float], gap: float) -> list[float]:
    """The y of each dot, nearest to the middle that is free; x decides, y only makes room."""
    ys: list[float] = []
    reach = 2 * max(radii, default=0) + gap
    first = 0
    for x, radius in zip(xs, radii, strict=True):
        while x - xs[first] > reach:
            first += 1
        near = [
            (ys[other], (radius + radii[other] + gap) ** 2 - (x - xs[other]) ** 2)
            for other in range(first, len(ys))
        ]
        blocked = [(y - sqrt(room), y + sqrt(room)) for y, room in near if room > 0]
        ys.append(_nearest_free(blocked))
    return ys


def _nearest_free(blocked: list[tuple[float, float]]) -> float:
    """The number nearest to zero that is inside no interval; the upper side when it is a tie."""
    down = up = 0.0
    for low, high in sorted(blocked):
        if low < up < high:
            up = high
    for low, high in sorted(blocked, key=lambda interval: -interval[1]):
        if low < down < high:
            down = low
    return up if up <= -down else down
