"""Where pupils may practise this school year, for who writes down what they practise there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from electives.models import Elective
from regions.internships.models import InternshipCohort
from regions.models import Region
from regions.months import school_year_of
from regions.web.searching import finds
from regions.words.folding import sort_key

from .reading import cohorts_of, events_of, labs_of
from .skills import Kind

KINDS = [
    (Kind.ELECTIVE, _("Elective")),
    (Kind.LAB, _("Lab")),
    (Kind.EVENT, _("Event")),
    (Kind.COHORT, _("Internship")),
]


@dataclass(frozen=True)
class Spot:
    kind: Kind
    pk: int
    title: str
    practised: int

    @property
    def kind_label(self) -> str:
        return str(dict(KINDS)[self.kind])

    @staticmethod
    def title_of(row: Any) -> str:
        if isinstance(row, InternshipCohort):
            return f"{row.school} · {row.track}"
        return str(row)


def spots_of(region: Region, today: date, wanted: Mapping[str, str]) -> list[Spot]:
    """What fits the filter, by name or the emptiest first."""
    year = school_year_of(today)
    sources = {
        Kind.ELECTIVE: Elective.objects.filter(region=region, rejected_on=None),
        Kind.LAB: labs_of(region),
        Kind.EVENT: events_of(region, year),
        Kind.COHORT: cohorts_of(region, year).select_related("school"),
    }
    spots = [
        Spot(kind, row.pk, Spot.title_of(row), row.practised)
        for kind, rows in sources.items()
        if wanted["kind"] in ("", kind)
        for row in rows.annotate(practised=Count("practices"))
    ]
    words = wanted["q"]
    kept = [spot for spot in spots if finds(words, spot.title)]
    if wanted["open"]:
        kept = [spot for spot in kept if not spot.practised]
    if wanted["sort"] == "most":
        return sorted(kept, key=lambda spot: (-spot.practised, sort_key(spot.title)))
    return kept
