"""What everybody may read, without a token: the electives of the public catalogue."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from pydantic import Field

from electives.catalogue.catalogue import address_of, published
from electives.models import Elective, Stage

from .resource import Asked, Paging, Resource, Slug, Told

STAGES = {
    Stage.IDEA: "idee",
    Stage.OVERLAP: "overlap_bekeken",
    Stage.REPORTED: "gemeld",
    Stage.JUDGED: "beoordeeld",
    Stage.WRITTEN: "programma_geschreven",
    Stage.ESTABLISHED: "vastgesteld",
    Stage.OFFERED: "aangeboden",
}


class ElectiveRow(Told):
    nummer: int = Field(description="Nummer van het keuzevak.")
    titel: str = Field(description="Titel van het keuzevak.")
    regio: Slug
    regio_naam: str = Field(description="Naam van de regio die het ontwikkelt.")
    profielen: list[str] = Field(description="Profielen van het vmbo, bijvoorbeeld PIE.")
    samenvatting: str = Field(description="Wat leerlingen leren.")
    telt_voor_examen: bool = Field(description="Of het meetelt voor het examen.")
    stap: str | None = Field(description="Hoe ver het is: " + ", ".join(STAGES.values()) + ".")
    eerste_schooljaar: int = Field(description="Jaar waarin het eerste schooljaar begint.")
    gepubliceerd_op: datetime = Field(description="Sinds wanneer het in de catalogus staat.")
    adres: str = Field(description="De pagina in de openbare catalogus.")


def _electives(asked: Asked) -> QuerySet[Elective]:
    return published().with_stage().select_related("region").defer("search")  # type: ignore[attr-defined]


def told_electives(found: Iterable[Any], asked: Asked | None) -> list[ElectiveRow]:
    return [
        ElectiveRow(
            nummer=row.pk,
            titel=row.title,
            regio=row.region.slug,
            regio_naam=row.region.name,
            profielen=row.profiles,
            samenvatting=row.summary,
            telt_voor_examen=row.counts_for_exam,
            stap=None if row.stage is None else STAGES[Stage(row.stage)],
            eerste_schooljaar=row.aims_at,
            gepubliceerd_op=row.published_at,
            adres=settings.SITE_URL + address_of(row),
        )
        for row in found
    ]


ELECTIVES = Resource(
    "keuzevakken",
    "Keuzevakken",
    "De keuzevakken in de openbare catalogus. Hiervoor is geen token nodig.",
    ElectiveRow,
    _electives,
    told_electives,
    params=Paging,
)
