"""Regions, their plans that hold, and the activities of those."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from regions.models import Region
from regions.plans.models import Activity, Plan
from sto_portal.api.models import Scope

from .resource import Asked, Day, Resource, Slug, Told


class RegionRow(Told):
    regio: Slug
    naam: str = Field(description="Naam van de regio.")
    soort: str = Field(description="technical (techniekregio) of low_tech (techniekluwe regio).")
    tolerantie_maanden: float = Field(
        description="Binnen deze afstand van het eigen plan is de regio op schema."
    )
    gesloten_op: Day | None = Field(description="Vanaf deze dag is de regio gesloten.")


def all_regions(asked: Asked) -> QuerySet[Region]:
    return Region.objects.all()


def told_regions(found: Iterable[Region], asked: Asked) -> list[RegionRow]:
    return [
        RegionRow(
            regio=region.slug,
            naam=region.name,
            soort=region.kind,
            tolerantie_maanden=float(region.tolerance_months),
            gesloten_op=region.closed_on,
        )
        for region in found
    ]


class PlanRow(Told):
    regio: Slug
    versie: int = Field(description="Nummer van de versie die nu geldt.")
    titel: str = Field(description="Titel van het activiteitenplan.")
    begint_op: Day = Field(description="Eerste dag van het plan.")
    eindigt_op: Day = Field(description="Laatste dag van het plan.")
    vastgesteld_op: Day | None = Field(description="Dag waarop deze versie is vastgesteld.")


def _plans(asked: Asked) -> QuerySet[Plan]:
    return Plan.objects.current().select_related("region")


def _told_plans(found: Iterable[Plan], asked: Asked) -> list[PlanRow]:
    return [
        PlanRow(
            regio=plan.region.slug,
            versie=plan.version,
            titel=plan.title,
            begint_op=plan.starts_on,
            eindigt_op=plan.ends_on,
            vastgesteld_op=plan.approved_on,
        )
        for plan in found
    ]


class ActivityRow(Told):
    regio: Slug
    sleutel: UUID = Field(description="Blijft gelijk in elke versie van het plan.")
    nummer: str = Field(description="Nummer in het plan.")
    titel: str = Field(description="Titel van de activiteit.")
    lijn_nummer: str = Field(description="Nummer van de actielijn.")
    lijn_titel: str = Field(description="Titel van de actielijn.")
    soort: str = Field(description="Soort activiteit, bijvoorbeeld education of event.")
    begint_op: Day | None = Field(description="Begin volgens het plan dat geldt.")
    eindigt_op: Day | None = Field(description="Einde volgens het plan dat geldt.")
    eerst_begin_op: Day | None = Field(description="Begin in het eerste plan.")
    eerst_einde_op: Day | None = Field(description="Einde in het eerste plan.")
    begroot_centen: int | None = Field(description="Begroting in centen.")
    doel: int | None = Field(description="Het aantal dat gehaald moet worden.")
    eenheid: str = Field(description="Wat er geteld wordt.")


def _activities(asked: Asked) -> QuerySet[Activity]:
    rows = Activity.objects.filter(plan__state=Plan.State.APPROVED)
    return rows.select_related("plan__region", "line")


def _told_activities(found: Iterable[Any], asked: Asked) -> list[ActivityRow]:
    return [
        ActivityRow(
            regio=row.plan.region.slug,
            sleutel=row.key,
            nummer=row.code,
            titel=row.title,
            lijn_nummer=row.line.code,
            lijn_titel=row.line.title,
            soort=row.kind,
            begint_op=row.starts_on,
            eindigt_op=row.ends_on,
            eerst_begin_op=row.original_starts_on or row.starts_on,
            eerst_einde_op=row.original_ends_on or row.ends_on,
            begroot_centen=row.budget_cents,
            doel=row.target,
            eenheid=row.unit,
        )
        for row in found
    ]


REGIONS = Resource(
    "regios",
    "Regio’s",
    "De regio’s die u mag bekijken.",
    RegionRow,
    all_regions,
    told_regions,
    Scope.REGIONS,
)
PLANS = Resource(
    "plannen",
    "Plannen",
    "Het plan dat nu geldt, per regio. Een concept staat er nooit bij.",
    PlanRow,
    _plans,
    _told_plans,
    Scope.PLAN,
)
ACTIVITIES = Resource(
    "activiteiten",
    "Activiteiten",
    "De activiteiten van het plan dat nu geldt, zonder namen van mensen.",
    ActivityRow,
    _activities,
    _told_activities,
    Scope.PLAN,
)
