"""The horizontal scale that our drawings share: months behind or ahead of the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite

from django.utils.translation import gettext, pgettext

CAP = 12  # months; what lies beyond stands at the edge, as an arrow
LEAST = 2  # months that the scale always shows on either side of the plan
ROOM = 0.3  # months between the outermost tempo and the edge


@dataclass(frozen=True)
class Tick:
    months: int
    x: float
    label: str


@dataclass(frozen=True)
class Scale:
    """Whole months from `low` to `high`, drawn from `left` to `right`; the plan is at zero."""

    low: int
    high: int
    left: float
    right: float

    @classmethod
    def around(cls, tempos: Iterable[float], left: float, right: float) -> "Scale":
        """The smallest scale that holds all tempos up to the cap, with the plan well inside."""
        known = [tempo for tempo in tempos if isfinite(tempo)]
        behind = min(CAP, max(LEAST, ceil(ROOM - min(known, default=0))))
        ahead = min(CAP, max(LEAST, ceil(ROOM + max(known, default=0))))
        least = max(behind, ahead) // 4
        return cls(-max(behind, least), max(ahead, least), left, right)

    @property
    def zero(self) -> float:
        return self.x(0)

    def x(self, months: float) -> float:
        """The place of a tempo; what lies beyond the scale stands at its edge."""
        inside = min(self.high, max(self.low, months))
        part = (inside - self.low) / (self.high - self.low)
        return round(self.left + part * (self.right - self.left), 2)

    def beyond(self, months: float) -> str:
        """On which side the scale is too short for a tempo: "behind", "ahead" or ""."""
        if months < self.low:
            return "behind"
        return "ahead" if months > self.high else ""

    def ticks(self, name_the_ends: bool = False) -> tuple[Tick, ...]:
        """Marks at whole months; `name_the_ends` says at the outer ones what the sides mean."""
        span = self.high - self.low
        step = 1 if span <= 5 else 2 if span <= 14 else 4
        months = [step * n for n in range(ceil(self.low / step), floor(self.high / step) + 1)]
        ends = {months[0], months[-1]} if name_the_ends else set()
        return tuple(Tick(month, self.x(month), _label(month, month in ends)) for month in months)


def _label(months: int, is_end: bool) -> str:
    if months == 0:
        return pgettext("axis", "plan")
    if not is_end:
        return str(abs(months))
    sentence = gettext("%(months)s mo. behind") if months < 0 else gettext("%(months)s ahead")
    return sentence % {"months": abs(months)}
