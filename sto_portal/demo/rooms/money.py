"""What businesses contribute in the demonstration, and what an hour counts for."""

import datetime
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from django.db.models import Sum

from regions.partners.models import Contribution, EligibleBudget, HourlyRate, Partnership
from regions.plans.models import Activity
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.names import FIRST_NAMES, LAST_NAMES
from sto_portal.demo.story.stories import MERENLAND

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SOURCE = "Demonstratie"

GIFTS = (
    ("hours", "Begeleiding van de techniekclub"),
    ("guest_lesson", "Gastlessen over het vak"),
    ("machine", "Lasrobot in bruikleen"),
    ("goods", "Materiaal voor de werkplaats"),
    ("room", "Lesruimte bij het bedrijf"),
)


# What Merenland has of proven, delivered and promised: how many contributions, cents of each.
MERENLAND_MONEY = (
    ("proven", 8, 3_800_00),
    ("delivered", 4, 3_300_00),
    ("promised", 4, 6_350_00),
)


MONEY = (("proven", 3, 0), ("delivered", 2, 0), ("promised", 2, 0))


RATES = ((50_00, -96, -24), (55_00, -24, None))  # cents, months from now, until


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
    budget = Activity.objects.filter(plan__in=place.plans[-1:]).aggregate(cents=Sum("budget_cents"))
    if budget["cents"]:
        EligibleBudget.objects.create(
            region=place.region,
            cents=budget["cents"],
            valid_from_on=datetime.date(2025, 1, 1),
            valid_until_on=datetime.date(2028, 12, 31),
            source=SOURCE,
        )
    rows = []
    for state, count, cents in MERENLAND_MONEY if is_home else MONEY:
        for number in range(count):
            amount = cents or random.randint(8, 90) * 250_00
            rows.append(_gift(partners[number % len(partners)], state, amount, random, clock))
    if is_home:
        _in_one_month([row for row in rows if row.delivered_on and not row.proven_on])
    Contribution.objects.bulk_create(rows)


def _in_one_month(delivered: list[Contribution]) -> None:
    """Three of one business in one month, for a slip that bundles them."""
    first, *more = delivered[:3]
    for number, row in enumerate(more, 1):
        row.partnership, row.title = first.partnership, GIFTS[-number][1]
        row.promised_on, row.delivered_on = first.promised_on, first.delivered_on


def _gift(
    partner: Partnership, state: str, cents: int, random: Random, clock: Clock
) -> Contribution:
    _kind, title = random.choice(GIFTS)
    promised = clock.today - datetime.timedelta(days=random.randint(200, 480))
    row = Contribution(
        partnership=partner,
        kind=random.choice(("goods", "machine", "room")),
        title=title,
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
