"""What members of the groups passed on over two years, and what the leaders did with it."""

import datetime
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from regions.accounts.models import User
from regions.months import Month
from regions.plans.models import Idea, PlanChange
from regions.steering.models import Remark, SteeringGroup
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.stories import CHARACTERS, MERENLAND
from sto_portal.demo.texts import text_of

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

QUARTERS, DAYS = 8, 91
CHARACTER_NAMES = {story.name for story in CHARACTERS}
About = Remark.About


@dataclass(frozen=True)
class Said:
    """One remark of Merenland: days ago, after how many days answered or thanked for."""

    ago: int
    seat: int
    about: str
    text: str
    reply: str = ""
    after: int | None = None
    for_meeting: bool = False
    about_change: bool = False
    becomes_idea: bool = False


OF_MERENLAND = (
    Said(206, 1, "what", "Is het budget van het leerlab genoeg voor het hele plan?", "Ja. "
         "We zijn over de helft van de tijd, en ook van het budget.", 3),
    Said(158, 3, "what", "Hoeveel basisscholen komen er dit jaar in het leerlab?", "Ongeveer "
         "twintig; dat past bij het doel in het plan.", 5),
    Said(88, 1, "what", "Doen alle scholen mee met de lob-route?", "Ja, op één na. Die "
         "begint na de zomer; zo staat het ook in het plan.", 4),
    Said(131, 2, "how_fast", "Kan het keuzevak niet een half jaar eerder beginnen?", "De docenten "
         "worden eerst geschoold. Ik houd de datum van het plan aan.", 6),
    Said(112, 3, "how", "Laat leerlingen zelf de basisscholen rondleiden in het leerlab.", "", 2),
    Said(36, 1, "how", "Vraag de bedrijven om een foto van de werkplek voor de lessen.",
         becomes_idea=True),
    Said(9, 0, "what", "Komt er nog vervanging voor de hybride docenten, of vervalt dat doel?"),
    Said(4, 2, "what", "Wat doen we als er in de nieuwe week ook te weinig begeleiders zijn?",
         for_meeting=True, about_change=True),
    Said(2, 3, "how_fast", "Bel de drie bedrijven nog deze week, dan weten we het eerder."),
)  # fmt: skip


def add_remarks(places: "list[Place]", clock: Clock, seed: str) -> None:
    groups = {group.region_id: group for group in SteeringGroup.objects.all()}
    rows: list[Remark] = []
    for place in places:
        group, random = groups[place.region.pk], Random(f"{seed} remarks {place.story.name}")
        if place.story is not MERENLAND:
            rows += _two_years(place, group, random, clock)
    Remark.objects.bulk_create(rows)
    home = next(place for place in places if place.story is MERENLAND)
    _of_merenland(home, groups[home.region.pk], clock)


def _two_years(place: "Place", group: SteeringGroup, random: Random, clock: Clock) -> list[Remark]:
    rows = []
    for back in range(QUARTERS):
        for _number in range(_how_many(place, back, random)):
            about = _about(place, back, random)
            text, reply = random.choice(_pool(place, about))
            ago = back * DAYS + random.randint(3, DAYS - 2)
            row = _remark(place, group, random.choice(_members(place)), about, text, ago, clock)
            _answered(row, reply, place.team.leader, ago, random, clock)
            rows.append(row)
    return rows


def _how_many(place: "Place", back: int, random: Random) -> int:
    if place.story.meddles:
        return 14 - back
    return random.randint(1, 2) if place.story.name in CHARACTER_NAMES else random.randint(0, 1)


def _about(place: "Place", back: int, random: Random) -> str:
    """Where the group meddles, more and more is about how and how fast."""
    share = 0.9 - 0.05 * back if place.story.meddles else 0.3
    if random.random() >= share:
        return About.WHAT
    return random.choice([About.HOW, About.HOW, About.HOW_FAST])


def _pool(place: "Place", about: str) -> list[tuple[str, str]]:
    texts = text_of("remarks")
    meddling = place.story.meddles and about != About.WHAT
    return texts[f"meddling_{about}" if meddling else about]


def _members(place: "Place") -> list[User]:
    return [place.team.chair, *(user for user, _role in place.team.others)]


def _remark(
    place: "Place",
    group: SteeringGroup,
    by: User,
    about: str,
    text: str,
    ago: int,
    clock: Clock,
) -> Remark:
    made_at = clock.instant(clock.today - datetime.timedelta(days=ago), 19, 40)
    month_on = Month.of(made_at).previous.first_day
    return Remark(
        steering_group=group, about=about, text=text, made_by=by, made_at=made_at, month_on=month_on
    )


def _answered(
    row: Remark, reply: str, leader: User, ago: int, random: Random, clock: Clock
) -> None:
    """A question about the plan is answered within two weeks; advice is answered at will."""
    days = random.randint(1, 12)
    if days >= ago:
        return
    at = row.made_at + datetime.timedelta(days=days)
    if reply and (row.about == About.WHAT or random.random() < 0.6):
        row.reply, row.replied_by, row.replied_at = reply, leader, at
    elif row.about != About.WHAT and random.random() < 0.3:
        row.thanked_at = at


def _of_merenland(place: "Place", group: SteeringGroup, clock: Clock) -> None:
    waiting = place.region.plan_changes.filter(state=PlanChange.State.PROPOSED).first()
    members = _members(place)
    for said in OF_MERENLAND:
        row = _remark(place, group, members[said.seat], said.about, said.text, said.ago, clock)
        row.is_for_meeting = said.for_meeting
        if said.about_change:
            row.change, row.month_on = waiting, None
        if said.after is not None:
            at = row.made_at + datetime.timedelta(days=said.after)
            if said.reply:
                row.reply, row.replied_by, row.replied_at = said.reply, place.team.leader, at
            else:
                row.thanked_at = at
        if said.becomes_idea:
            row.idea = _as_idea(place, group, row)
        row.save()


def _as_idea(place: "Place", group: SteeringGroup, row: Remark) -> Idea:
    return Idea.objects.create(
        region=place.region,
        title="Foto’s van werkplekken in de lessen",
        text="De bedrijven sturen elk jaar een foto van de werkplek voor het lesmateriaal.",
        origin=group.get_label_display(),
        raised_by=place.team.leader,
        raised_at=row.made_at + datetime.timedelta(days=3),
    )
