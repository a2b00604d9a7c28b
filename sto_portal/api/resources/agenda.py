"""Events with how many came, and what must be with the funder by which day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from pydantic import Field

from regions.access import Action
from regions.counts import SMALL
from regions.dossier.moments.due import due_in
from regions.labs.models import Event
from regions.models import Region
from regions.months import AMSTERDAM
from sto_portal.api.models import Scope

from .regions import all_regions
from .resource import Asked, Day, InMonth, Resource, Slug, Told


class EventRow(Told):
    regio: Slug
    nummer: int = Field(description="Nummer van het evenement.")
    soort: str = Field(description="Soort evenement, bijvoorbeeld open_day of guest_lesson.")
    titel: str = Field(description="Titel van het evenement.")
    begint_op: datetime = Field(description="Begin.")
    eindigt_op: datetime = Field(description="Einde.")
    plaats: str = Field(description="Waar het is.")
    online: bool = Field(description="Of het online is.")
    openbaar: bool = Field(description="Of iedereen mag komen.")
    stand: str = Field(description="planned, held of cancelled.")
    bezoekers: int | None = Field(description="Hoeveel mensen kwamen; leeg als niet geteld.")
    bezoekers_verborgen: bool = Field(
        description="Er is geteld, en een van de getallen is kleiner dan 5."
    )


def _events(asked: Asked) -> QuerySet[Event]:
    rows = Event.objects.select_related("region").prefetch_related("attendances")
    if asked.month:
        rows = rows.filter(starts_at__gte=asked.month.start, starts_at__lt=asked.month.end)
    return rows


def _told_events(found: Iterable[Any], asked: Asked) -> list[EventRow]:
    return [_event(row, asked) for row in found]


def _event(row: Any, asked: Asked) -> EventRow:
    came = [one.count for one in row.attendances.all()]
    is_hidden = not asked.is_exact(row.region_id) and has_small(came)
    return EventRow(
        regio=row.region.slug,
        nummer=row.pk,
        soort=row.kind,
        titel=row.title,
        begint_op=row.starts_at.astimezone(AMSTERDAM),
        eindigt_op=row.ends_at.astimezone(AMSTERDAM),
        plaats=row.place,
        online=row.is_online,
        openbaar=row.is_public,
        stand=row.state,
        bezoekers=None if is_hidden or not came else sum(came),
        bezoekers_verborgen=is_hidden,
    )


def has_small(counts: Iterable[int]) -> bool:
    """A sum that holds a small count could give it away."""
    return any(0 < count < SMALL for count in counts)


class MomentRow(Told):
    regio: Slug
    nummer: int = Field(description="Nummer van het moment.")
    soort: str = Field(description="detail, progress, budget, final of other.")
    titel: str = Field(description="Wat er moet worden ingediend.")
    uiterlijk_op: Day = Field(description="Uiterste dag bij DUS-I, voor deze regio.")
    periode_van: Day | None = Field(description="Eerste dag van de periode waar het over gaat.")
    periode_tot: Day | None = Field(description="Laatste dag van die periode.")
    ingediend_op: Day | None = Field(description="Dag waarop de regio het indiende.")


def _told_moments(found: list[Region], asked: Asked) -> list[MomentRow]:
    place = {region.pk: number for number, region in enumerate(found)}
    dues = sorted(due_in(found), key=lambda due: (place[due.region.pk], due.due_on, due.moment.pk))
    return [
        MomentRow(
            regio=due.region.slug,
            nummer=due.moment.pk,
            soort=due.moment.kind,
            titel=due.moment.title,
            uiterlijk_op=due.due_on,
            periode_van=due.moment.covers_from_on,
            periode_tot=due.moment.covers_until_on,
            ingediend_op=due.handed_in.sent_on if due.handed_in else None,
        )
        for due in dues
    ]


EVENTS = Resource(
    "evenementen",
    "Evenementen",
    "Evenementen van de regio’s, ook die verplaatst of afgezegd zijn. Aantallen onder de vijf "
    "ziet alleen wie ze ook op de pagina’s ziet.",
    EventRow,
    _events,
    _told_events,
    Scope.EVENTS,
    Action.READ_EVENTS,
    InMonth,
)
MOMENTS = Resource(
    "rapportagemomenten",
    "Rapportagemomenten",
    "Wat een regio wanneer bij DUS-I indient, met haar eigen uitzonderingen. Een pagina telt "
    "regio’s.",
    MomentRow,
    all_regions,
    _told_moments,
    Scope.MOMENTS,
    Action.READ_DOSSIER,
)
