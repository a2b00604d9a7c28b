"""How much of what a steering group passes on is about how or how fast: a sign, not a score.

Only counts leave the database: no names, no words. A number of remarks under five says nothing,
for a group nor for a quarter, and points at nobody.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject, TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import number_word, percent
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.steering.models import Remark

LEAST = 5  # remarks before a share is told
QUARTERS = 8
TOTAL, ADVICE = Count("pk"), Count("pk", filter=~Q(about=Remark.About.WHAT))
Counts = tuple[int, int]  # about how or how fast, and all


@dataclass(frozen=True)
class Share:
    advice: int
    total: int

    @property
    def value(self) -> float | None:
        return self.advice / self.total if self.total >= LEAST else None


@dataclass(frozen=True)
class Quarter:
    """Three months from `first`; `x` and `height` place its bar in a drawing of 160 × 60."""

    first: Month
    share: Share
    x: int
    height: float

    @property
    def label(self) -> str:
        names = {"quarter": self.first.quarter, "year": self.first.year}
        return _("Q%(quarter)s %(year)s") % names

    @property
    def y(self) -> float:
        return 60 - self.height


@dataclass(frozen=True)
class GroupRole:
    region: Region
    quarters: list[Quarter]

    @property
    def share(self) -> Share:
        return _sum(self.quarters)

    @property
    def sentence(self) -> str:
        share = self.share
        return _("%(advice)s of the %(total)s remarks are about how or how fast") % {
            "advice": share.advice,
            "total": share.total,
        }

    @property
    def trend(self) -> str:
        """The last four quarters beside the four before, where both say something."""
        before, now = _sum(self.quarters[:4]).value, _sum(self.quarters[4:]).value
        if before is None or now is None:
            return ""
        texts = {"now": percent(now), "before": percent(before)}
        return _("%(now)s in the last four quarters, %(before)s in the four before.") % texts


def roles_of(regions: list[Region], now: datetime.datetime) -> list[GroupRole]:
    """The shares of each group over the last eight quarters, in one query."""
    current = Month.of(now)
    begins = current.plus(-((current.month - 1) % 3))
    firsts = [begins.plus(-3 * back) for back in range(QUARTERS - 1, -1, -1)]
    counted = _counts(regions, firsts[0])
    return [GroupRole(region, _quarters(counted[region.pk], firsts)) for region in regions]


def _quarters(counted: dict[Month, Counts], firsts: list[Month]) -> list[Quarter]:
    found = []
    for place, first in enumerate(firsts):
        months = [counted.get(first.plus(step), (0, 0)) for step in range(3)]
        share = Share(sum(m[0] for m in months), sum(m[1] for m in months))
        height = 0.0 if share.value is None else round(max(share.value * 60, 1), 1)
        found.append(Quarter(first, share, place * 20, height))
    return found


def _counts(regions: list[Region], since: Month) -> dict[int, dict[Month, Counts]]:
    rows = (
        Remark.objects.filter(steering_group__region__in=regions, made_at__gte=since.start)
        .order_by()
        .values("steering_group__region_id", month=TruncMonth("made_at", tzinfo=AMSTERDAM))
        .annotate(total=TOTAL, advice=ADVICE)
    )
    found: dict[int, dict[Month, Counts]] = defaultdict(dict)
    for row in rows:
        month = Month.of(row["month"])
        found[row["steering_group__region_id"]][month] = (row["advice"], row["total"])
    return found


def _sum(quarters: list[Quarter]) -> Share:
    return Share(sum(q.share.advice for q in quarters), sum(q.share.total for q in quarters))


def half_year_of(today: datetime.date) -> Subquery:
    """What was about how or how fast in the last half year, and all remarks; for a query of
    regions."""
    rows = Remark.objects.filter(
        steering_group__region=OuterRef("pk"), made_at__gte=Month.of(today).plus(-6).start
    )
    counted = rows.order_by().values("steering_group__region").annotate(total=TOTAL, advice=ADVICE)
    return Subquery(counted.values_list(JSONObject(advice="advice", total="total")))


def heading_of(roles: list[GroupRole]) -> str:
    """In how many groups most remarks are about how or how fast; a finding, no ranking."""
    told = [value for role in roles if (value := role.share.value) is not None]
    if not told:
        return _("There is too little yet to say something about roles")
    count = sum(1 for value in told if value > 0.5)
    if not count:
        return _("In no group most remarks are about how or how fast")
    return ngettext(
        "In %(n)s group most remarks are about how or how fast",
        "In %(n)s groups most remarks are about how or how fast",
        count,
    ) % {"n": number_word(count)}
