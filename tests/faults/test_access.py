"""F9: every route, role, ownership and method; and without any one scope the same walk is red."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access_rows import ROWS
from tests.conftest import Place
from tests.test_access import REGIONAL, ROLES, World, meeting
from tests.test_access import world as world  # a fixture
from tests.test_canaries import known_to, plant, words_of

from .conftest import sized
from .scopes import Doors, Scope
from .unseen import HELD_ELSEWHERE, QUERIES, plant_unseen

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_22_november")]
# Of each kind of door; in the full size every route there is.
SOME = (
    "region", "budget", "partner_edit", "contact_new", "event", "elective_edit", "digest",
    "mail_detail", "bureau_region_settings", "reading", "promise_turn", "steering_edit",
)  # fmt: skip
EVERY = sized(0, 100)  # routes of a hundred, beside those


class Visit(NamedTuple):
    """Of one address, by somebody with this role: of its own region, or of another."""

    route: str
    method: str
    role: str
    is_stranger: bool


class Walk:
    """All visits, with what is right to meet; the other region sings in all its rows."""

    def __init__(self, world: World, other: Place) -> None:
        self.world, self.other = world, other
        self.clients: dict[tuple[str, bool], Client] = {("anonymous", False): Client()}
        for is_stranger, cast in ((False, world.people), (True, world.strangers)):
            for role, person in cast.items():
                client = self.clients[role, is_stranger] = Client()
                client.force_login(person)
        for client in self.clients.values():
            client.raise_request_exception = False
        self.doors = Doors()

    def visits(self, share: int) -> Iterator[Visit]:
        """Of some routes, and this share of all (per cent)."""
        more = [name for number, name in enumerate(sorted(ROWS)) if number * 37 % 100 < share]
        for route in sorted({*SOME, *more}):
            strangers = REGIONAL if ROWS[route].is_regional else ()
            for method in ("get", "post"):
                yield from (Visit(route, method, role, True) for role in strangers)
                yield from (Visit(route, method, role, False) for role in ROLES)

    def is_right(self, visit: Visit, *, is_blind: bool = False) -> bool:
        """Whether somebody meets what the table says, and no word of the other region. Blind: only
        that whoever may come in does."""
        row = ROWS[visit.route]
        address = reverse(visit.route, kwargs=row.kwargs(self.world.ids))
        with transaction.atomic():
            client = self.clients[visit.role, visit.is_stranger]
            queries = QUERIES.get(visit.route, [row.query.format(**self.world.ids)])
            answers = [getattr(client, visit.method)(address + query) for query in queries]
            transaction.set_rollback(True)
        return all(self._is_right(visit, address, answer, is_blind) for answer in answers)

    def _is_right(self, visit: Visit, address: str, answer, is_blind: bool) -> bool:
        row = ROWS[visit.route]
        if answer.status_code >= 500:
            return False
        if visit.is_stranger:
            return is_blind or meeting(answer) in (404, 405)
        expected = row.expected(visit.role, visit.method)
        if is_blind:
            return expected != "ok" or meeting(answer) == "ok"
        return meeting(answer) == expected and not self.foreign_words(visit.role, address, answer)

    def foreign_words(self, role: str, address: str, answer) -> list[str]:
        if role not in REGIONAL or answer.status_code != 200:
            return []
        parts = answer.streaming_content if answer.streaming else [answer.content]
        text = b"".join(parts).decode(errors="ignore")
        known = known_to("leader" if role == "deputy" else role, self.other, address)
        return [word for word in words_of(self.other) if word in text and word not in known]

    def scopes_of(self, visits: Iterator[Visit]) -> tuple[dict[Scope, list[Visit]], list[Visit]]:
        """Which visits come by each scope, and those that go wrong with all scopes in place."""
        found, wrong = defaultdict(list), []
        for visit in visits:
            self.doors.used = set()
            if not self.is_right(visit):
                wrong.append(visit)
            for scope in self.doors.used:
                found[scope].append(visit)
        return found, wrong

    def is_missed(self, scope: Scope, visits: list[Visit], *, is_blind: bool = False) -> bool:
        self.doors.used = set()
        with self.doors.without(scope):
            return not all(self.is_right(visit, is_blind=is_blind) for visit in visits)

    def is_second(self, scope: Scope, scopes: dict[Scope, list[Visit]]) -> bool:
        """Whether it stands behind another: a visit that each of them alone keeps right goes wrong
        without both. Comes right after `is_missed`, which met the others."""
        routes = {visit.route for visit in scopes[scope]}
        for other in sorted(self.doors.used - {scope}):
            for visit in scopes.get(other, scopes[scope]):
                if visit.route not in routes:
                    continue
                with self.doors.without(scope, other):
                    if self.is_right(visit):
                        continue
                with self.doors.without(other):
                    if self.is_right(visit):
                        return True
        return False


@pytest.fixture
def walk(world, kustzoom) -> Iterator[Walk]:
    plant(kustzoom)
    plant_unseen(world.ids, kustzoom)
    walk = Walk(world, kustzoom)
    with walk.doors.watched():
        yield walk


def test_f9_without_any_scope_the_walk_is_red(walk, counted):
    visits = list(walk.visits(EVERY))
    scopes, wrong = walk.scopes_of(iter(visits))
    unmissed, second = set(), set()
    for scope, by in scopes.items():
        if not walk.is_missed(scope, by):
            (second if walk.is_second(scope, scopes) else unmissed).add(str(scope))
    counted(
        "F9", visits=len(visits), wrong=len(wrong), scopes_removed=len(scopes),
        missed=len(scopes) - len(second) - len(unmissed), behind_another=len(second),
        not_missed=len(unmissed),
    )  # fmt: skip
    assert not wrong, wrong
    assert len(scopes) >= sized(12, 200)
    assert unmissed <= set(HELD_ELSEWHERE), "\n".join(sorted(unmissed - set(HELD_ELSEWHERE)))


def test_f9_twin_a_walk_that_only_lets_people_in_misses_nothing(walk, counted):
    scopes, _wrong = walk.scopes_of(walk.visits(0))
    some = sorted(scopes.items())[::4]
    unmissed = [one for one, by in some if not walk.is_missed(one, by, is_blind=True)]
    counted("F9x", scopes_removed=len(some), not_missed=len(unmissed))
    assert unmissed
