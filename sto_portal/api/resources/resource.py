"""What one list of the API is: its rows, through which door they come, and how they are told.

Names and descriptions of fields are part of the form of the API and of its CSV, so they are Dutch
in every language of the portal (Dutch API Design Rules: the language of the country).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field

from regions.access import Action, region_ids
from regions.accounts.models import User
from regions.csv import csv_response
from regions.months import Month
from sto_portal.api.models import Scope

USUAL, MOST = 50, 200
SLUG, MONTH = r"^[-a-zA-Z0-9_]+$", r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
Row = TypeVar("Row", bound="Told")

Slug = Annotated[str, Field(description="Kenmerk van de regio in adressen.", examples=["demo"])]
Day = date


class Told(BaseModel):
    """One row as it is told. Its fields, in order, are the columns of the CSV."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def as_table(name: str, kind: type[Told], rows: Iterable[Told]) -> HttpResponse:
    """Rows of one kind as CSV, with the names of their fields above it."""
    cells = ([_cell(value) for value in row.model_dump(mode="json").values()] for row in rows)
    return csv_response(f"{name}.csv", kind.model_fields, cells)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(value) if isinstance(value, list) else value


class Paging(BaseModel):
    """What every list is asked."""

    na: int = Field(0, ge=0, le=2**62, description="De plaats in `volgende` van de vorige pagina.")
    aantal: int = Field(USUAL, ge=1, le=MOST, description="Hoeveel rijen of regio’s per pagina.")


class InRegion(Paging):
    regio: str = Field("", pattern=SLUG, max_length=80, description="Alleen deze regio (kenmerk).")


class InMonth(InRegion):
    maand: str = Field(
        "", pattern=MONTH, description="Alleen deze kalendermaand, bijvoorbeeld 2026-10."
    )


class Page(BaseModel, Generic[Row]):
    resultaten: list[Row] = Field(description="De rijen van deze pagina.")
    volgende: str | None = Field(description="Het adres van de volgende pagina; leeg aan het eind.")


@dataclass(frozen=True)
class Asked:
    """Who asks, on which day, and of which month where a list has months."""

    user: User | AnonymousUser
    today: date
    month: Month | None = None

    @cached_property
    def _exact(self) -> set[int] | None:
        return region_ids(self.user, [Action.READ_EXACT])  # type: ignore[arg-type]

    def is_exact(self, region_id: int) -> bool:
        """Whether the asker may know counts of people below five there."""
        return self._exact is None or region_id in self._exact


@dataclass(frozen=True)
class Resource:
    """A list of rows, or of regions of which each gives rows. Public without a scope."""

    name: str
    title: str
    text: str
    row: type[Told]
    rows: Callable[[Asked], QuerySet[Any]]
    told: Callable[[list[Any], Asked], Iterable[Told]]
    scope: Scope | None = None
    action: Action = Action.LOOK
    params: type[Paging] = InRegion

    @property
    def route(self) -> str:
        return f"api_{self.name}"
