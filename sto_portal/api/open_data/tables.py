"""Flat tables a year for everybody: no region by name but in what it published, no person, and no
count of people below five. A sum that holds a small count is a lower bound, as on the pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min, Prefetch, Q
from pydantic import Field

from electives.catalogue.catalogue import published
from electives.models import Offering
from regions.counts import SMALL
from regions.labs.models import Event, Lab
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.partners.models import Partnership
from regions.plans.models import Plan
from sto_portal.api.resources.public import ElectiveRow, told_electives
from sto_portal.api.resources.resource import Told

BOUND = "Ja als er een aantal kleiner dan 5 bij was; dat telt dan niet mee."


@dataclass(frozen=True)
class Count:
    """How many people, at least: without the small parts where there are any; None if uncounted."""

    number: int | None
    is_lower_bound: bool


def count_of(parts: Iterable[int]) -> Count:
    counted = list(parts)
    if not counted:
        return Count(None, False)
    has_small = any(0 < part < SMALL for part in counted)
    return Count(sum(part for part in counted if part >= SMALL), has_small)


class EventsRow(Told):
    maand: str = Field(description="De kalendermaand, bijvoorbeeld 2026-10.")
    soort: str = Field(description="Soort evenement, bijvoorbeeld open_day of guest_lesson.")
    gehouden: int = Field(description="Hoeveel er gehouden zijn, in alle regio’s samen.")
    afgezegd: int = Field(description="Hoeveel er zijn afgezegd.")
    nog_gepland: int = Field(description="Hoeveel er nog gepland staan.")
    bezoekers: int | None = Field(description="Hoeveel mensen er kwamen; leeg als niet geteld.")
    bezoekers_ondergrens: bool = Field(description=BOUND)


def events_in(year: int, today: date) -> list[EventsRow]:
    first, last = Month(year, 1), Month(year, 12)
    rows = Event.objects.filter(starts_at__gte=first.start, starts_at__lt=last.end)
    found: dict[tuple[Month, str], list[Event]] = defaultdict(list)
    for event in rows.order_by("pk").prefetch_related("attendances"):
        found[Month.of(event.starts_at), event.kind].append(event)
    return [_events(month, kind, some) for (month, kind), some in sorted(found.items())]


def _events(month: Month, kind: str, found: list[Any]) -> EventsRow:
    states = [event.state for event in found]
    came = count_of(one.count for event in found for one in event.attendances.all())
    return EventsRow(
        maand=str(month),
        soort=kind,
        gehouden=states.count(Event.State.HELD),
        afgezegd=states.count(Event.State.CANCELLED),
        nog_gepland=states.count(Event.State.PLANNED),
        bezoekers=came.number,
        bezoekers_ondergrens=came.is_lower_bound,
    )


class TaughtRow(ElectiveRow):
    schooljaar: str = Field(description="Het schooljaar dat in dit jaar begint.")
    scholen: int = Field(description="Hoeveel scholen het dat schooljaar geven.")
    leerlingen: int | None = Field(description="Hoeveel leerlingen; leeg als niet geteld.")
    leerlingen_ondergrens: bool = Field(description=BOUND)


def electives_in(year: int, today: date) -> list[TaughtRow]:
    """What the public catalogue shows now and showed by the end of the year."""
    offered = Prefetch("offerings", Offering.objects.filter(school_year=year), to_attr="offered")
    rows = published().with_stage().filter(published_at__lt=Month(year, 12).end)  # type: ignore[attr-defined]
    found = list(rows.select_related("region").prefetch_related(offered).defer("search"))
    told = told_electives(found, None)
    return [_taught(row, one, year) for row, one in zip(told, found, strict=True)]


def _taught(row: ElectiveRow, elective: Any, year: int) -> TaughtRow:
    offered = elective.offered
    pupils = count_of(one.pupils for one in offered if one.pupils is not None)
    return TaughtRow(
        **row.model_dump(),
        schooljaar=f"{year}-{year + 1}",
        scholen=len({one.school_id for one in offered}),
        leerlingen=pupils.number,
        leerlingen_ondergrens=pupils.is_lower_bound,
    )


class CountRow(Told):
    wat: str = Field(description="Wat er geteld is, in het hele land.")
    op: date = Field(description="De dag waarop geteld is: 31 december, of vandaag.")
    aantal: int = Field(description="Hoeveel er op die dag zijn.")


def counts_in(year: int, today: date) -> list[CountRow]:
    """As they were on the last day of the year, or on the day that is asked."""
    day = min(date(year, 12, 31), today)
    taking_part = Region.objects.open_on(day)
    plans = Plan.objects.ever_approved().filter(approved_on__lte=day, region__in=taking_part)
    still = Q(ended_on=None) | Q(ended_on__gt=day)
    partners = Partnership.objects.filter(still, started_on__lte=day, region__in=taking_part)
    known = Q(opened_on=None) | Q(opened_on__lte=day)
    labs = Lab.objects.filter(known, Q(closed_on=None) | Q(closed_on__gt=day))
    shown = published().filter(published_at__lt=datetime.combine(day, time.max, AMSTERDAM))
    told = {
        "regio’s met een vastgesteld plan": plans.order_by().values("region").distinct(),
        "partners van een regio of meer": partners.order_by().values("business").distinct(),
        "leerlabs, hotspots en bussen": labs.filter(region__in=taking_part),
        "keuzevakken die er toen al stonden en nu in de openbare catalogus staan": shown,
    }
    return [CountRow(wat=name, op=day, aantal=rows.count()) for name, rows in told.items()]


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    text: str
    row: type[Told]
    rows: Callable[[int, date], Sequence[Told]]


TABLES = {
    one.name: one
    for one in (
        Table(
            "evenementen",
            "Evenementen",
            "Per maand en soort: hoeveel evenementen er waren en hoeveel mensen er kwamen.",
            EventsRow,
            events_in,
        ),
        Table(
            "keuzevakken",
            "Keuzevakken",
            "De keuzevakken van de openbare catalogus die er dat jaar al in stonden, zoals zij nu "
            "beschreven zijn, met hoeveel scholen en leerlingen zij dat schooljaar hadden.",
            TaughtRow,
            electives_in,
        ),
        Table(
            "aantallen",
            "Aantallen",
            "Hoeveel regio’s, partners, labs en keuzevakken er op 31 december waren, of zijn.",
            CountRow,
            counts_in,
        ),
    )
}


def years(today: date) -> list[int]:
    """The years that there is something of, the newest first; this year is not over."""
    held = Event.objects.aggregate(first=Min("starts_at"))["first"]
    begun = Plan.objects.ever_approved().aggregate(first=Min("approved_on"))["first"]
    firsts = [Month.of(day).year for day in (held, begun) if day]
    return list(range(today.year, min([*firsts, today.year]) - 1, -1))
