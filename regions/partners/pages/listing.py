"""The partners of a region as their list tells them: rows, cuts, order and finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import number_word
from regions.models import Region
from regions.partners.ladder.facts import Known, known_of
from regions.partners.ladder.intervals import Interval, Since, hangs_on_one, since, whom_to_call
from regions.partners.ladder.ladder import Rung, Standing, standing
from regions.partners.ladder.rungs import found_short
from regions.partners.models import Partnership
from regions.partners.register.doubles import plain


@dataclass(frozen=True)
class Row:
    """One partner with what its facts say today."""

    partnership: Partnership
    since: Since
    standing: Standing
    hangs_on_one: bool

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


def since_text(one: Since) -> str:
    if one.last_on is None:
        return _("not spoken yet")
    if one.days == 0:
        return _("today")
    return ngettext("%(n)s day ago", "%(n)s days ago", one.days) % {"n": one.days}


def row_of(partnership: Partnership, known: Known, today: date) -> Row:
    asked = (partnership.ideal_days, partnership.max_days)
    return Row(
        partnership,
        since(known.last_on, partnership.started_on, today, *asked),
        standing(known.facts, today),
        hangs_on_one(known.facts.talks, known.people, today),
    )


def partners_of(region: Region, today: date, ended: bool = False) -> list[Row]:
    """Every partner of a region, in a number of queries that does not grow."""
    partnerships = list(
        region.partnerships.filter(
            ended_on__isnull=not ended, business__merged_into=None
        ).select_related("business")
    )
    known = known_of([one.pk for one in partnerships], today)
    return [row_of(one, known[one.pk], today) for one in partnerships]


def chosen(rows: Iterable[Row], wanted: Mapping[str, str]) -> list[Row]:
    """The rows that the filter asks for."""
    text, step, sector = plain(wanted["q"]), wanted["step"], wanted["sector"]
    kept = [
        row
        for row in rows
        if (not text or text in _searched(row))
        and (not step or row.partnership.step == step)
        and (not sector or row.partnership.business.sector == sector)
        and _is_asked(row, wanted["only"])
    ]
    return _sorted(kept, wanted["sort"])


def _searched(row: Row) -> str:
    business = row.partnership.business
    return plain(f"{business.name} {business.place} {business.sector} {row.partnership.brings}")


def _is_asked(row: Row, only: str) -> bool:
    if only == "silent":
        return row.since.state == Interval.SILENT
    if only == "call":
        return row.since.state != Interval.OK
    if only == "one":
        return row.hangs_on_one
    return row.is_moved if only == "step" else True


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    if sort == "name":
        return sorted(rows, key=lambda row: plain(row.name))
    if sort == "step":
        return sorted(rows, key=lambda row: (-row.rung, plain(row.name)))
    if sort == "recent":
        return sorted(rows, key=lambda row: (row.since.days, plain(row.name)))
    return most_urgent_first(rows)


def most_urgent_first(rows: Iterable[Row]) -> list[Row]:
    """Whom to call first."""
    return sorted(rows, key=lambda row: (row.since.urgency, plain(row.name)))


def sectors_of(rows: Iterable[Row]) -> list[str]:
    return sorted({row.partnership.business.sector for row in rows} - {""}, key=plain)


def finding(rows: list[Row]) -> str:
    """The heading: who is silent too long, else who is due, else that all is well."""
    silent = [row for row in rows if row.since.state == Interval.SILENT]
    if silent:
        days = min(row.since.max_days for row in silent)
        text = ngettext(
            "%(number)s business not spoken for %(days)s days",
            "%(number)s businesses not spoken for %(days)s days",
            len(silent),
        )
        return text % {"number": number_word(len(silent), capital=True), "days": days}
    if due := whom_to_call(rows):
        text = ngettext(
            "%(number)s business is due for a talk",
            "%(number)s businesses are due for a talk",
            len(due),
        )
        return text % {"number": number_word(len(due), capital=True)}
    return _("Every business was spoken in time")
