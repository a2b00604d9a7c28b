"""What went well lately in the regions of an advisor: dated facts, no praise."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.portfolio.portfolio import AdvisedRegion
from electives.models import Elective
from regions.dutch import number_word, signed
from regions.models import Region
from regions.partners.models import Partnership, StepChange

LATELY = datetime.timedelta(days=45)
LEAST_WON = 0.2  # months, between the last two logs
MOST = 5


@dataclass(frozen=True)
class Good:
    on: datetime.date
    region: Region
    text: str


def good_news(
    rows: Iterable[AdvisedRegion], regions: Iterable[Region], today: datetime.date
) -> list[Good]:
    """The newest first, a few; two queries beside the snapshots that the page holds already."""
    here = {region.pk: region for region in regions}
    found = [*_co_owners(here, today), *_taken_over(here, today), *_won(rows, today)]
    return sorted(found, key=lambda good: (good.on, good.region.name), reverse=True)[:MOST]


def _co_owners(here: dict[int, Region], today: datetime.date) -> Iterator[Good]:
    """Partners that became co-owner lately, and how many the region has now."""
    owner = Partnership.Step.CO_OWNER
    rows = StepChange.objects.filter(
        to_step=owner, changed_on__range=(today - LATELY, today), partnership__step=owner
    )
    owners = Count(
        "partnership__region__partnerships",
        filter=Q(partnership__region__partnerships__step=owner)
        & Q(partnership__region__partnerships__ended_on=None),
        distinct=True,
    )
    told = rows.filter(partnership__region__in=here).order_by()
    for region_id, on, count in (
        told.values("partnership__region")
        .annotate(on=Max("changed_on"), owners=owners)
        .values_list("partnership__region", "on", "owners")
    ):
        text = ngettext(
            "A business is co-owner now.", "A business became co-owner; there are %(n)s now.", count
        )
        yield Good(on, here[region_id], text % {"n": number_word(count)})


def _taken_over(here: dict[int, Region], today: datetime.date) -> Iterator[Good]:
    """Electives of these regions that another region took over lately."""
    rows = Elective.objects.filter(region__in=here, taken_over__taken_on__lte=today)
    told = (
        rows.order_by()
        .values("pk", "title", "region")
        .annotate(on=Max("taken_over__taken_on"), count=Count("taken_over"))
        .filter(on__gte=today - LATELY)
    )
    for row in told.values_list("title", "region", "on", "count"):
        title, region_id, on, count = row
        text = ngettext(
            "Another region took over the elective %(title)s.",
            "The elective %(title)s was taken over by %(n)s regions now.",
            count,
        )
        yield Good(on, here[region_id], text % {"title": title, "n": number_word(count)})


def _won(rows: Iterable[AdvisedRegion], today: datetime.date) -> Iterator[Good]:
    """Regions behind their plan that won on it between their last two measured days."""
    for row in rows:
        points = row.standing.measured[-2:]
        if len(points) < 2:
            continue
        before, after = points
        was, is_now = before.tempo_months, after.tempo_months
        if was is None or is_now is None or was >= 0 or is_now - was < LEAST_WON:
            continue
        measured_on = after.measured_on
        if measured_on is None or before.measured_on is None or measured_on < today - LATELY:
            continue
        told = {
            "was": signed(was),
            "now": signed(is_now),
            "then": date_format(before.measured_on, "j b"),
            "day": date_format(measured_on, "j b"),
        }
        text = _("Backlog from %(was)s (%(then)s) to %(now)s months (%(day)s).")
        yield Good(measured_on, row.region, text % told)
