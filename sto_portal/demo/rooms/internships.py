"""Internships of the demonstration: who went, who waits, and one cohort that lost its chance."""

import datetime
from random import Random
from typing import TYPE_CHECKING

from regions.internships.models import CohortEntry, InternshipCohort
from regions.months import Month
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.stories import MERENLAND

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SEED = "internships"
WHY = {
    "postponed": "Het bedrijf had die weken geen begeleider.",
    "lost": "Van school voordat de stage kon worden ingehaald.",
}
# school, track, years ago, pupils, months to the last chance, entries: kind, pupils, months ago
MERENLAND_COHORTS: tuple[tuple[int, str, int, int, int, tuple[tuple[str, int, int], ...]], ...] = (
    (
        0,
        "kb",
        2,
        34,
        -1,
        (("placed", 22, 10), ("done", 22, 9), ("postponed", 12, 8), ("lost", 3, 2)),
    ),
    (
        1,
        "bb",
        2,
        26,
        2,
        (("placed", 15, 10), ("done", 15, 9), ("postponed", 7, 8), ("placed", 4, 1)),
    ),
    (0, "kb", 1, 31, 14, (("placed", 24, 10), ("done", 19, 6), ("postponed", 7, 5))),
    (1, "bb", 1, 28, 14, (("placed", 28, 11), ("done", 28, 6))),
    (0, "kb", 0, 36, 26, (("placed", 12, 1),)),
    (1, "bb", 0, 24, 26, (("placed", 9, 1), ("postponed", 2, 0))),
)


def add_internships(places: "list[Place]", clock: Clock) -> None:
    """The story of Merenland, and in every other region one cohort of last year and one of now."""
    cohorts: list[InternshipCohort] = []
    entries: list[CohortEntry] = []
    for place in places:
        random = Random(f"{SEED} {place.region.slug}")
        for told in MERENLAND_COHORTS if place.story is MERENLAND else _usual(random):
            cohort = _cohort(place, told, clock)
            cohorts.append(cohort)
            entries += [_entry(place, cohort, line, clock) for line in told[5]]
    InternshipCohort.objects.bulk_create(cohorts)
    CohortEntry.objects.bulk_create(entries)


def _usual(random: Random) -> tuple:
    needed = random.randint(18, 60)
    done = needed - random.randint(0, 6)
    before = (0, "kb", 1, needed, 14, (("placed", done, 8), ("done", done, 5)))
    return before, (0, "kb", 0, needed + random.randint(-4, 4), 26, (("placed", needed // 3, 1),))


def _cohort(place: "Place", told: tuple, clock: Clock) -> InternshipCohort:
    at, track, years, needed, months, entries = told
    is_ready = sum(count for kind, count, _months in entries if kind == "done") == needed
    weeks = (
        (None, None)
        if is_ready
        else _two_weeks(clock.current.plus(months if months < 12 else months % 12))
    )
    return InternshipCohort(
        school=place.schools[at],
        school_year=Month.of(clock.today).school_year - years,
        track=track,
        needed=needed,
        planned_from_on=weeks[0],
        planned_until_on=weeks[1],
        last_chance_on=clock.current.plus(months).last_day,
    )


def _two_weeks(month: Month) -> tuple[datetime.date, datetime.date]:
    """From a Monday in the first half of a month until the Friday of the week after."""
    monday = month.first_day + datetime.timedelta(days=7 - month.first_day.weekday())
    return monday, monday + datetime.timedelta(days=11)


def _entry(
    place: "Place", cohort: InternshipCohort, line: tuple[str, int, int], clock: Clock
) -> CohortEntry:
    kind, count, months = line
    day = clock.today - datetime.timedelta(days=30 * months)
    return CohortEntry(
        cohort=cohort,
        kind=kind,
        count=count,
        dated_on=day,
        reason=WHY.get(kind, ""),
        added_by=place.team.leader,
        added_at=clock.instant(day),
    )
