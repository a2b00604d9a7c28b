"""What pupils of the demonstration practise, and which businesses looked at it."""

import datetime
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from electives.models import Competence, Elective, Missed, Practice, SkillsLink
from regions.labs.models import Lab
from regions.partners.models import Partnership
from regions.secret_links import hash_of
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.stories import MERENLAND
from sto_portal.demo.texts import text_of

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SEED = "skills"
DAYS_OPEN = 90
LOOKED, SCHOOLS_LOOKED = 9, 3
CAREER = {"2.2": ("Kwaliteitenreflectie", 2), "2.3": ("Werkexploratie", 3)}


def add_skills(places: "list[Place]", electives: list[Elective], clock: Clock) -> None:
    """Competences of each region, where they are practised, and the links of Merenland."""
    lob = {competence.name: competence for competence in Competence.objects.lob()}
    own: dict[tuple[int, str], Competence] = {}
    texts = text_of("electives")
    for place in places:
        is_home = place.story is MERENLAND
        names = [row[0] for row in texts["map"]] if is_home else texts["competences"]
        for position, name in enumerate(name for name in names if name not in lob):
            own[place.region.pk, name] = Competence(
                region=place.region, name=name, position=position
            )
    Competence.objects.bulk_create(own.values())
    home = next(place for place in places if place.story is MERENLAND)
    rows = [*_home(home, electives, lob, own), *_others(home, electives, own)]
    Practice.objects.bulk_create(rows)
    _add_links(home, clock)


def _home(
    home: "Place",
    electives: list[Elective],
    lob: dict[str, Competence],
    own: dict[tuple[int, str], Competence],
) -> Iterator[Practice]:
    texts, region = text_of("electives"), home.region
    mine = {elective.title: elective for elective in electives if elective.region_id == region.pk}
    for name, *depths in texts["map"]:
        competence = lob.get(name) or own[region.pk, name]
        for title, depth in zip(texts["map_of"], depths, strict=True):
            if depth:
                yield Practice(
                    region=region, competence=competence, elective=mine[title], depth=depth
                )
    for activity in home.versions[-1].activities:
        if activity.code in CAREER:
            name, depth = CAREER[activity.code]
            yield Practice(
                region=region, competence=lob[name], activity_key=activity.key, depth=depth
            )
    for lab in Lab.objects.filter(region=region, kind=Lab.Kind.LAB):
        competence = own[region.pk, "Meten en controleren"]
        yield Practice(region=region, competence=competence, lab=lab, depth=2)


def _others(
    home: "Place", electives: list[Elective], own: dict[tuple[int, str], Competence]
) -> Iterator[Practice]:
    random = Random(f"{SEED} depths")
    for elective in electives:
        if elective.region_id == home.region.pk:
            continue
        some = [skill for (region, _), skill in own.items() if region == elective.region_id]
        for competence in random.sample(some, min(3, len(some))):
            yield Practice(
                region=elective.region,
                competence=competence,
                elective=elective,
                depth=random.randint(1, 3),
            )


def _add_links(home: "Place", clock: Clock) -> None:
    """27 businesses and five schools got a link; nine and three looked and answered."""
    partners = Partnership.objects.filter(region=home.region).order_by("-pk")
    links = []
    for number, partner in enumerate(partners):
        links.append(_link(home, number, LOOKED, clock, partnership=partner))
    for number, school in enumerate(home.schools[:5]):
        links.append(_link(home, number, SCHOOLS_LOOKED, clock, school=school))
    SkillsLink.objects.bulk_create(links)
    answers = text_of("electives")["missed"]
    Missed.objects.bulk_create(
        Missed(
            link=link,
            text=text,
            sent_at=link.answered_at or clock.now,
            seen_at=clock.now if reply else None,
            reply=reply,
            replied_at=clock.now if reply else None,
        )
        for link, (text, reply) in zip(links, answers, strict=False)
    )


def _link(home: "Place", number: int, looked: int, clock: Clock, **of: object) -> SkillsLink:
    made_at = clock.now - datetime.timedelta(days=45)
    seen_at = made_at + datetime.timedelta(days=2 + 3 * number) if number < looked else None
    told = f"{SEED} {number} {'school' in of} {clock.now}"
    return SkillsLink(
        region=home.region,
        secret_hash=hash_of(told),
        made_by=home.team.leader,
        made_at=made_at,
        expires_at=made_at + datetime.timedelta(days=DAYS_OPEN),
        opened_at=seen_at,
        answered_at=seen_at,
        **of,
    )
