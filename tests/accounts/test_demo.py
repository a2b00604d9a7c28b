"""One click signs in as a person of the demonstration, and only there."""

from django.test import Client

from regions.accounts.demo import demo_people
from tests.conftest import member, person


def test_one_click_signs_in_as_a_demo_person(settings, merenland, client):
    settings.DEMO = True
    merenland.leader.is_demo = True
    merenland.leader.save()
    answer = client.post("/accounts/demo/", {"person": merenland.leader.email})
    assert answer.url == "/"
    assert client.get("/accounts/me/").status_code == 200


def test_without_a_demo_the_address_does_not_exist(settings, merenland, client):
    settings.DEMO = False
    merenland.leader.is_demo = True
    merenland.leader.save()
    assert client.post("/accounts/demo/", {"person": merenland.leader.email}).status_code == 404
    assert "Of kijk rond als" not in client.get("/accounts/login/").content.decode()
    assert demo_people() == []


def test_only_people_of_the_demo_are_signed_in_by_one_click(settings, merenland, client):
    settings.DEMO = True
    closed = person("Dicht Persoon", is_demo=True, is_active=False)
    for email in (merenland.leader.email, closed.email, "", "x\x00y", "niemand@example.org"):
        assert client.post("/accounts/demo/", {"person": email}).status_code == 404


def test_a_link_or_a_foreign_page_signs_nobody_in(settings, merenland):
    settings.DEMO = True
    merenland.leader.is_demo = True
    merenland.leader.save()
    client = Client(enforce_csrf_checks=True)
    assert client.get("/accounts/demo/").status_code == 405
    assert client.post("/accounts/demo/", {"person": merenland.leader.email}).status_code == 403


def test_the_people_stand_in_order_with_what_they_do(settings, merenland, kustzoom, bureau):
    settings.DEMO = True
    member(merenland.advisor, "advisor", kustzoom.region)
    for user in (bureau, merenland.chair, merenland.advisor, merenland.leader):
        user.is_demo = True
        user.save()
    assert [demo_person.label for demo_person in demo_people()] == [
        "Sanne, programmaleider van Merenland",
        "Leo, ondersteuner van twee regio’s",
        "Marijke, voorzitter van de stuurgroep",
        "Bureau, landelijk bureau",
    ]


def test_no_second_factor_is_asked_of_demo_people(settings, bureau, client):
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = True, True
    bureau.is_demo = True
    bureau.save()
    client.post("/accounts/demo/", {"person": bureau.email})
    assert client.get("/bureau/regions/").status_code == 200
