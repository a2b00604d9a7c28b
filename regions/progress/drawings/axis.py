"""Where the marks of our two drawings stand: the tempo axis and the spread.

Pure geometry in SVG units: x to the right, y down, from the top left. Tempos are months, negative
when behind. A template must print the numbers with a point: `{% localize off %}`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .scale import Scale, Tick
from .swarm import Mark, Swarm, swarm_of

NEWEST, OLDEST = (3.7, 0.54), (2.2, 0.15)  # radius and opacity of the dots of past months
ARROW = 7  # half the height of an arrow, and the radius of the dot of now


@dataclass(frozen=True)
class TrailDot:
    x: float
    radius: float
    opacity: float


@dataclass(frozen=True)
class TempoRow:
    """One region: a bar from the plan to the measured dot, or to an arrow where that is beyond.

    The dotted tail runs from the dot to where the region would stand today if nothing had happened
    since: time without news, and no measurement.
    """

    x: float | None  # None: no tempo, so no dot and no bar
    bar_from: float
    bar_to: float
    beyond: str  # "behind", "ahead" or ""
    arrow: str  # the points of a polygon that replaces the dot, or ""
    trail: tuple[TrailDot, ...]  # oldest first
    tail_to: float | None = None  # None: measured today, or no tempo


@dataclass(frozen=True)
class TempoAxis:
    width: int
    height: int
    middle: float
    left: float
    right: float
    zero: float
    scale: Scale
    ticks: tuple[Tick, ...]
    rows: tuple[TempoRow, ...]


@dataclass(frozen=True)
class Spread:
    width: int
    height: int
    zero: float
    scale: Scale
    ticks: tuple[Tick, ...]
    swarms: tuple[Swarm, ...]


def tempo_axis(
    regions: Sequence[tuple[float | None, Sequence[float | None], float | None]],
    width: int = 300,
    height: int = 32,
    margin: float = 10,
) -> TempoAxis:
    """All regions on one scale, in the order given.

    Of each: (tempo measured, tempos before that with the oldest first, tempo of today if nothing
    happened since). None is a month without a tempo: it keeps its place in the fading and shows
    nothing.
    """
    known = [
        tempo
        for measured, trail, idle in regions
        for tempo in (measured, *trail, idle)
        if tempo is not None
    ]
    scale = Scale.around(known, margin, width - margin)
    longest = max((len(trail) for _, trail, _ in regions), default=0)
    rows = tuple(
        _row(measured, idle, _trail(trail, scale, longest), scale, height / 2)
        for measured, trail, idle in regions
    )
    left, right = scale.left, scale.right
    return TempoAxis(width, height, height / 2, left, right, scale.zero, scale, scale.ticks(), rows)


def spread_drawing(
    periods: Sequence[tuple[str, Sequence[Mark]]],
    width: int = 760,
    height: int = 92,
    margin: float = 40,
) -> Spread:
    """One swarm a period, in the order given, all on one scale: (label, the regions)."""
    known = [mark.tempo for _, marks in periods for mark in marks]
    scale = Scale.around(known, margin, width - margin)
    swarms = tuple(swarm_of(label, marks, scale, height) for label, marks in periods)
    ticks = scale.ticks(name_the_ends=True)
    return Spread(width, height, scale.zero, scale, ticks, swarms)


def _row(
    measured: float | None,
    idle: float | None,
    trail: tuple[TrailDot, ...],
    scale: Scale,
    middle: float,
) -> TempoRow:
    if measured is None:
        return TempoRow(None, scale.zero, scale.zero, "", "", trail)
    x, beyond = scale.x(measured), scale.beyond(measured)
    bar_from, bar_to = sorted((x, scale.zero))
    tail_to = None if idle is None or scale.x(idle) == x else scale.x(idle)
    return TempoRow(x, bar_from, bar_to, beyond, _arrow(x, beyond, middle), trail, tail_to)


def _arrow(x: float, beyond: str, middle: float) -> str:
    """A triangle whose tip lies at the edge of the scale and points away from the plan."""
    if not beyond:
        return ""
    back = x + 2 * ARROW if beyond == "behind" else x - 2 * ARROW
    return f"{x:g},{middle:g} {back:g},{middle - ARROW:g} {back:g},{middle + ARROW:g}"


def _trail(trail: Sequence[float | None], scale: Scale, longest: int) -> tuple[TrailDot, ...]:
    dots = []
    for age, tempo in zip(range(len(trail) - 1, -1, -1), trail, strict=True):
        if tempo is not None:
            radius, opacity = _faded(age / max(1, longest - 1))
            dots.append(TrailDot(scale.x(tempo), radius, opacity))
    return tuple(dots)


def _faded(part: float) -> tuple[float, float]:
    """Radius and opacity, from the newest (0) to the oldest (1)."""
    (radius, opacity), (least_radius, least_opacity) = NEWEST, OLDEST
    return (
        round(radius + part * (least_radius - radius), 2),
        round(opacity + part * (least_opacity - opacity), 2),
    )
