"""A substitute advises exactly the days of an absence: not before, not after, and never halfway."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from advisors.models import Absence, Question, Talk
from advisors.talks.audience import talks_for
from regions.models import Membership, Region
from tests.conftest import NOW, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
NEW = "/advisors/network/absences/new/"
ME = "/advisors/network/me/"


@pytest.fixture
def second(merenland) -> Region:
    """Another region that Leo advises."""
    region = Region.objects.create(name="Veenrand", slug="veenrand")
    member(merenland.advisor, "advisor", region)
    return region


def report(client, substitute=None, first="1-12-2026", last="4-12-2026"):
    told = {"starts_on": first, "ends_on": last, "substitute": substitute.pk if substitute else ""}
    return client.post(NEW, told)


def interim():
    return Membership.objects.filter(is_interim=True)


def at(day: str):
    return time_machine.travel(f"2026-{day} 10:00:00+01:00", tick=False)


def test_one_click_lets_a_colleague_stand_in_for_all_regions(merenland, kustzoom, second, browse):
    response = report(browse(merenland.advisor), kustzoom.advisor)
    assert response.url == ME
    first, last = datetime.date(2026, 12, 1), datetime.date(2026, 12, 4)
    rows = interim().order_by("region__name")
    assert [(row.user, str(row.region)) for row in rows] == [
        (kustzoom.advisor, "Merenland"),
        (kustzoom.advisor, "Veenrand"),
    ]
    assert {(row.role, row.starts_on, row.ends_on) for row in rows} == {("advisor", first, last)}


@pytest.mark.parametrize(
    ("day", "status"), [("11-30", 404), ("12-01", 200), ("12-04", 200), ("12-05", 404)]
)
def test_the_substitute_reaches_the_region_on_its_days_only(
    merenland, kustzoom, browse, day, status
):
    report(browse(merenland.advisor), kustzoom.advisor)
    with at(day):
        client = browse(kustzoom.advisor)
        for name in ("plan", "questions", "check_ins", "handover"):
            assert client.get(reverse(name, args=["merenland"])).status_code == status, name


def test_the_substitute_reads_no_talk_or_confidence_of_the_absent_one(merenland, kustzoom, browse):
    told = {"region": merenland.region, "author": merenland.advisor, "held_on": NOW.date()}
    for cap in ("mediator", "coach", "critical", "thinker"):
        Talk.objects.create(cap=cap, note=f"geheimpje {cap}", **told)
    Question.objects.create(
        region=merenland.region,
        asked_of="advisor",
        asked_by=merenland.leader,
        text="geheimpje van de leider",
        is_confidential=True,
        assignee=merenland.advisor,
    )
    report(browse(merenland.advisor), kustzoom.advisor)
    with at("12-02"):
        assert not talks_for(kustzoom.advisor).filter(region=merenland.region).exists()
        client = browse(kustzoom.advisor)
        pages = [reverse(name, args=["merenland"]) for name in ("questions", "handover", "starter")]
        for address in [*pages, reverse("advisor_questions"), reverse("network")]:
            response = client.get(address)
            assert response.status_code == 200
            assert "geheimpje" not in response.content.decode(), address


def test_the_network_tells_the_substitute_until_when(merenland, kustzoom, browse):
    report(browse(merenland.advisor), kustzoom.advisor)
    page = browse(kustzoom.advisor).get(reverse("network")).content.decode()
    assert "Je valt in voor Leo Dekker van 1 december tot en met 4 december 2026" in page
    with at("12-02"):
        page = browse(kustzoom.advisor).get(reverse("network")).content.decode()
        assert "Je valt in voor Leo Dekker tot en met 4 december 2026" in page
        leader = browse(merenland.leader).get(reverse("network")).content.decode()
    assert "<strong>Afwezig</strong> tot en met 4 december" in leader
    assert "Nora Postma valt in" in leader


def test_a_region_that_the_substitute_leads_is_named_and_nothing_is_saved(
    merenland, kustzoom, second, browse
):
    member(kustzoom.advisor, "leader", second)
    response = report(browse(merenland.advisor), kustzoom.advisor)
    page = response.content.decode()
    assert response.status_code == 422
    assert (
        "Veenrand: Nora Postma is programmaleider van Veenrand" in page
        and "Merenland: " not in page
    )
    assert 'value="2026-12-01"' in page
    assert not interim().exists() and not Absence.objects.exists()


def test_who_is_away_too_stands_in_for_nobody(merenland, kustzoom, browse):
    report(browse(kustzoom.advisor))
    response = report(browse(merenland.advisor), kustzoom.advisor)
    assert "Nora Postma is zelf ook afwezig" in response.content.decode()
    assert not interim().exists()


def test_regions_that_one_stands_in_for_do_not_travel_on(merenland, kustzoom, browse):
    third = person("Fatima Bos")
    member(third, "advisor", Region.objects.create(name="Duinrand", slug="duinrand"))
    report(browse(merenland.advisor), kustzoom.advisor)
    response = browse(kustzoom.advisor).post(
        NEW,
        {"starts_on": "2-12-2026", "ends_on": "3-12-2026", "substitute": third.pk},
        follow=True,
    )
    assert "valt in deze dagen in voor Leo Dekker" in response.content.decode()
    assert [str(row.region) for row in interim().filter(user=third)] == ["Kustzoom"]


def test_an_assignment_that_ends_sooner_ends_the_standing_in_too(merenland, kustzoom, browse):
    merenland.advisor.memberships.update(ends_on=datetime.date(2026, 12, 2))
    report(browse(merenland.advisor), kustzoom.advisor)
    assert interim().get().ends_on == datetime.date(2026, 12, 2)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("4-12-2026", "1-12-2026", "ligt vóór de begindatum"),
        ("1-11-2026", "4-12-2026", "Kies vandaag of een latere dag"),
        ("1-12-2026", "3-12-2027", "duurt hoogstens een jaar"),
        ("morgen", "4-12-2026", "is geen datum"),
        ("", "", "verplicht"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(merenland, browse, first, last, sentence):
    response = report(browse(merenland.advisor), None, first, last)
    assert response.status_code == 422 and sentence in response.content.decode()
    assert not Absence.objects.exists()


def test_two_absences_at_once_are_refused(merenland, browse):
    client = browse(merenland.advisor)
    report(client)
    response = report(client, first="4-12-2026", last="9-12-2026")
    assert "Je bent in deze dagen al weg" in response.content.decode()
    assert Absence.objects.count() == 1


def test_taking_it_back_beforehand_leaves_nothing(merenland, kustzoom, second, browse):
    client = browse(merenland.advisor)
    report(client, kustzoom.advisor)
    client.post(reverse("absence_cancel", args=[Absence.objects.get().pk]))
    assert not Absence.objects.exists() and not interim().exists()


def test_coming_back_ends_the_access_at_once(merenland, kustzoom, browse):
    report(browse(merenland.advisor), kustzoom.advisor)
    with at("12-02"):
        substitute = browse(kustzoom.advisor)
        plan = reverse("plan", args=["merenland"])
        assert substitute.get(plan).status_code == 200
        browse(merenland.advisor).post(reverse("absence_cancel", args=[Absence.objects.get().pk]))
        assert substitute.get(plan).status_code == 404
    assert interim().get().ends_on == Absence.objects.get().ends_on == datetime.date(2026, 12, 1)


def test_a_shorter_absence_ends_the_standing_in_on_its_last_day(merenland, kustzoom, browse):
    client = browse(merenland.advisor)
    report(client, kustzoom.advisor)
    address = reverse("absence", args=[Absence.objects.get().pk])
    assert client.post(address, {"ends_on": "9-12-2026"}).status_code == 422
    assert client.post(address, {"ends_on": "2-12-2026"}).status_code == 302
    assert interim().get().ends_on == Absence.objects.get().ends_on == datetime.date(2026, 12, 2)
    with at("12-03"):
        response = browse(kustzoom.advisor).get(reverse("plan", args=["merenland"]))
        assert response.status_code == 404


def test_nobody_changes_the_absence_of_a_colleague(merenland, kustzoom, browse):
    report(browse(merenland.advisor), kustzoom.advisor)
    client, pk = browse(kustzoom.advisor), Absence.objects.get().pk
    assert client.post(reverse("absence_cancel", args=[pk])).status_code == 404
    assert client.post(reverse("absence", args=[pk]), {"ends_on": "2-12-2026"}).status_code == 404
    assert interim().exists()
