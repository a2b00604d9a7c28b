"""Electives of the demonstration: the national list, and forty in all stages of their path."""

import datetime
import uuid
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from electives.models import (
    Backing,
    Elective,
    ListedElective,
    Material,
    PathStep,
    Stage,
)
from regions.models import Region
from regions.partners.models import Document, Partnership
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.stories import MERENLAND
from sto_portal.demo.texts import text_of

from .elective_classes import add_classes
from .skills import add_skills

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SEED = "electives"
NOT_IN_USE = "Telegrafie en telex"
MOST_LOOKED_LIKE = "Zonnepanelen en dak"
BUILDERS = "Kade & Zn. Scheepsbouw"
HOMES = 16  # regions beside Merenland that develop electives
OCTOBER = 10
PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def add_electives(places: "list[Place]", clock: Clock) -> None:
    """The list, the electives with their path and businesses, their classes and the skills."""
    texts = text_of("electives")
    ListedElective.objects.bulk_create(_listed(texts["listed"], clock))
    home = next(place for place in places if place.story is MERENLAND)
    others = [place for place in places if place is not home][:HOMES]
    told = _home(home, texts, clock) + _others(others, texts, clock)
    electives = [elective for elective, _steps in told]
    Elective.objects.bulk_create(electives)
    _copies(electives, places, texts, clock, told)
    PathStep.objects.bulk_create(step for _elective, steps in told for step in steps)
    _reject(electives, texts, clock)
    electives = [elective for elective, _steps in told]
    _add_businesses(electives, clock)
    _add_material(electives)
    offered = [elective for elective, steps in told if steps[-1].stage == Stage.OFFERED]
    add_classes(offered, {place.region.pk: place for place in places}, clock)
    add_skills([home, *others], electives, clock)


def _listed(rows: list[list[str]], clock: Clock) -> Iterator[ListedElective]:
    for number, (title, profiles, description, competences) in enumerate(rows, 1):
        yield ListedElective(
            code=f"DEMO-{100 + number}",
            title=title,
            profiles=profiles.split(", "),
            description=description,
            competences=competences.split(", "),
            is_in_use=title != NOT_IN_USE,
            loaded_at=clock.instant(clock.current.plus(-5).first_day, 10),
        )


Told = list[tuple[Elective, list[PathStep]]]


def _home(place: "Place", texts: dict, clock: Clock) -> Told:
    key = next(activity.key for activity in place.versions[-1].activities if activity.code == "2.1")
    found = []
    for title, profiles, summary, stage, months in texts["merenland"]:
        elective = _elective(place, title, profiles, summary, key)
        elective.counts_for_exam = len(months) != 2
        days = [clock.current.plus(-ago).first_day for ago in months]
        elective.aims_at = days[-1].year if stage == Stage.OFFERED else _next_aim(clock)
        if stage == Stage.OFFERED:
            elective.published_at = clock.instant(days[-1], 9)
        found.append((elective, _path(elective, stage, days, 14)))
    return found


def _next_aim(clock: Clock) -> int:
    """The school year that an application before the coming 1 October is for."""
    has_passed = clock.today >= datetime.date(clock.today.year, OCTOBER, 1)
    return clock.today.year + 1 + has_passed


def _others(places: "list[Place]", texts: dict, clock: Clock) -> Told:
    random = Random(f"{SEED} others")
    found = []
    for number, (title, profiles, summary, stage, why) in enumerate(texts["others"]):
        place = places[number % len(places)]
        elective = _elective(place, title, profiles, summary, _activity(place))
        elective.counts_for_exam = why != "own"
        count = stage + 1 if elective.counts_for_exam else 1 + (stage == Stage.OFFERED)
        still = 7 if why not in ("", "own", "rejected") else random.randint(0, 3)
        gaps = [still, *(random.randint(1, 4) for _ in range(count - 1))]
        ago = [sum(gaps[: place + 1]) for place in range(count)][::-1]
        days = [clock.current.plus(-months).first_day for months in ago]
        elective.aims_at = days[-1].year if stage == Stage.OFFERED else _next_aim(clock)
        if stage >= Stage.WRITTEN or number % 3 == 0:
            elective.published_at = clock.instant(days[-1], 9)
        percent = 34 if title == MOST_LOOKED_LIKE else random.randint(4, 24)
        steps = _path(elective, stage, days, percent)
        steps[-1].note = why if still == 7 else ""
        found.append((elective, steps))
    return found


