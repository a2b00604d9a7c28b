"""A year of talks between advisors and regions: every cap, what was agreed, what is planned."""

import datetime
from collections.abc import Iterator
from random import Random

from advisors.models import Cap, PlannedTalk, Promise, Talk, TalkKind
from regions.accounts.models import User
from regions.models import LEADER_ROLES, Membership, Region, Role
from regions.months import working_day_after
from sto_portal.demo.story.clock import Clock, at_work

SEED = "talks"
EVERY = 38  # days between two talks, about
YEAR = 365
NOTES: dict[str, tuple[str, ...]] = {
    Cap.THINKER: (
        "Samen de volgorde van de activiteiten bekeken. Eerst de roosters rond, dan pas werven.",
        "De begroting van volgend jaar doorgelopen. De machines schuiven een kwartaal op.",
        "Gedacht over een vaste plek voor de techniekclub; de bibliotheek is een kans.",
    ),
    Cap.COACH: (
        "Hoe houd je de regie als drie scholen iets anders willen? Kleine stap: één vast overleg.",
        "De rol van programmaleider besproken: minder zelf doen, meer vragen stellen.",
        "Teruggekeken op een lastig gesprek met een directeur. Volgende keer eerst alleen bellen.",
    ),
    Cap.MEDIATOR: (
        "Voorzitter en programmaleider apart gesproken. Beiden willen het mandaat op papier.",
        "Spanning tussen twee scholen over het leerlab. Volgende week samen aan tafel.",
    ),
    Cap.CRITICAL: (
        "Wie draagt deze activiteit nog? Daar komt de regio in januari op terug.",
        "De log is erg positief; de cijfers zijn dat niet. Dat verschil benoemd.",
    ),
    Cap.READER: (
        "Het concept van het plan gelezen: de doelen zijn helder, de mijlpalen nog niet overal.",
    ),
    Cap.INFORMANT: (
        "Verteld hoe de rapportage dit jaar loopt en waar de handleiding staat.",
        "Uitleg gegeven over cofinanciering in uren en wat een bedrijf moet tekenen.",
    ),
}
PROMISES = (
    (Promise.Who.ADVISOR, "Voorbeeld van een rolverdeling sturen"),
    (Promise.Who.LEADER, "De rol van de stuurgroep op de agenda zetten"),
    (Promise.Who.TOGETHER, "Een collega meevragen die conflicten kent"),
    (Promise.Who.LEADER, "De planning met de drie scholen bijwerken"),
    (Promise.Who.ADVISOR, "Contact leggen met een regio die dit al doet"),
    (Promise.Who.LEADER, "Twee bedrijven bellen over stageplekken"),
)
# The last talk of one region: who promised what, before which day from then, kept after how many.
STORY = (
    "Veenrand-Oost",
    22,
    "De stuurgroep wil zelf werven. Besproken hoe de rol weer bij wat en waarom komt.",
    (
        (Promise.Who.ADVISOR, "Voorbeeld rolverdeling sturen", None, 2),
        (Promise.Who.LEADER, "Rol van de stuurgroep op de agenda zetten", 27, None),
        (Promise.Who.TOGETHER, "Een collega meevragen die conflicten kent", None, None),
    ),
)
WEIGHTS = {
    Cap.THINKER: 6, Cap.COACH: 5, Cap.MEDIATOR: 1, Cap.CRITICAL: 2, Cap.READER: 1, Cap.INFORMANT: 3,
}  # fmt: skip


def add_talks(clock: Clock) -> None:
    """Talks of the past year, their promises, and one planned talk per region."""
    talks: list[Talk] = []
    planned = []
    leaders = _by_region(Membership.objects.on(clock.today).filter(role__in=LEADER_ROLES))
    advisors = _by_region(Membership.objects.on(clock.today).filter(role=Role.ADVISOR))
    for region in Region.objects.order_by("pk"):
        random = Random(f"{SEED} {region.slug}")
        if region.pk in advisors and region.pk in leaders:
            talks += _talks(region, advisors[region.pk], leaders[region.pk], random, clock)
            planned.append(_planned(region, advisors[region.pk], random, clock))
    Talk.objects.bulk_create(talks)
    PlannedTalk.objects.bulk_create(planned)
    Promise.objects.bulk_create(promise for talk in talks for promise in _promises(talk, clock))
    _tell_story(leaders, advisors, clock)


def _tell_story(leaders: dict[int, User], advisors: dict[int, User], clock: Clock) -> None:
    name, ago, note, promises = STORY
    region = Region.objects.get(name=name)
    held_on = at_work(clock.today - datetime.timedelta(days=ago))
    Talk.objects.filter(region=region, held_on__gte=held_on).delete()
    talk = Talk.objects.create(
        region=region,
        author=advisors[region.pk],
        cap=Cap.COACH,
        channel="phone",
        held_on=held_on,
        with_whom=leaders[region.pk].name,
        minutes=45,
        note=note,
    )
    for who, text, due, kept in promises:
        Promise.objects.create(
            talk=talk,
            who=who,
            text=text,
            due_on=held_on + datetime.timedelta(days=due) if due else None,
            done_on=held_on + datetime.timedelta(days=kept) if kept else None,
            done_by=talk.author if kept else None,
        )


def _by_region(rows) -> dict[int, User]:
    return {row.region_id: row.user for row in rows.select_related("user").order_by("-pk")}


def _talks(
    region: Region, advisor: User, leader: User, random: Random, clock: Clock
) -> Iterator[Talk]:
    ago = random.randint(12, 30)
    while ago < YEAR:
        cap = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        channel = random.choice(["phone", "phone", "video", "visit"])
        yield Talk(
            region=region,
            author=advisor,
            cap=cap,
            channel=channel,
            held_on=at_work(clock.today - datetime.timedelta(days=ago)),
            with_whom=leader.name,
            minutes=random.choice([20, 30, 45]) if channel == "phone" else 90,
            kind=TalkKind.PROGRESS if random.random() < 0.15 else "",
            note=random.choice(NOTES[cap]),
        )
        ago += EVERY + random.randint(-14, 14)


def _promises(talk: Talk, clock: Clock) -> Iterator[Promise]:
    random = Random(f"{SEED} {talk.region_id} {talk.held_on}")
    days = (clock.today - talk.held_on).days
    for who, text in random.sample(PROMISES, random.choice([0, 1, 1, 2])):
        due_on = talk.held_on + datetime.timedelta(days=random.randint(10, 30))
        is_done = days > 60 or random.random() < 0.4
        yield Promise(
            talk=talk,
            who=who,
            text=text,
            due_on=due_on,
            done_on=min(due_on, clock.today) if is_done else None,
            done_by=talk.author if is_done else None,
        )


def _planned(region: Region, advisor: User, random: Random, clock: Clock) -> PlannedTalk:
    return PlannedTalk(
        region=region,
        kind=random.choice(TalkKind.values),
        planned_on=working_day_after(clock.today + datetime.timedelta(days=random.randint(4, 59))),
        made_by=advisor,
    )
