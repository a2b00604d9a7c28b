"""Addresses that are proof in themselves: each route says so, and nothing keeps the proof."""

import datetime

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from regions.labs.models import CalendarFeed
from regions.secret_links import LONGEST_TOKEN, Secret, SecretConverter, hash_of
from regions.web.secrets import without_secrets
from tests.conftest import NOW

# Open to everybody, with a part in the address that is no proof of anything.
NO_PROOF = {"catalogue_elective", "catalogue_material", "elective_public", "javascript-catalog"}
NO_PROOF |= {"api_regio"}  # its proof is a token in a header
NO_PROOF |= {"openid_connect_login", "openid_connect_callback"}
PROOFS = ["slip", "calendar_feed", "digest_link", "unsubscribe", "skills_link", "skills_thanks"]
PROOFS += ["work", "work_photo"]
PROOFS += ["accountant", "accountant_spent", "accountant_gifts", "accountant_xlsx"]


def routes(patterns=None, before=()):
    for entry in patterns or get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, (*before, entry))
        elif isinstance(entry, URLPattern):
            yield entry


def is_open(route: URLPattern) -> bool:
    return not getattr(route.callback, "login_required", True)


def test_a_route_without_sign_in_calls_its_proof_a_secret():
    """A new public link is written with <secret:…>, or is named here as no proof."""
    for route in routes():
        parts = getattr(route.pattern, "converters", {})
        texts = {name for name, kind in parts.items() if type(kind).__name__ == "StringConverter"}
        if is_open(route) and route.callback.__module__.split(".")[0] != "allauth":
            assert not texts or route.name in NO_PROOF, route


def test_the_routes_with_a_proof_are_those_we_know():
    found = {
        route.name
        for route in routes()
        for kind in getattr(route.pattern, "converters", {}).values()
        if isinstance(kind, SecretConverter)
    }
    assert found == set(PROOFS)


@pytest.mark.parametrize("name", PROOFS)
def test_what_keeps_an_address_keeps_it_without_the_proof(name):
    parameter = "secret" if name == "calendar_feed" else "token"
    rest = {"pk": 1} if name == "work_photo" else {}
    path = reverse(name, kwargs={parameter: "geheim-123", **rest})
    assert "geheim-123" in path
    assert "geheim-123" not in without_secrets(path) and "…" in without_secrets(path)


def test_an_address_without_a_proof_is_kept_whole():
    assert without_secrets("/regions/merenland/plan/") == "/regions/merenland/plan/"
    assert without_secrets("/onzin/hier") == "/onzin/hier"


def test_a_proof_is_not_printed_by_accident():
    assert "geheim" not in repr({"token": Secret("geheim")}) and str(Secret("geheim")) == "geheim"


def test_a_link_opens_until_its_day_unless_it_is_revoked(merenland):
    link = CalendarFeed.objects.create(
        region=merenland.region, person=merenland.leader, secret_hash=hash_of("geheim")
    )
    later = NOW + datetime.timedelta(days=1)

    def opens(now: datetime.datetime) -> bool:
        return CalendarFeed.objects.at("geheim").open(now).exists()

    assert opens(NOW) and opens(later)
    CalendarFeed.objects.update(expires_at=later)
    assert opens(NOW) and not opens(later)
    link.mark_opened(NOW)
    link.mark_opened(later)
    link.revoke(NOW)
    link.revoke(later)
    link.refresh_from_db()
    assert not opens(NOW) and (link.opened_at, link.revoked_at) == (NOW, NOW)
    assert not CalendarFeed.objects.at("a" * (LONGEST_TOKEN + 1)).exists()
