"""Where a region stands among all, for its own leader: a band without names, and one's own dot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.months import Month
from regions.progress.drawings.scale import Scale, Tick
from regions.progress.drawings.swarm import percentile
from regions.progress.measure.deadlines import last_due_month
from regions.progress.models import RegionMonth

LEAST_REGIONS = 5  # with fewer a band tells of one of them
WIDTH, MARGIN = 720, 24


@dataclass(frozen=True)
class Band:
    """The 10th to the 90th percentile of the tempos of one closed month; `own` is None where the
    region has no log of it. What ends in `_x` is a place in the drawing."""

    month: Month
    regions: int
    low: float
    high: float
    own: float | None
    low_x: float
    high_x: float
    own_x: float | None
    zero: float
    ticks: tuple[Tick, ...]
    width: int = WIDTH

    @property
    def band_width(self) -> float:
        return round(self.high_x - self.low_x, 2)

    @property
    def place(self) -> str:
        """Whether the region stands in the band, behind it or ahead of it; "" without a log."""
        if self.own is None:
            return ""
        if self.own < self.low:
            return "behind"
        return "ahead" if self.own > self.high else "inside"


def band_of(month: Month, tempos: Sequence[float], own: float | None) -> Band | None:
    """None where fewer than five regions were measured: nobody may be worked out from it."""
    if len(tempos) < LEAST_REGIONS:
        return None
    low, high = percentile(tempos, 0.1), percentile(tempos, 0.9)
    shown = [low, high] if own is None else [low, high, own]
    scale = Scale.around(shown, MARGIN, WIDTH - MARGIN)
    return Band(
        month,
        len(tempos),
        low,
        high,
        own,
        scale.x(low),
        scale.x(high),
        None if own is None else scale.x(own),
        scale.zero,
        scale.ticks(),
    )


def band_for(region: Region, today: date) -> Band | None:
    """Of the last month whose log was due, as far as regions have a log of it. One query."""
    month = last_due_month(today)
    rows = RegionMonth.objects.filter(month_on=month.first_day, measured_on__gte=month.first_day)
    told = {
        pk: tempo for pk, tempo in rows.values_list("region", "tempo_months") if tempo is not None
    }
    return band_of(month, list(told.values()), told.get(region.pk))
