"""Every route × every role × own or other region × method, and no foreign word on any page.

A route without a row here fails. A cell says what somebody meets: "ok" (a page, a redirect after a
post, or a form with errors), 403 (may look at the region, not do this), 404 (does not exist for
them), 405, or "login".
"""

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_rows import ROWS, THIRD_PARTY
from tests.conftest import Place, member, person

ROLES = ("anonymous", "nobody", "leader", "deputy", "chair", "advisor", "bureau")
REGIONAL = ("leader", "deputy", "chair", "advisor")


@dataclass
class World:
    """One region with a word of its own, and people with each role here or in the other."""

    place: Place
    people: dict[str, object]
    strangers: dict[str, object]
    kwargs: dict[str, object] = field(default_factory=dict)


@pytest.fixture
def world(merenland, kustzoom, bureau) -> World:
    deputies = {}
    for place in (merenland, kustzoom):
        deputies[place.slug] = person(f"Deputy{place.slug} Test")
        member(deputies[place.slug], "deputy", place.region)
    nobody = person("Niemand Bekend")
    own = {
        "nobody": nobody,
        "leader": merenland.leader,
        "deputy": deputies["merenland"],
        "chair": merenland.chair,
        "advisor": merenland.advisor,
        "bureau": bureau,
    }
    strangers = {
        "leader": kustzoom.leader,
        "deputy": deputies["kustzoom"],
        "chair": kustzoom.chair,
        "advisor": kustzoom.advisor,
    }
    return World(merenland, own, strangers)


def routes(patterns=None, prefix="") -> dict[str, str]:
    """Every named route of our own: {name: pattern}."""
    found = {}
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not path.startswith(THIRD_PARTY):
                found |= routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            found[pattern.name or path] = path
    return found


def test_every_route_has_a_row():
    assert set(routes()) == set(ROWS)


def meeting(response) -> object:
    if response.status_code in (302, 303) and response.url.startswith("/accounts/login/"):
        return "login"
    if response.status_code in (403, 404, 405):
        return response.status_code
    assert response.status_code < 500, response.status_code
    return "ok"


def visit(client: Client, method: str, name: str, kwargs: dict) -> object:
    return meeting(getattr(client, method)(reverse(name, kwargs=kwargs)))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_each_role_meets_what_the_table_says(world, browse, name):
    row = ROWS[name]
    kwargs = row.kwargs(world.place)
    wrong = []
    for method in ("get", "post"):
        for role in ROLES:
            client = browse(world.people[role]) if role != "anonymous" else Client()
            expected, met = row.expected(role, method), visit(client, method, name, kwargs)
            if met != expected:
                wrong.append(f"{method} as {role}: {met}, not {expected}")
        for role in REGIONAL if row.is_regional else ():
            met = visit(browse(world.strangers[role]), method, name, kwargs)
            if met not in (404, 405):
                wrong.append(f"{method} as {role} of another region: {met}, not 404")
    assert not wrong, "\n".join(wrong)
