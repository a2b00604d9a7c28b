"""Where the electives of the demonstration are taught, and what school and business said."""

from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from electives.models import Elective, Offering, Reflection
from regions.labs.models import Lab
from regions.months import school_year_of
from regions.partners.models import Partnership
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.stories import MERENLAND
from sto_portal.demo.texts import text_of

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SEED = "elective classes"
# elective, the place of the school, track, pupils: 412 on six schools.
MERENLAND_CLASSES = (
    ("Slimme Logistiek", 0, "kb", 46),
    ("Slimme Logistiek", 1, "kb", 38),
    ("Slimme Logistiek", 2, "bb", 31),
    ("Robotica", 0, "gl", 52),
    ("Robotica", 3, "kb", 44),
    ("Robotica", 4, "kb", 29),
    ("Duurzaam wonen", 1, "bb", 36),
    ("Duurzaam wonen", 2, "kb", 33),
    ("Elektrisch rijden", 3, "bb", 41),
    ("Elektrisch rijden", 5, "bb", 3),
    ("Slimme technologie", 4, "kb", 35),
    ("Slimme technologie", 0, "tl", 24),
)


def add_classes(offered: list[Elective], places: "dict[int, Place]", clock: Clock) -> None:
    random = Random(SEED)
    labs = {lab.region_id: lab for lab in Lab.objects.filter(kind=Lab.Kind.LAB)}
    rows = [
        row
        for elective in offered
        for row in _classes(elective, places[elective.region_id], clock, random)
    ]
    for row in rows:
        row.lab = labs.get(row.elective.region_id) if row.track == "kb" else None
        row.room = "" if row.lab else "Werkplaats"
    Offering.objects.bulk_create(rows)
    _add_reflections(rows, clock)


def _classes(elective: Elective, place: "Place", clock: Clock, random: Random) -> list[Offering]:
    now = school_year_of(clock.today)
    if place.story is MERENLAND:
        told = [row[1:] for row in MERENLAND_CLASSES if row[0] == elective.title]
        past = [(at, track, round(pupils * 0.8)) for at, track, pupils in told[:1]]
    else:
        schools = random.sample(range(len(place.schools) - 1), random.randint(1, 3))
        told = [(at, random.choice(("bb", "kb", "gl")), random.randint(3, 48)) for at in schools]
        past = []
    return [
        Offering(
            elective=elective,
            school=place.schools[at],
            school_year=year,
            track=track,
            pupils=pupils,
            is_teacher_trained=random.random() < 0.7,
        )
        for year, some in ((now, told), (now - 1, past))
        for at, track, pupils in some
    ]


def _add_reflections(rows: list[Offering], clock: Clock) -> None:
    """Of the last school year, by a school and by a business of the region."""
    answers = text_of("electives")["reflections"]
    partners: dict[int, Partnership] = {}
    for partner in Partnership.objects.filter(step__in=["structural", "co_owner"]).order_by("-pk"):
        partners[partner.region_id] = partner
    found = []
    by_elective = groupby(rows, key=lambda row: row.elective)
    for number, (elective, classes) in enumerate(by_elective):
        school = next(classes).school
        for back in (1, 2) if number % 2 == 0 else (1,):
            year = school_year_of(clock.today) - back
            given_at = clock.instant(clock.current.plus(-12 * back + 6).first_day)
            said = dict(
                zip(("pupils_learned", "works", "change"), answers[number % 3], strict=True)
            )
            row = Reflection(elective=elective, school_year=year, given_at=given_at, **said)
            row.school = school
            found.append(row)
            backer = partners.get(elective.region_id)
            if backer and back == 1:
                said = dict(zip(said, answers[3], strict=True))
                found.append(
                    Reflection(
                        elective=elective,
                        school_year=year,
                        given_at=given_at,
                        partnership=backer,
                        **said,
                    )
                )
    Reflection.objects.bulk_create(found)
