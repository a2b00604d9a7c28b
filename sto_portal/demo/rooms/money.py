"""What businesses contribute in the demonstration, and what an hour counts for."""

import datetime
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from django.db.models import Sum

from regions.internships.ledger.contributed import propose_of
from regions.internships.models import InternshipCohort
from regions.labs.events.contributed import propose_for
from regions.labs.models import Event
from regions.partners.models import Contribution, EligibleBudget, HourlyRate, Partnership
from regions.plans.models import Activity, Plan
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.names import FIRST_NAMES, LAST_NAMES
from sto_portal.demo.story.stories import MERENLAND

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SOURCE = "Demonstratie"

IN_HOURS = (
    ("hours", "Begeleiding van de techniekclub"),
    ("guest_lesson", "Gastlessen over het vak"),
    ("supervision", "Begeleiding van leerlingen op de werkvloer"),
)
IN_KIND = (
    ("machine", "Lasrobot in bruikleen"),
    ("goods", "Materiaal voor de werkplaats"),
    ("room", "Lesruimte bij het bedrijf"),
)


# What Merenland has of proven, delivered and promised, in euros; what is whole hours was work.
MERENLAND_MONEY = (
    ("proven", (2_750, 4_950, 3_300, 6_200, 1_850, 4_400, 5_100, 1_850)),
    ("delivered", (2_200, 4_400, 3_850, 2_750)),
    ("promised", (5_500, 8_250, 4_950, 6_700)),
)


# And another region: how many contributions of each.
MONEY = (("proven", 3), ("delivered", 2), ("promised", 2))


RATE = 55_00
RATES = ((50_00, -96, -24), (RATE, -24, None))  # cents, months from now, until


def rates(clock: Clock) -> Iterator[HourlyRate]:
    for cents, begin, end in RATES:
        last = None if end is None else clock.current.plus(end).first_day - datetime.timedelta(1)
        yield HourlyRate(
            cents=cents,
            valid_from_on=clock.current.plus(begin).first_day,
            valid_until_on=last,
            source=SOURCE,
        )


def add_money(place: "Place", partners: list[Partnership], random: Random, clock: Clock) -> None:
    is_home = place.story is MERENLAND
    planned = Activity.objects.filter(plan__region=place.region, plan__state=Plan.State.APPROVED)
    budget = planned.aggregate(cents=Sum("budget_cents"))
    if budget["cents"]:
        EligibleBudget.objects.create(
            region=place.region,
            cents=budget["cents"],
            valid_from_on=datetime.date(2025, 1, 1),
            valid_until_on=datetime.date(2028, 12, 31),
            source=SOURCE,
        )
    rows = []
    amounts = MERENLAND_MONEY if is_home else _amounts(random)
    for state, euros in amounts:
        for number, amount in enumerate(euros):
            partner = partners[number % len(partners)]
            rows.append(_gift(partner, state, amount * 100, random, clock))
    if is_home:
        _in_one_month([row for row in rows if row.delivered_on and not row.proven_on])
    Contribution.objects.bulk_create(rows)


def add_proposals(place: "Place") -> None:
    """A guest lesson that was held and a cohort of which nobody is open wait to be taken over."""
    partners = Partnership.objects.filter(region=place.region, step__in=["structural", "co_owner"])
    chosen = list(partners.order_by("-pk")[:2])
    lesson = Event.objects.filter(
        region=place.region, kind=Event.Kind.GUEST_LESSON, state=Event.State.HELD
    ).earliest("starts_at")
    lesson.partners.set(chosen)
    propose_for(lesson)
    done = InternshipCohort.objects.filter(school__region=place.region, planned_from_on=None)
    propose_of(done.latest("school_year"), [row.pk for row in chosen])


def _in_one_month(delivered: list[Contribution]) -> None:
    """Three of one business in one month, for a slip that bundles them."""
    some = delivered[:3]
    day = max(row.delivered_on for row in some if row.delivered_on)
    for row in some:
        row.partnership, row.delivered_on = some[0].partnership, day


def _amounts(random: Random) -> list[tuple[str, list[int]]]:
    return [
        (state, [random.choice((55, 250)) * random.randint(20, 75) for _ in range(count)])
        for state, count in MONEY
    ]


def _gift(
    partner: Partnership, state: str, cents: int, random: Random, clock: Clock
) -> Contribution:
    hours = None if cents % RATE else cents // RATE
    kind, title = random.choice(IN_KIND if hours is None else IN_HOURS)
    promised = clock.today - datetime.timedelta(days=random.randint(200, 480))
    row = Contribution(
        partnership=partner,
        kind=kind,
        title=title,
        hours=hours,
        promised_on=promised,
        promised_cents=cents,
    )
    delivered = promised + datetime.timedelta(days=random.randint(30, 120))
    if state != "promised":
        row.delivered_on, row.delivered_cents = delivered, cents
    if state == "proven":
        row.proven_on = min(delivered + datetime.timedelta(days=30), clock.today)
        row.proof_text = f"Getekend door {random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"
    return row
