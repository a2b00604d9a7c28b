"""What a region must hand in, and when: the national day, or that of its own exception."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from regions.dossier.models import HandedIn, MomentException, MomentMove, ReportingMoment
from regions.models import Region

AHEAD = 90  # days before it is due that a moment is told of
LATE = 30  # days after it was due that it still is, while nobody recorded that it was handed in


@dataclass(frozen=True)
class Due:
    """One moment in one region. `is_own_day`: it has a day of its own there."""

    moment: ReportingMoment
    region: Region
    due_on: date
    is_own_day: bool = False
    source: str = ""
    handed_in: HandedIn | None = None

    @property
    def path(self) -> str:
        return reverse("dossier", args=[self.region.slug])

    @property
    def is_a_report(self) -> bool:
        """A report about a period, which the portal helps to write."""
        return self.moment.kind in ReportingMoment.REPORTS and bool(self.moment.covers_from_on)

    def days_left(self, today: date) -> int:
        return (self.due_on - today).days


def moments_for(region: Region) -> QuerySet[ReportingMoment]:
    """Moments of every region and of this one, with what was withdrawn."""
    return ReportingMoment.objects.filter(Q(region=None) | Q(region=region))


def due_in(regions: Collection[Region]) -> list[Due]:
    """Every moment that holds in each of these regions, soonest first; three queries."""
    by_id = {region.pk: region for region in regions}
    wanted = Q(region=None) | Q(region__in=by_id)
    moments = ReportingMoment.objects.filter(wanted, dropped_on=None)
    exceptions = {
        (row.moment_id, row.region_id): row
        for row in MomentException.objects.filter(region__in=by_id)
    }
    handed = {
        (row.moment_id, row.region_id): row for row in HandedIn.objects.filter(region__in=by_id)
    }
    found = [
        _due(moment, region, exceptions.get(here := (moment.pk, region.pk)), handed.get(here))
        for moment in moments
        for region in by_id.values()
        if moment.region_id in (None, region.pk)
    ]
    return sorted(
        (due for due in found if due), key=lambda due: (due.due_on, due.moment.pk, due.region.name)
    )


def _due(
    moment: ReportingMoment,
    region: Region,
    exception: MomentException | None,
    handed_in: HandedIn | None,
) -> Due | None:
    usual = Due(moment, region, moment.due_on, source=moment.source, handed_in=handed_in)
    if exception is None:
        return usual
    if exception.due_on is None:
        return None
    return replace(usual, due_on=exception.due_on, is_own_day=True, source=exception.source)


def open_in(regions: Collection[Region], today: date, days: int = AHEAD) -> list[Due]:
    """What is not handed in yet and is due within so many days, or was lately."""
    first, last = today - timedelta(days=LATE), today + timedelta(days=days)
    return [due for due in due_in(regions) if due.handed_in is None and first <= due.due_on <= last]


def moves_in(region: Region, dues: Iterable[Due]) -> dict[int, list[MomentMove]]:
    """By moment: how its day moved, for everybody and here, oldest first; one query."""
    found: dict[int, list[MomentMove]] = {due.moment.pk: [] for due in dues}
    rows = MomentMove.objects.filter(Q(region=None) | Q(region=region), moment__in=found)
    for row in rows.select_related("moved_by", "region"):
        found[row.moment_id].append(row)
    return found


def regional_moves(region: Region) -> Counter[int]:
    """By moment: how often this region alone got another day; one query."""
    rows = MomentMove.objects.filter(region=region)
    return Counter(rows.values_list("moment_id", flat=True))
