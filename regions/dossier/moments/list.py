"""The bureau's list of moments: how each stands, and how many regions handed it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.dossier.models import MomentException, ReportingMoment
from regions.models import Region

from .due import Due, due_in


@dataclass(frozen=True)
class Listed:
    """`expected` regions must hand it in, of which `received` did."""

    moment: ReportingMoment
    expected: int
    received: int
    exceptions: int

    @property
    def stand(self) -> str:
        if self.moment.dropped_on:
            return _("withdrawn")
        told = {"received": self.received, "expected": self.expected}
        return _("%(received)s of %(expected)s") % told


def moments(when: str, today: date) -> QuerySet[ReportingMoment]:
    rows = ReportingMoment.objects.select_related("region")
    if when == "dropped":
        return rows.exclude(dropped_on=None)
    if when == "ahead":
        return rows.filter(dropped_on=None, due_on__gte=today)
    if when == "past":
        return rows.filter(dropped_on=None, due_on__lt=today).order_by("-due_on", "-id")
    return rows


def listed(rows: Iterable[ReportingMoment]) -> list[Listed]:
    """With their counts; three queries, however many moments there are."""
    rows = list(rows)
    regions = Region.objects.open_on(localdate()).count()
    counted = ReportingMoment.objects.filter(pk__in=[row.pk for row in rows]).annotate(
        received=Count("handed_in", distinct=True),
        apart=Count("exceptions", distinct=True),
        spared=Count("exceptions", filter=Q(exceptions__due_on=None), distinct=True),
    )
    found = {row.pk: row for row in counted}
    return [
        Listed(
            row,
            expected=1 if row.region_id else regions - found[row.pk].spared,
            received=found[row.pk].received,
            exceptions=found[row.pk].apart,
        )
        for row in rows
    ]


def standing(moment: ReportingMoment) -> list[Due]:
    """How each region stands with one moment, who handed in nothing yet first; four queries."""
    regions = [moment.region] if moment.region else list(Region.objects.open_on(localdate()))
    found = [due for due in due_in(regions) if due.moment.pk == moment.pk]
    return sorted(found, key=lambda due: (due.handed_in is not None, due.due_on, due.region.name))


def exceptions_of(moment: ReportingMoment) -> QuerySet[MomentException]:
    return moment.exceptions.select_related("region")
