"""The cohorts of a region with what their ledgers add up to: rows, cuts, order and sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from regions.counts import count_text
from regions.internships.models import InternshipCohort
from regions.models import Region
from regions.months import Month, school_year_text

from .ledger import State, Sums, is_alarming, is_carried, state_of

COLUMNS = ("needed", "done", "placed", "postponed", "waiting", "lost")


@dataclass(frozen=True)
class ShownCohort:
    """One cohort as who looks may see it: `exact` shows small counts."""

    cohort: InternshipCohort
    state: State
    today: date
    exact: bool

    @property
    def year(self) -> str:
        return school_year_text(self.cohort.school_year)

    @property
    def counts(self) -> dict[str, str]:
        """Every number of the row as text. What could give away a small one is a lower bound."""
        return {name: self._text(self.parts(name)) for name in COLUMNS}

    def parts(self, name: str) -> list[int]:
        """What a column is made of. After the last possible day nobody is placed, postponed or
        waiting any more: they never had one, as who was lost before."""
        if name == "needed":
            return self.state.parts
        if name == "lost":
            return self.missed_parts
        return [0 if self.is_over and name != "done" else getattr(self.state, name)]

    @property
    def open_text(self) -> str:
        return self._text(self.state.open_parts)

    @property
    def missed_text(self) -> str:
        return self._text(self.missed_parts)

    @property
    def missed_parts(self) -> list[int]:
        return self.state.missed_parts(self.cohort.last_chance_on, self.today)

    @property
    def is_over(self) -> bool:
        """The last possible day has passed."""
        return self.cohort.last_chance_on < self.today

    @property
    def is_alarming(self) -> bool:
        return is_alarming(self.cohort.last_chance_on, self.state.open, self.today)

    @property
    def last_month(self) -> str:
        return Month.of(self.cohort.last_chance_on).label

    def is_carried_to(self, year: int) -> bool:
        cohort = self.cohort
        return is_carried(cohort.school_year, cohort.last_chance_on, self.state.open, year)

    def _text(self, parts: list[int]) -> str:
        return count_text(parts, self.exact)


def with_sums(rows: QuerySet[InternshipCohort]) -> QuerySet[InternshipCohort]:
    """What the ledgers add up to, in the same query."""
    sums = {
        f"sum_{kind}": Coalesce(Sum("entries__count", filter=Q(entries__kind=kind)), 0)
        for kind in Sums._fields
    }
    return rows.select_related("school").annotate(**sums)


def sums_in(cohort: Any) -> Sums:
    """The sums that `with_sums` put on a cohort."""
    return Sums(*(getattr(cohort, f"sum_{kind}") for kind in Sums._fields))


def row_of(cohort: InternshipCohort, today: date, exact: bool) -> ShownCohort:
    return ShownCohort(cohort, state_of(cohort.needed, sums_in(cohort)), today, exact)


def rows_of(region: Region, today: date, exact: bool) -> list[ShownCohort]:
    """Every cohort of a region, in one query."""
    cohorts = with_sums(InternshipCohort.objects.filter(school__region=region))
    return [row_of(cohort, today, exact) for cohort in cohorts]


def in_year(rows: Iterable[ShownCohort], year: int) -> list[ShownCohort]:
    """The cohorts that began in a school year, and the earlier ones that are carried into it."""
    return [row for row in rows if row.cohort.school_year == year or row.is_carried_to(year)]


def alarms(rows: Iterable[ShownCohort]) -> list[ShownCohort]:
    """The cohorts whose last chance is close or over, the first one first."""
    found = [row for row in rows if row.is_alarming]
    return sorted(found, key=lambda row: (row.cohort.last_chance_on, str(row.cohort.school)))


def chosen(
    rows: list[ShownCohort], wanted: Mapping[str, str], year: int | None
) -> list[ShownCohort]:
    """The rows that the filter asks for: `school`, `track`, `only` and `sort`."""
    only = {
        "open": lambda row: row.state.open > 0,
        "carried": lambda row: row.is_carried_to(year) if year else False,
        "postponed": lambda row: sum(row.parts("postponed")) > 0,
        "missed": lambda row: sum(row.missed_parts) > 0,
    }.get(wanted["only"], lambda _row: True)
    school, track = wanted["school"], wanted["track"]
    kept = [
        row
        for row in rows
        if (not school or str(row.cohort.school_id) == school)
        and (not track or row.cohort.track == track)
        and only(row)
    ]
    if wanted["sort"] == "chance":
        return sorted(kept, key=lambda row: row.cohort.last_chance_on)
    if wanted["sort"] == "open":
        return sorted(kept, key=lambda row: -row.state.open)
    return sorted(kept, key=lambda row: _place(row.cohort))


def _place(cohort: InternshipCohort) -> tuple:
    tracks = InternshipCohort.Track.values
    return cohort.school.name.lower(), tracks.index(cohort.track), -cohort.school_year


def totals(rows: list[ShownCohort], exact: bool) -> dict[str, str]:
    """The columns added up; small counts stay hidden in the sum as well."""
    return {
        name: count_text([part for row in rows for part in row.parts(name)], exact)
        for name in COLUMNS
    }
