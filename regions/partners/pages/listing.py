"""The partners of a region as their list tells them: rows, cuts, order and finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import number_word
from regions.models import Region
from regions.partners.ladder.agreed import Agreed
from regions.partners.ladder.facts import Known, known_of
from regions.partners.ladder.intervals import (
    Interval,
    Since,
    hangs_on_one,
    since,
    urgency_of,
    whom_to_call,
)
from regions.partners.ladder.ladder import Rung, Standing, standing
from regions.partners.ladder.rungs import found_short
from regions.partners.models import Partnership
from regions.web.searching import finds
from regions.words.folding import sort_key


@dataclass(frozen=True)
class ListedPartner:
    """One partner with what its facts say today."""

    partnership: Partnership
    since: Since
    standing: Standing
    hangs_on_one: bool
    agreed: Agreed | None

    @property
    def is_due(self) -> bool:
        """Whether the next contact that was agreed is today or was before."""
        return self.agreed is not None and self.agreed.is_due

    @property
    def urgency(self) -> tuple[int, int]:
        return urgency_of(self.since, self.is_due)

    @property
    def name(self) -> str:
        return self.partnership.business.name

    @property
    def rung(self) -> Rung:
        return Rung.of(self.partnership.step)

    @property
    def is_moved(self) -> bool:
        """Whether the facts carry another step than the one that was confirmed."""
        return self.standing.rung != self.rung

    @property
    def proposed_text(self) -> str:
        return str(Partnership.Step(self.standing.rung.code).label)

    @property
    def found(self) -> str:
        return found_short(self.standing)

    @property
    def since_text(self) -> str:
        return since_text(self.since)


def since_text(silence: Since) -> str:
    if silence.last_on is None:
        return _("not spoken yet")
    if silence.days == 0:
        return _("today")
    return ngettext("%(n)s day ago", "%(n)s days ago", silence.days) % {"n": silence.days}


def row_of(partnership: Partnership, known: Known, today: date) -> ListedPartner:
    asked = (partnership.ideal_days, partnership.max_days)
    return ListedPartner(
        partnership,
        since(known.last_on, partnership.started_on, today, *asked),
        standing(known.facts, today),
        hangs_on_one(known.facts.talks, known.people, today),
        known.agreed if partnership.ended_on is None else None,
    )


def partners_of(region: Region, today: date, ended: bool = False) -> list[ListedPartner]:
    """Every partner of a region, in a number of queries that does not grow."""
    partnerships = list(
        region.partnerships.filter(
            ended_on__isnull=not ended, business__merged_into=None
        ).select_related("business")
    )
    known = known_of([partnership.pk for partnership in partnerships], today)
    return [row_of(partnership, known[partnership.pk], today) for partnership in partnerships]


def chosen(rows: Iterable[ListedPartner], wanted: Mapping[str, str]) -> list[ListedPartner]:
    """The rows that the filter asks for."""
    text, step, sector = wanted["q"], wanted["step"], wanted["sector"]
    kind = wanted["kind"]
    kept = [
        row
        for row in rows
        if finds(text, _searched(row))
        and (not step or row.partnership.step == step)
        and (not kind or row.partnership.business.kind == kind)
        and (not sector or row.partnership.business.sector == sector)
        and _is_asked(row, wanted["only"])
    ]
    return _sorted(kept, wanted["sort"])


def _searched(row: ListedPartner) -> str:
    business = row.partnership.business
    told = f"{business.name} {business.place} {business.sector} {row.partnership.brings}"
    return told if business.is_business else f"{told} {business.get_kind_display()}"


def _is_asked(row: ListedPartner, only: str) -> bool:
    if only == "silent":
        return row.since.state == Interval.SILENT
    if only == "call":
        return row.since.state != Interval.OK or row.is_due
    if only == "next":
        return row.agreed is not None
    if only == "one":
        return row.hangs_on_one
    return row.is_moved if only == "step" else True


def _sorted(rows: list[ListedPartner], sort: str) -> list[ListedPartner]:
    if sort == "name":
        return sorted(rows, key=lambda row: sort_key(row.name))
    if sort == "step":
        return sorted(rows, key=lambda row: (-row.rung, sort_key(row.name)))
    if sort == "recent":
        return sorted(rows, key=lambda row: (row.since.days, sort_key(row.name)))
    if sort == "next":
        return sorted(rows, key=_next_first)
    return most_urgent_first(rows)


def _next_first(row: ListedPartner) -> tuple[date, str]:
    return (row.agreed.on if row.agreed else date.max), sort_key(row.name)


def most_urgent_first(rows: Iterable[ListedPartner]) -> list[ListedPartner]:
    """Whom to call first."""
    return sorted(rows, key=lambda row: (row.urgency, sort_key(row.name)))


def sectors_of(rows: Iterable[ListedPartner]) -> list[str]:
    return sorted({row.partnership.business.sector for row in rows} - {""}, key=sort_key)


def partners_heading(rows: list[ListedPartner]) -> str:
    """The heading: who is silent too long, else who is due, else that all is well."""
    silent = [row for row in rows if row.since.state == Interval.SILENT]
    if silent:
        days = min(row.since.max_days for row in silent)
        if are_businesses(silent):
            text = ngettext(
                "%(number)s business not spoken for %(days)s days",
                "%(number)s businesses not spoken for %(days)s days",
                len(silent),
            )
        else:
            text = ngettext(
                "%(number)s partner not spoken for %(days)s days",
                "%(number)s partners not spoken for %(days)s days",
                len(silent),
            )
        return text % {"number": number_word(len(silent), capital=True), "days": days}
    if due := whom_to_call(rows):
        if are_businesses(due):
            text = ngettext(
                "%(number)s business is due for a talk",
                "%(number)s businesses are due for a talk",
                len(due),
            )
        else:
            text = ngettext(
                "%(number)s partner is due for a talk",
                "%(number)s partners are due for a talk",
                len(due),
            )
        return text % {"number": number_word(len(due), capital=True)}
    is_plain = are_businesses(rows)
    if any(row.since.last_on is None for row in rows):
        if is_plain:
            return _("No business is due for a talk")
        return _("No partner is due for a talk")
    if is_plain:
        return _("Every business was spoken in time")
    return _("Every partner was spoken in time")


def are_businesses(rows: Iterable[ListedPartner]) -> bool:
    """Whether none of them is of another kind, such as a municipality."""
    return all(row.partnership.business.is_business for row in rows)
