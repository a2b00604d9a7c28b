"""What an extra year of chance or a moved internship would change. Nothing is saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from regions.counts import count_text
from regions.internships.ledger.cohorts import ShownCohort
from regions.internships.ledger.ledger import a_year_later
from regions.months import Month


@dataclass(frozen=True)
class Outcome:
    """One cohort, and its days as they would be."""

    row: ShownCohort
    last_chance_on: date
    planned_until_on: date | None
    had_chance: bool
    has_chance: bool

    @property
    def last_month(self) -> str:
        return Month.of(self.last_chance_on).label


@dataclass(frozen=True)
class Picture:
    gained: list[Outcome]
    lost: list[Outcome]
    same: list[Outcome]
    exact: bool

    @property
    def gained_text(self) -> str:
        return self._pupils(self.gained)

    @property
    def lost_text(self) -> str:
        return self._pupils(self.lost)

    def _pupils(self, found: list[Outcome]) -> str:
        parts = [part for outcome in found for part in outcome.row.state.open_parts]
        return count_text(parts, self.exact)


def picture_of(
    rows: Iterable[ShownCohort], asked: dict[str, Any], today: date, exact: bool
) -> Picture:
    """Every cohort with open pupils; what was asked touches those that it names."""
    found = [_outcome(row, asked, today) for row in rows if row.state.open and _is_in(row, asked)]
    return Picture(
        [outcome for outcome in found if outcome.has_chance and not outcome.had_chance],
        [outcome for outcome in found if outcome.had_chance and not outcome.has_chance],
        [outcome for outcome in found if outcome.had_chance == outcome.has_chance],
        exact,
    )


def has_chance(last_chance_on: date, planned_until_on: date | None, today: date) -> bool:
    """The last day is not over, and an internship that is planned ends before it."""
    return last_chance_on >= today and (
        planned_until_on is None or planned_until_on <= last_chance_on
    )


def _outcome(row: ShownCohort, asked: dict[str, Any], today: date) -> Outcome:
    cohort = row.cohort
    last, until = cohort.last_chance_on, cohort.planned_until_on
    before = has_chance(last, until, today)
    for _year in range(asked.get("years") or 0):
        last = a_year_later(last)
    if until:
        until += timedelta(weeks=asked.get("weeks") or 0)
    return Outcome(row, last, until, before, has_chance(last, until, today))


def _is_in(row: ShownCohort, asked: dict[str, Any]) -> bool:
    cohort, school = row.cohort, asked.get("school")
    return (
        (not asked.get("year") or cohort.school_year == asked["year"])
        and (not school or cohort.school_id == school.pk)
        and (not asked.get("track") or cohort.track == asked["track"])
    )
