"""The ground of the steering groups: mandates, who accepted them, decisions, remarks, digests."""

import datetime
from random import Random
from typing import TYPE_CHECKING

from regions.accounts.models import User
from regions.models import Membership, Role
from regions.plans.models import PlanChange
from regions.steering.decisions.deciding import cast_vote
from regions.steering.models import Acceptance, Mandate, SteeringGroup
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.people import NOOR, Crowd
from sto_portal.demo.story.stories import MERENLAND

from .decisions import decide_earlier
from .remarks import add_remarks

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

SEED = "steering groups"
WIDE = "Delta & Polder"
WIDE_MANDATE = (
    "toezicht houden op de uitvoering van het beschreven plan, en besluiten over elke wijziging "
    "daarvan: in tijd, activiteiten, doelen en budget"
)
ACCEPT = 0.88  # part of the members
VOTED = (
    (1, "for", "Zo mist niemand zijn stage."),
    (2, "against", "Die week valt samen met de toetsweek van het mbo."),
)


def fifth_member(place: "Place", crowd: Crowd) -> None:
    """Merenland has a second business in its group."""
    if place.story is MERENLAND:
        place.team.others = (*place.team.others, (crowd.somebody(), Role.BUSINESS))


def fill_groups(places: "list[Place]", cast: dict[str, User], clock: Clock) -> None:
    """Everything of the groups that comes after plans and logs."""
    _widen(places, clock)
    _accept(places, clock)
    decide_earlier(places, cast[NOOR.email], clock)
    _answer_in_merenland(places, clock)
    add_remarks(places, clock, SEED)


def _widen(places: "list[Place]", clock: Clock) -> None:
    """Since more than a year one group decides on every kind of change."""
    place = next(home for home in places if home.story.name == WIDE)
    group = SteeringGroup.objects.get(region=place.region)
    Mandate.objects.create(
        steering_group=group,
        version=2,
        text=WIDE_MANDATE,
        decides=PlanChange.Kind.values,
        holds_from_on=clock.current.plus(-14).first_day,
    )


def _accept(places: "list[Place]", clock: Clock) -> None:
    """Most members accepted every version within weeks; who decided did so before."""
    deciding = {"Heuvelrug-Zuid", "Kustzoom", WIDE}
    seats: dict[int, list[int]] = {}
    for seat in Membership.objects.on(clock.today).steering().order_by("pk"):
        seats.setdefault(seat.region_id or 0, []).append(seat.user_id)
    random, names = Random(SEED), {place.region.pk: place.story.name for place in places}
    rows = []
    for mandate in Mandate.objects.select_related("steering_group").order_by("pk"):
        region_id = mandate.steering_group.region_id
        for place, user_id in enumerate(seats.get(region_id, [])):
            is_last_of_merenland = names.get(region_id) == MERENLAND.name and place == 4
            draw = random.random()
            is_sure = names.get(region_id) in deciding | {MERENLAND.name}
            if is_last_of_merenland or not (is_sure or draw < ACCEPT):
                continue
            day = mandate.holds_from_on + datetime.timedelta(days=random.randint(1, 30))
            at = clock.instant(day, 10, 5)
            rows.append(Acceptance(mandate=mandate, user_id=user_id, accepted_at=at))
    Acceptance.objects.bulk_create(rows)


def _answer_in_merenland(places: "list[Place]", clock: Clock) -> None:
    """Two of five members answered what is asked; the chair did not yet."""
    place = next(home for home in places if home.story is MERENLAND)
    change = PlanChange.objects.get(region=place.region, state=PlanChange.State.PROPOSED)
    members = [place.team.chair, *(user for user, _role in place.team.others)]
    for days, (seat, answer, note) in enumerate(VOTED, 2):
        at = clock.instant(clock.today - datetime.timedelta(days=days), 20, 15)
        cast_vote(change, members[seat], answer, note, at)
