"""Businesses of the demonstration: how they climb the ladder, who talked, what they bring.

Regions of the demo's advisor have many; the others a few. Merenland has the figures of its story.
"""

import datetime
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from regions.months import working_day, working_day_after
from regions.partners.models import (
    Business,
    ContactMoment,
    ContactPerson,
    HourlyRate,
    PairApart,
    Partnership,
    Proof,
    StepChange,
)
from regions.partners.register.apart import pairs_to_look_at
from sto_portal.demo.story.clock import Clock, at_work
from sto_portal.demo.story.names import FIRST_NAMES, LAST_NAMES, PLACES
from sto_portal.demo.story.stories import MERENLAND
from sto_portal.demo.story.talked import TALKED, TALKED_WITH_OTHERS

from .money import add_money, rates

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SEED = "businesses"
TO_LOOK_AT = 5  # pairs of likely doubles that are left for the bureau
STEPS = ("contact", "exchange", "structural", "co_owner")
MERENLAND_STEPS = (11, 9, 5, 2)
KNOWN = {
    ("structural", 0): ("Van Rees Installatie", "installatietechniek", "Oosterveen"),
    ("co_owner", 0): ("Kade & Zn. Scheepsbouw", "maritiem", "Waterkant"),
    ("contact", 0): ("Zonwering Hofstra", "bouw", "Merenland"),
}
KINDS = {  # what is no business, by step and place in it: in Merenland, and elsewhere
    (True, "contact", 3): Business.Kind.MUNICIPALITY,
    (True, "contact", 4): Business.Kind.BRANCH,
    (True, "exchange", 1): Business.Kind.TRAINING,
    (False, "contact", 3): Business.Kind.MUNICIPALITY,
    (False, "exchange", 1): Business.Kind.BRANCH,
    (False, "structural", 1): Business.Kind.TRAINING,
}
TOLD_OF = {
    Business.Kind.MUNICIPALITY: ("Gemeente {}", "", "beleidsadviseur onderwijs"),
    Business.Kind.BRANCH: ("Brancheorganisatie Vakwerk {}", "bouw", "regiomanager"),
    Business.Kind.TRAINING: ("Bedrijfsschool Techniek {}", "maakindustrie", "praktijkopleider"),
}
REGIONS_WITH_KINDS = 8
TRADES = (
    ("Installatie", "installatietechniek"),
    ("Metaalbewerking", "metaal"),
    ("Bouw", "bouw"),
    ("Elektrotechniek", "elektrotechniek"),
    ("Transport", "logistiek"),
    ("Machinebouw", "maakindustrie"),
    ("Mobiliteit", "mobiliteit"),
    ("Interieurbouw", "bouw"),
)
SILENT = 3
AGREED = {5: -3, 7: 6, 8: 13}  # by place in the list: the next contact, in days from now


def add_partners(places: "list[Place]", clock: Clock) -> None:
    """Everything that regions have with businesses."""
    HourlyRate.objects.bulk_create(rates(clock))
    for number, place in enumerate(places):
        random = Random(f"{SEED} {place.region.slug}")
        counts = _counts(place, number, random)
        _add_region(place, number, counts, random, clock)
    _look_at_doubles(clock)


def _look_at_doubles(clock: Clock) -> None:
    """The bureau looked at most names that look alike: they are two."""
    PairApart.objects.bulk_create(
        PairApart(first_id=first, second_id=second, looked_at=clock.now)
        for first, second in pairs_to_look_at()[TO_LOOK_AT:]
    )


def _counts(place: "Place", number: int, random: Random) -> tuple[int, ...]:
    if place.story is MERENLAND:
        return MERENLAND_STEPS
    if number < 8:
        most = ((4, 8), (3, 6), (2, 4), (0, 2))
        return tuple(random.randint(*between) for between in most)
    return 2, 2, 1, 0


def _add_region(
    place: "Place", number: int, counts: tuple[int, ...], random: Random, clock: Clock
) -> None:
    is_home = place.story is MERENLAND
    partners = []
    for step, count in zip(STEPS, counts, strict=True):
        for index in range(count):
            told = KNOWN.get((step, index)) if is_home else None
            partner = _partner(place, step, told or _invented(random), clock)
            if number < REGIONS_WITH_KINDS and (kind := KINDS.get((is_home, step, index))):
                _make(partner.business, kind, PLACES[number])
            partners.append(partner)
    Business.objects.bulk_create([partnership.business for partnership in partners])
    Partnership.objects.bulk_create(partners)
    people = {partnership: _people(partnership, random) for partnership in partners}
    ContactPerson.objects.bulk_create([who for some in people.values() for who in some])
    silent = set(partners[:SILENT]) if not is_home else {partners[1], partners[11], partners[20]}
    moments: list[ContactMoment] = []
    proofs: list[Proof] = []
    steps: list[StepChange] = []
    for position, partner in enumerate(partners):
        last = random.randint(91, 140) if partner in silent else random.randint(4, 80)
        if is_home and partner.business.name == KNOWN["structural", 0][0]:
            last = 94
        agreed = AGREED.get(position)
        moments += _talks(partner, people[partner], last, agreed, random, clock)
        proofs += _proofs(partner, random, clock)
        steps += _steps(partner, position if is_home else 9, clock)
    ContactMoment.objects.bulk_create(moments)
    Proof.objects.bulk_create(proofs)
    StepChange.objects.bulk_create(steps)
    add_money(
        place,
        [partnership for partnership in partners if partnership.step != "contact"],
        random,
        clock,
    )


