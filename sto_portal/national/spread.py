"""How all regions stand against their own plans, quarter after quarter."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regions.dutch import months_text
from regions.models import Region
from regions.months import Month
from regions.progress.drawings.axis import Spread, spread_drawing
from regions.progress.drawings.swarm import Mark
from regions.progress.measure.deadlines import last_due_month
from regions.progress.models import RegionMonth

QUARTERS = 5
SAME = 0.3  # a change in width below this many months is no change


@dataclass(frozen=True)
class National:
    """The drawing, the finding above it, and of how many regions the last month was measured.

    `silent` regions have an approved plan and no log of that month: they are drawn hollow where
    they were measured last, or nowhere. `names` holds the names of the regions that the reader may
    know, by id.
    """

    drawing: Spread
    heading: str
    sentence: str
    month: Month
    regions: int
    silent: int
    names: dict[int, str]


def national_spread(
    regions: Sequence[Region],
    told: Mapping[int, Sequence[RegionMonth]],
    today: datetime.date,
    own: set[int],
    sees_all: bool,
) -> National:
    """The swarm of each quarter; `told` are the snapshots of `quarter_months` by region. `own`
    regions are marked; only they are named, unless `sees_all`."""
    months = quarter_months(today)
    found: dict[Month, list[RegionMonth]] = {month: [] for month in months}
    for rows in told.values():
        for row in rows:
            if row.month in found:
                found[row.month].append(row)
    drawing = spread_drawing([(month.short_label, _marks(found[month], own)) for month in months])
    latest = found[months[-1]]
    measured = sum(row.is_measured for row in latest)
    before, now = drawing.swarms[0].months_apart, drawing.swarms[-1].months_apart
    return National(
        drawing,
        heading_of(before, now),
        sentence_of(before, now),
        months[-1],
        measured,
        len(latest) - measured,
        {region.pk: region.name for region in regions if sees_all or region.pk in own},
    )


def while_open(
    told: Mapping[int, Sequence[RegionMonth]], regions: Sequence[Region]
) -> dict[int, list[RegionMonth]]:
    """A region that is closed stays in the months that ended while it was open."""
    closed = {region.pk: region.closed_on for region in regions}
    kept = {
        pk: [row for row in rows if not (day := closed.get(pk)) or row.month.last_day < day]
        for pk, rows in told.items()
    }
    return {pk: rows for pk, rows in kept.items() if rows}


def _marks(rows: Sequence[RegionMonth], own: set[int]) -> list[Mark]:
    return [
        Mark(row.region_id, row.tempo_months, row.region_id in own, not row.is_measured)
        for row in sorted(rows, key=lambda row: row.region_id)
        if row.tempo_months is not None
    ]


def quarter_months(today: datetime.date) -> list[Month]:
    """The last closed month whose log was due, and that of the four quarters before, oldest first.

    All regions are compared on the same month, so a late log shifts nobody.
    """
    due = last_due_month(today)
    return [due.plus(-3 * step) for step in reversed(range(QUARTERS))]


def heading_of(width_before: float | None, width_now: float | None) -> str:
    """The finding: whether the regions drew apart in a year."""
    if width_now is None:
        return _("No figures yet")
    if width_before is None or abs(width_now - width_before) < SAME:
        return _("The differences stayed the same in a year")
    if width_now > width_before:
        return _("The differences grew in a year")
    return _("The differences shrank in a year")


def sentence_of(width_before: float | None, width_now: float | None) -> str:
    if width_now is None:
        return _("As soon as regions log against an approved plan, they appear here.")
    if width_before is None:
        return _("The middle 80 percent lies %(now)s apart.") % {"now": months_text(width_now)}
    return _("The middle 80 percent lay %(before)s apart a year ago, now %(now)s.") % {
        "before": months_text(width_before),
        "now": months_text(width_now),
    }


def own_rows(overview: National) -> list[tuple[str, list[float | None]]]:
    """The figures of the named regions: (name, tempo per quarter), by name."""
    by_quarter = [
        {dot.key: dot.tempo for dot in swarm.dots if not dot.is_hollow}
        for swarm in overview.drawing.swarms
    ]
    return sorted(
        (name, [quarter.get(pk) for quarter in by_quarter]) for pk, name in overview.names.items()
    )