def _activity(place: "Place") -> uuid.UUID:
    """The activity about electives, or else the first one."""
    activities = place.versions[-1].activities
    about = [activity for activity in activities if "keuzevak" in activity.example.title.lower()]
    return (about or list(activities))[0].key


def _elective(place: "Place", title: str, profiles: str, summary: str, key: uuid.UUID) -> Elective:
    return Elective(
        region=place.region,
        title=title,
        summary=summary,
        profiles=profiles.split(", "),
        activity_key=key,
        added_by=place.team.leader,
    )


def _path(elective: Elective, last: int, days: list[datetime.date], percent: int) -> list[PathStep]:
    stages = range(last + 1) if elective.counts_for_exam else (Stage.IDEA, last)[: len(days)]
    return [
        PathStep(
            elective=elective,
            stage=stage,
            dated_on=day,
            overlap_percent=percent if stage == Stage.OVERLAP else None,
            taken_by=elective.added_by,
        )
        for stage, day in zip(stages, days, strict=True)
    ]


def _copies(
    electives: list[Elective], places: "list[Place]", texts: dict, clock: Clock, told: Told
) -> None:
    """What another region took over: the origin is named and the path is behind it."""
    taken_on = clock.current.plus(-7).first_day
    for title, name in texts["taken_over"]:
        origin = next(elective for elective in electives if elective.title == title)
        place = next(home for home in places if home.region.name == name)
        copy = _elective(place, title, ", ".join(origin.profiles), origin.summary, _activity(place))
        copy.taken_from, copy.taken_on = origin, taken_on
        copy.origin, copy.aims_at = f"{title}, {origin.region.name}", taken_on.year
        copy.save()
        told.append((copy, _path(copy, Stage.OFFERED, [taken_on] * 7, 0)))


def _reject(electives: list[Elective], texts: dict, clock: Clock) -> None:
    rejected = [title for title, *_rest, why in texts["others"] if why == "rejected"]
    rows = [elective for elective in electives if elective.title in rejected]
    for elective, reason in zip(rows, texts["reasons"], strict=True):
        elective.rejected_on, elective.rejected_reason = clock.today, reason
        elective.published_at = None
    Elective.objects.bulk_update(rows, ["rejected_on", "rejected_reason", "published_at"])


def _add_businesses(electives: list[Elective], clock: Clock) -> None:
    """One or two partners of the region behind each; Kade writes and receives for Composiet."""
    random = Random(f"{SEED} businesses")
    partners: dict[int, list[Partnership]] = {}
    known = Partnership.objects.exclude(step="contact").select_related("business").order_by("pk")
    for partner in known:
        partners.setdefault(partner.region_id, []).append(partner)
    rows = []
    for elective in electives:
        some = partners.get(elective.region_id, [])
        chosen = random.sample(some, min(len(some), random.randint(1, 2)))
        if elective.title.startswith("Composiet"):
            chosen = [partnership for partnership in some if partnership.business.name == BUILDERS]
        for partner in chosen:
            for role in random.sample(list(Backing.Role), 2):
                rows.append(
                    Backing(
                        elective=elective,
                        partnership=partner,
                        role=role,
                        since_on=clock.current.plus(-8).first_day,
                        may_be_named=partner.step != "exchange",
                    )
                )
    Backing.objects.bulk_create(rows)


def _add_material(electives: list[Elective]) -> None:
    published = [elective for elective in electives if elective.published_at]
    papers = [_paper(elective.region, f"lesbrief-{elective.pk}.pdf") for elective in published]
    Document.objects.bulk_create(papers)
    kinds = (Material.Audience.EVERYBODY, Material.Audience.REGIONS)
    Material.objects.bulk_create(
        Material(
            elective=elective,
            title="Lesbrief voor de eerste vier weken",
            document=paper,
            audience=kinds[number % 2],
        )
        for number, (elective, paper) in enumerate(zip(published, papers, strict=True))
    )


def _paper(region: Region, name: str) -> Document:
    return Document(
        region=region, name=name, content_type="application/pdf", content=PAPER, size=len(PAPER)
    )
