"""Monthly logs as facts, and tempo with the day on which it was measured."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from pydantic import Field

from regions.access import Action
from regions.models import Region
from regions.months import Month
from regions.progress.measure.fresh import DETAILS, months_at
from regions.progress.models import ActivityUpdate, CheckIn
from sto_portal.api.models import Scope

from .regions import all_regions
from .resource import Asked, Day, InMonth, Resource, Slug, Told


class LogRow(Told):
    regio: Slug
    maand: str = Field(description="De kalendermaand waar het log over gaat.")
    versie: int = Field(description="1 voor het eerste log; hoger na een correctie.")
    ingediend_op: datetime = Field(description="Wanneer deze versie is ingediend.")
    niets_te_melden: bool = Field(description="Of de regio die maand niets te melden had.")


def _logs(asked: Asked) -> QuerySet[CheckIn]:
    """Those that count: of each month the highest version that was submitted."""
    later = CheckIn.objects.filter(
        region=OuterRef("region"),
        month_on=OuterRef("month_on"),
        state=CheckIn.State.SUBMITTED,
        version__gt=OuterRef("version"),
    )
    rows = CheckIn.objects.filter(~Exists(later), state=CheckIn.State.SUBMITTED)
    if asked.month:
        rows = rows.filter(month_on=asked.month.first_day)
    return rows.select_related("region")


def _told_logs(found: Iterable[Any], asked: Asked) -> list[LogRow]:
    return [
        LogRow(
            regio=log.region.slug,
            maand=str(log.month),
            versie=log.version,
            ingediend_op=log.submitted_at,
            niets_te_melden=log.has_nothing_to_report,
        )
        for log in found
    ]


class LineRow(Told):
    regio: Slug
    maand: str = Field(description="De kalendermaand van het log.")
    activiteit: UUID = Field(description="De sleutel van de activiteit.")
    stand: str = Field(description="not_started, on_track, behind, stalled of done.")
    geteld: int | None = Field(description="Hoeveel er tot nu toe geteld is.")
    ongewijzigd: bool = Field(description="Of er niets veranderde sinds het log ervoor.")


def _lines(asked: Asked) -> QuerySet[ActivityUpdate]:
    rows = ActivityUpdate.objects.filter(check_in__in=_logs(asked).values("pk")).exclude(status="")
    return rows.select_related("check_in__region")


def _told_lines(found: Iterable[Any], asked: Asked) -> list[LineRow]:
    return [
        LineRow(
            regio=line.check_in.region.slug,
            maand=str(line.check_in.month),
            activiteit=line.activity_key,
            stand=line.status,
            geteld=line.counted,
            ongewijzigd=line.is_unchanged,
        )
        for line in found
    ]


class TempoRow(Told):
    regio: Slug
    maand: str = Field(description="De maand waarvan dit de stand is.")
    gemeten_op: Day | None = Field(description="Dag van het laatste log; leeg zonder log.")
    tempo_maanden: float | None = Field(
        description="Maanden voor (plus) of achter (min) op het eigen plan, op de gemeten dag."
    )
    gepland: float = Field(description="Deel van het plan dat af moest zijn, van 0 tot 1.")
    gerealiseerd: float = Field(description="Deel van het plan dat af is, van 0 tot 1.")
    verwacht_einde_op: Day | None = Field(description="Wanneer het plan zo klaar is.")
    nog_niet_gestart: int = Field(description="Activiteiten die nog niet gestart zijn.")
    op_schema: int = Field(description="Activiteiten die op schema lopen.")
    loopt_achter: int = Field(description="Activiteiten die achterlopen.")
    ligt_stil: int = Field(description="Activiteiten die stilliggen.")
    klaar: int = Field(description="Activiteiten die klaar zijn.")
    log_ingediend_op: datetime | None = Field(description="Wanneer het log van de maand inkwam.")


def _told_tempo(found: list[Region], asked: Asked) -> list[TempoRow]:
    """No more than one row a region: none where no plan holds or ran in that month."""
    month = asked.month or Month.of(asked.today)
    if month > Month.of(asked.today):
        return []
    stored = months_at([month], found, asked.today, without=DETAILS)
    rows = [(region, row) for region in found for row in stored.get(region.pk, ())]
    return [
        TempoRow(
            regio=region.slug,
            maand=str(row.month),
            gemeten_op=row.measured_on,
            tempo_maanden=row.tempo_months,
            gepland=row.planned_value,
            gerealiseerd=row.earned_value,
            verwacht_einde_op=row.forecast_end_on,
            nog_niet_gestart=row.not_started,
            op_schema=row.on_track,
            loopt_achter=row.behind,
            ligt_stil=row.stalled,
            klaar=row.done,
            log_ingediend_op=row.submitted_at,
        )
        for region, row in rows
        if row.month == month
    ]


LOGS = Resource(
    "maandlogs",
    "Maandlogs",
    "Van elke maand het log dat telt, als feiten. Wat mensen schreven staat er niet in.",
    LogRow,
    _logs,
    _told_logs,
    Scope.LOGS,
    Action.READ_LOG,
    InMonth,
)
LINES = Resource(
    "logregels",
    "Logregels",
    "De stand van elke activiteit in de logs die tellen, zonder teksten.",
    LineRow,
    _lines,
    _told_lines,
    Scope.LOGS,
    Action.READ_LOG,
    InMonth,
)
TEMPO = Resource(
    "tempo",
    "Tempo",
    "Het tempo van elke regio tegen haar eigen plan, met de dag waarop het gemeten is. Een "
    "pagina telt regio’s; een regio zonder plan geeft geen rij.",
    TempoRow,
    all_regions,
    _told_tempo,
    Scope.TEMPO,
    Action.LOOK,
    InMonth,
)