def _invented(random: Random) -> tuple[str, str, str]:
    trade, sector = random.choice(TRADES)
    return f"{random.choice(LAST_NAMES)} {trade}", sector, random.choice(PLACES)


def _partner(place: "Place", step: str, told: tuple[str, str, str], clock: Clock) -> Partnership:
    name, sector, town = told
    return Partnership(
        region=place.region,
        business=Business(name=name[:1].upper() + name[1:], sector=sector, place=town),
        step=step,
        started_on=clock.current.plus(-20).first_day,
        brings="6 stageplekken, 40 uur begeleiding" if name == KNOWN["structural", 0][0] else "",
    )


def _make(business: Business, kind: Business.Kind, town: str) -> None:
    """Another kind of partner in place of a business."""
    name, business.sector, _function = TOLD_OF[kind]
    business.kind, business.place = kind, town
    business.name = name.format(town)


def _people(partner: Partnership, random: Random) -> list[ContactPerson]:
    count = 1 if partner.step == "contact" else random.randint(2, 3)
    return [
        ContactPerson(
            partnership=partner,
            name=f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}",
            function=_function(partner, random),
            phone="",
        )
        for _ in range(count)
    ]


def _function(partner: Partnership, random: Random) -> str:
    of_business = random.choice(("eigenaar", "bedrijfsleider", "praktijkopleider"))
    kind = Business.Kind(partner.business.kind)
    return TOLD_OF[kind][2] if kind in TOLD_OF else of_business


def _talks(
    partner: Partnership,
    people: list[ContactPerson],
    last: int,
    agreed: int | None,
    random: Random,
    clock: Clock,
) -> Iterator[ContactMoment]:
    """Back from the last talk, as often as the step asks; `agreed` is the next, days from now."""
    next_on = None
    if agreed is not None:
        next_on = working_day_after(clock.today + datetime.timedelta(days=agreed - 1))
    notes = TALKED if partner.business.is_business else TALKED_WITH_OTHERS
    count, every = (2, 100) if partner.step in ("contact", "exchange") else (8, 55)
    for number in range(count):
        day = clock.today - datetime.timedelta(days=last + number * every)
        yield ContactMoment(
            partnership=partner,
            person=people[number % len(people)],
            next_on=None if number else next_on,
            next_person=people[0] if next_on and not number else None,
            held_on=at_work(day),
            channel=random.choice(("phone", "phone", "visit", "online")),
            note=random.choice(notes),
        )


def _proofs(partner: Partnership, random: Random, clock: Clock) -> Iterator[Proof]:
    def proof(kind: str, months: int, text: str, years: int = 0) -> Proof:
        day = working_day(clock.current.plus(-months), 1)
        until = clock.current.plus(12 * years - months).last_day if years else None
        return Proof(partnership=partner, kind=kind, dated_on=day, valid_until_on=until, text=text)

    if partner.step != "contact":
        yield proof("exchange", random.randint(1, 9), "Gastles in leerjaar 3")
    if partner.step == "co_owner":
        yield proof("lessons", 8, "Schrijft mee aan het keuzevak Composiet", years=3)
        yield proof("agreement", 8, "Samenwerkingsovereenkomst, getekend", years=3)


def _steps(partner: Partnership, number: int, clock: Clock) -> Iterator[StepChange]:
    """Climbed long ago; in Merenland four climbed this quarter and one slid back."""
    place = STEPS.index(partner.step)
    before = clock.current.plus(-14).first_day
    recent = clock.current.plus(-((clock.current.month - 1) % 3)).first_day
    if number == 24:  # from co-owner back to structural
        yield _step(partner, "contact", "co_owner", before)
        yield _step(partner, "co_owner", "structural", recent)
    elif place:
        is_recent = number in (12, 13, 21, 22)
        if is_recent and place == 2:
            yield _step(partner, "contact", "exchange", before)
        origin = STEPS[place - 1] if is_recent else "contact"
        yield _step(partner, origin, partner.step, recent if is_recent else before)


def _step(partner: Partnership, origin: str, step: str, day: datetime.date) -> StepChange:
    return StepChange(partnership=partner, from_step=origin, to_step=step, changed_on=day)
