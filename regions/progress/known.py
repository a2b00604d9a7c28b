"""What other rooms know of what an activity counts: events that were held, pupils who were placed.

Progress knows none of those rooms: each offers a source when the portal starts. A source speaks
only of activities that something in its room is linked to, and of days after the count of last
time, so that nothing is counted twice. Two sources may know of the same thing; the largest one is
told, and never their sum.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from regions.models import Region

PEOPLE = {
    "pupils": ("leerling", "kind", "scholier"),
    "teachers": ("docent", "leraar", "leraren"),
    "people": ("deelnemer", "bezoeker", "mensen", "personen"),
}
THINGS = {"lessons": ("les",), "placements": ("stage",), "events": ("event", "activiteit", "dag")}


@dataclass(frozen=True)
class Span:
    """What an activity counts (see `counted_in`), after one day and up to another."""

    counts: str
    after: date
    until: date


@dataclass(frozen=True)
class Known:
    """How many came since the count of last time, and where that is known from."""

    number: int
    source: str
    since: date


Source = Callable[[Region, Mapping[UUID, Span]], Iterable[tuple[UUID, int]]]
_sources: list[tuple[object, Source]] = []


def offer(label: object, source: Source) -> None:
    """`source` tells of spans by key of the activity how many came; `label` is lazy text."""
    _sources.append((label, source))


def counted_in(unit: str) -> str:
    """What a unit of the plan counts; nothing where its word does not say."""
    for counts, words in {**PEOPLE, **THINGS}.items():
        if any(word in unit.lower() for word in words):
            return counts
    return ""


def known_since(region: Region, spans: Mapping[UUID, Span]) -> dict[UUID, Known]:
    """By key of the activity; a query for each source, however many activities there are."""
    found: dict[UUID, Known] = {}
    for label, source in _sources if spans else ():
        for key, number in source(region, spans):
            if number > 0 and (key not in found or number > found[key].number):
                found[key] = Known(number, str(label), spans[key].after)
    return found
