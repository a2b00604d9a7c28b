"""Which module writes the sentences of which source, and what each of them read."""

from typing import Any, Protocol

from regions.reports.models import ReportQuestion
from regions.reports.offered import offered
from regions.reports.sentences import Sentence

from .base import Base, Subject
from .sources import (
    activities,
    changes,
    coming,
    dossier,
    events,
    good,
    internships,
    money,
    nature,
    obstacles,
    partners,
    results,
    stand,
)

Code = ReportQuestion.Source


class Source(Protocol):
    """A module that reads once, and tells of each subject from what it read."""

    def read(self, base: Base) -> Any: ...

    def tell(self, base: Base, known: Any, subject: Subject) -> list[Sentence]: ...


SOURCES: dict[str, Any] = {
    Code.GOOD: good,
    Code.STAND: stand,
    Code.NATURE: nature,
    Code.ACTIVITIES: activities,
    Code.RESULTS: results,
    Code.OBSTACLES: obstacles,
    Code.CHANGES: changes,
    Code.MONEY: money,
    Code.PARTNERS: partners,
    Code.EVENTS: events,
    Code.INTERNSHIPS: internships,
    Code.DOSSIER: dossier,
    Code.COMING: coming,
}


class Told:
    """What the sources of one region and period say; each is read once, however often asked."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self._known: dict[str, Any] = {}

    def of(self, source: str, subject: Subject) -> list[Sentence]:
        module: Source | None = SOURCES.get(source)
        if module is None:
            return self._offered(source, subject)
        if source not in self._known:
            self._known[source] = module.read(self.base)
        return module.tell(self.base, self._known[source], subject)

    def _offered(self, source: str, subject: Subject) -> list[Sentence]:
        base = self.base
        if source not in self._known:
            self._known[source] = offered(source, base.region, base.first_on, base.last_on)
        known = base.known_keys
        return [
            fact.sentence
            for fact in self._known[source]
            if subject.holds(fact.activity_key if fact.activity_key in known else None)
        ]
