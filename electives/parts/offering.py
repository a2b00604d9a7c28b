"""The classes of an elective over the school years."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from electives.models import Elective, Offering
from regions.counts import count_text
from regions.months import school_year_text

LAST_YEAR = 2099  # the database takes classes up to 2100


@dataclass(frozen=True)
class Class:
    """One offering as a line: pupils are exact only for who may know."""

    offering: Offering
    pupils: str


@dataclass(frozen=True)
class Year:
    school_year: int
    classes: list[Class]

    @property
    def label(self) -> str:
        return school_year_text(self.school_year)

    @property
    def following(self) -> str:
        return school_year_text(self.school_year + 1)


def years_of(offerings: Iterable[Offering], exact: bool) -> list[Year]:
    """By school year, the latest first."""
    found: dict[int, list[Class]] = {}
    for offering in offerings:
        pupils = "" if offering.pupils is None else count_text([offering.pupils], exact)
        found.setdefault(offering.school_year, []).append(Class(offering, pupils))
    return [Year(year, found[year]) for year in sorted(found, reverse=True)]


@transaction.atomic
def copy_to_next_year(elective: Elective, asked: str) -> tuple[int, int]:
    """How many classes are new, and in which year; none when `asked` is not the last year."""
    Elective.objects.select_for_update(of=("self",)).get(pk=elective.pk)
    last = elective.offerings.aggregate(last=Max("school_year"))["last"]
    if last is None or asked != str(last) or last > LAST_YEAR:
        return 0, last or 0
    rows = [
        Offering(
            elective=elective,
            school_id=offering.school_id,
            school_year=last + 1,
            track=offering.track,
            is_teacher_trained=offering.is_teacher_trained,
            lab_id=offering.lab_id,
            room=offering.room,
        )
        for offering in elective.offerings.filter(school_year=last)
    ]
    return len(Offering.objects.bulk_create(rows)), last + 1
