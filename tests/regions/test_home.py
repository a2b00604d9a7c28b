"""Where one lands, and looking in another role."""

import datetime

import pytest

from tests.conftest import member, person


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("leader", "/regions/merenland/check-in/"),
        ("chair", "/regions/merenland/steering/mandate/"),
        ("advisor", "/advisors/"),
        ("bureau", "/bureau/"),
    ],
)
def test_each_role_begins_on_its_own_page(merenland, bureau, browse, role, address):
    user = bureau if role == "bureau" else getattr(merenland, role)
    assert browse(user).get("/").url == address


def test_a_member_who_accepted_the_mandate_begins_with_what_is_asked(merenland, browse):
    client = browse(merenland.chair)
    page = client.get("/", follow=True)
    client.post(page.request["PATH_INFO"], {"mandate": page.context["mandate"].pk})
    assert client.get("/").url == "/regions/merenland/steering/start/"


def test_somebody_without_a_role_reads_whom_to_ask(db, browse):
    text = browse(person("Niemand Bekend")).get("/").content.decode()
    assert "Nog geen rol" in text and "landelijk bureau" in text


def test_a_person_with_two_roles_switches(merenland, kustzoom, browse):
    second = member(merenland.leader, "chair", kustzoom.region)
    client = browse(merenland.leader)
    client.post("/accounts/role/", {"membership": second.pk})
    assert client.get("/").url == "/regions/kustzoom/steering/mandate/"


def test_a_role_of_somebody_else_does_not_exist(merenland, kustzoom, browse):
    foreign = kustzoom.leader.memberships.get()
    client = browse(merenland.leader)
    for wanted in (foreign.pk, "", "x", "\x00", "9" * 40):
        assert client.post("/accounts/role/", {"membership": wanted}).status_code == 404


def test_a_role_that_ended_cannot_be_chosen(merenland, kustzoom, browse):
    ended = member(merenland.leader, "chair", kustzoom.region, ends_on=datetime.date(2025, 2, 1))
    client = browse(merenland.leader)
    assert client.post("/accounts/role/", {"membership": ended.pk}).status_code == 404


def test_switching_goes_on_to_a_page_of_the_portal_only(merenland, browse):
    own = merenland.leader.memberships.get()
    client = browse(merenland.leader)
    for wanted, landed in (("/accounts/me/", "/accounts/me/"), ("https://evil.example", "/")):
        answer = client.post("/accounts/role/", {"membership": own.pk, "next": wanted})
        assert answer.url == landed
