"""Partners as numbers on each step, and contributions as sums: no business and no person."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from pydantic import Field

from regions.access import Action
from regions.models import Region
from regions.partners.models import Contribution, Partnership
from regions.partners.money.amounts import day_of, sums_of
from regions.partners.money.list import COUNTED
from sto_portal.api.models import Scope

from .regions import all_regions
from .resource import Asked, Resource, Slug, Told

Step = Partnership.Step


class PartnersRow(Told):
    regio: Slug
    contact: int = Field(description="Partners op de stap contact.")
    uitwisseling: int = Field(description="Partners op de stap uitwisseling.")
    structureel: int = Field(description="Partners op de stap structureel.")
    mede_eigenaar: int = Field(description="Partners op de stap mede-eigenaar.")
    totaal: int = Field(description="Alle partners van nu: bedrijven en andere organisaties.")


def _told_partners(found: list[Region], asked: Asked) -> list[PartnersRow]:
    rows = Partnership.objects.running().filter(region__in=found).order_by()
    held = rows.values_list("region", "step").annotate(count=Count("pk"))
    counts = {(region, step): count for region, step, count in held}
    return [_partners(region, counts) for region in found]


def _partners(region: Region, counts: dict[tuple[int, str], int]) -> PartnersRow:
    on = {step: counts.get((region.pk, step.value), 0) for step in Step}
    return PartnersRow(
        regio=region.slug,
        contact=on[Step.CONTACT],
        uitwisseling=on[Step.EXCHANGE],
        structureel=on[Step.STRUCTURAL],
        mede_eigenaar=on[Step.CO_OWNER],
        totaal=sum(on.values()),
    )


class SumsRow(Told):
    regio: Slug
    jaar: int = Field(description="Het kalenderjaar waarin de bijdragen vallen.")
    toegezegd_centen: int = Field(description="Toegezegd en nog niet geleverd, in centen.")
    geleverd_centen: int = Field(description="Geleverd en nog niet bewezen, in centen.")
    bewezen_centen: int = Field(description="Geleverd en door de partner getekend, in centen.")


def _told_sums(found: list[Region], asked: Asked) -> list[SumsRow]:
    path = "partnership__region"
    rows = Contribution.objects.filter(**{f"{path}__in": found}).order_by()
    by_year: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows.values_list(path, *COUNTED, named=True):
        by_year[row[0], day_of(row).year].append(row)
    slugs = {region.pk: region.slug for region in found}
    sums = {key: sums_of(some) for key, some in by_year.items()}
    return [
        SumsRow(
            regio=slugs[region],
            jaar=year,
            toegezegd_centen=told.promised,
            geleverd_centen=told.delivered,
            bewezen_centen=told.proven,
        )
        for (region, year), told in sorted(sums.items())
        if told.total
    ]


PARTNERS = Resource(
    "partners",
    "Partners",
    "Hoeveel partners per regio op elke stap van de ladder staan. Een pagina telt regio’s.",
    PartnersRow,
    all_regions,
    _told_partners,
    Scope.PARTNERS,
    Action.READ_PARTNERS,
)
SUMS = Resource(
    "bijdragen",
    "Bijdragen",
    "Bijdragen van partners per regio en kalenderjaar, in drie sommen die nooit overlappen. Wat "
    "vervallen is telt niet. Een pagina telt regio’s.",
    SumsRow,
    all_regions,
    _told_sums,
    Scope.MONEY,
    Action.READ_MONEY,
)
