"""What a webhook hears of: rows that pages saved, through the doors of the pages, as ids only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from regions.access import Action
from regions.labs.models import EventChange
from regions.progress.models import CheckIn
from regions.steering.models import Decision
from sto_portal.api.models import Heard


@dataclass(frozen=True)
class Fact:
    """A kind of fact: `at` is the column that says when, `told` what names it in the API."""

    what: str
    heard: Heard
    rows: Callable[[], QuerySet[Any]]
    at: str
    action: Action
    told: Callable[[Any], dict[str, Any]]


def _logs() -> QuerySet[CheckIn]:
    rows = CheckIn.objects.filter(state=CheckIn.State.SUBMITTED).select_related("region")
    return rows.only("region__slug", "month_on", "version", "submitted_at")


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related("change__region")


def _changes() -> QuerySet[EventChange]:
    return EventChange.objects.select_related("event__region")


def _log(row: CheckIn) -> dict[str, Any]:
    return {"regio": row.region.slug, "maand": str(row.month), "versie": row.version}


def _decision(row: Decision) -> dict[str, Any]:
    return {"regio": row.change.region.slug, "voorstel": row.change_id, "besluit": row.pk}


def _change(row: EventChange) -> dict[str, Any]:
    return {"regio": row.event.region.slug, "evenement": row.event_id}


FACTS = {
    one.what: one
    for one in (
        Fact("maandlog.ingediend", Heard.LOGS, _logs, "submitted_at", Action.READ_LOG, _log),
        Fact("besluit.genomen", Heard.DECISIONS, _decisions, "concluded_at", Action.LOOK,
             _decision),
        Fact("besluit.heropend", Heard.DECISIONS, _decisions, "reopened_at", Action.LOOK,
             _decision),
        Fact("evenement.veranderd", Heard.EVENTS, _changes, "made_at", Action.READ_EVENTS,
             _change),
    )
}  # fmt: skip
