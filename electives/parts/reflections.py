"""What school and business said of an elective, year by year, beside each other; no scores."""

from collections.abc import Iterable
from dataclasses import dataclass

from electives.models import Reflection
from regions.months import school_year_text


@dataclass(frozen=True)
class Answers:
    """The two reflections of one school year; either may be missing."""

    school_year: int
    school: Reflection | None
    business: Reflection | None

    @property
    def label(self) -> str:
        return school_year_text(self.school_year)

    @property
    def voices(self) -> list[Reflection | None]:
        return [self.school, self.business]


def side_by_side(reflections: Iterable[Reflection]) -> list[Answers]:
    """The latest year first."""
    found: dict[int, dict[bool, Reflection]] = {}
    for reflection in reflections:
        found.setdefault(reflection.school_year, {})[reflection.school_id is not None] = reflection
    return [
        Answers(year, found[year].get(True), found[year].get(False))
        for year in sorted(found, reverse=True)
    ]
