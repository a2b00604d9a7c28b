"""Labs: who owns them, who takes part, who came, and when they close."""

import pytest

from regions.labs.models import Lab
from regions.models import School
from regions.partners.models import Business, Partnership
from tests.conftest import LONG_AGO

from .conftest import at

pytestmark = pytest.mark.usefixtures("on_22_november")
URL = "/regions/merenland/labs/"


@pytest.fixture
def leader(merenland, browse):
    return browse(merenland.leader)


@pytest.fixture
def partner(merenland) -> Partnership:
    business = Business.objects.create(name="Van Rees Installatie")
    return Partnership.objects.create(
        region=merenland.region, business=business, started_on=LONG_AGO
    )


def test_an_empty_list_teaches_with_one_button(merenland, leader, browse):
    page = leader.get(URL).content.decode()
    assert "Nog geen leerlabs" in page and "Eerste leerlab toevoegen" in page
    page = browse(merenland.chair).get(URL).content.decode()
    assert "Nog geen leerlabs" in page and "Eerste leerlab toevoegen" not in page


def test_a_lab_has_an_owner_who_contributes_and_who_uses_it(merenland, leader, partner):
    school = School.objects.create(region=merenland.region, name="Het Anker")
    told = {
        "kind": "hotspot", "name": "Hotspot", "equipment": "Lasrobot\n\nVR-brillen",
        "opened_on": "1-9-2025", "owner": f"partner-{partner.pk}",
        "contributors": [partner.pk], "schools": [school.pk],
        "activity": str(merenland.plan.activities.get(code="1.2").key),
    }  # fmt: skip
    leader.post(f"{URL}new/", told)
    lab = Lab.objects.get()
    assert lab.owner_partner == partner and lab.owner_school is None
    page = leader.get(f"{URL}{lab.pk}/").content.decode()
    for text in ("Lasrobot", "VR-brillen", "Het Anker", "Van Rees Installatie", "1.2 Profiel"):
        assert text in page
    leader.post(f"{URL}{lab.pk}/edit/", {**told, "owner": f"school-{school.pk}"})
    lab.refresh_from_db()
    assert lab.owner_school == school and lab.owner_partner is None
    response = leader.post(f"{URL}new/", told)
    assert (
        response.status_code == 422 and "al een leerlab met deze naam" in response.content.decode()
    )


def test_a_business_of_another_region_cannot_own_or_contribute(leader, kustzoom):
    business = Business.objects.create(name="Elders bv")
    foreign = Partnership.objects.create(
        region=kustzoom.region, business=business, started_on=LONG_AGO
    )
    for wrong in ({"owner": f"partner-{foreign.pk}"}, {"contributors": [foreign.pk]}):
        response = leader.post(f"{URL}new/", {"kind": "lab", "name": "Lab", **wrong})
        assert response.status_code == 422
    assert "Elders bv" not in leader.get(f"{URL}new/").content.decode()


def test_closing_twice_and_opening_again(leader, lab):
    for _press in range(2):
        leader.post(f"{URL}{lab.pk}/close/")
    lab.refresh_from_db()
    assert str(lab.closed_on) == "2026-11-22"
    assert "Er is nu geen leerlab open" in leader.get(URL).content.decode()
    leader.post(f"{URL}{lab.pk}/reopen/")
    lab.refresh_from_db()
    assert lab.closed_on is None


def test_visits_by_group_over_the_school_years(merenland, browse, lab, event_of):
    event_of(merenland, "A", at(1, month=10), lab=lab, counts={"primary": 40, "parents": 3})
    event_of(merenland, "B", at(2, month=11), lab=lab, counts={"primary": 20})
    event_of(merenland, "C", at(31, month=7), lab=lab, counts={"primary": 10})
    event_of(merenland, "D", at(5, month=10), lab=lab, state="cancelled", reason="x")
    page = browse(merenland.leader).get(f"{URL}{lab.pk}/")
    this, last = page.context["years"]
    assert (this.cells, this.total) == (["60", "3"], "63")
    assert (last.cells, last.total) == (["10", "0"], "10")
    page = browse(merenland.advisor).get(f"{URL}{lab.pk}/")
    this, _last = page.context["years"]
    assert (this.cells, this.total) == (["60", "<5"], "60 of meer")
    heading = "Eén leerlab ontving dit schooljaar 63 bezoekers"
    assert heading in browse(merenland.leader).get(URL).content.decode()
    assert "60 of meer bezoekers" in browse(merenland.advisor).get(URL).content.decode()


def test_the_list_filters_sorts_and_exports(merenland, leader, lab, event_of):
    bus = Lab.objects.create(region=merenland.region, name="Bus", kind="bus")
    event_of(merenland, "A", at(1, month=10), lab=lab, counts={"primary": 40})

    def names(query: str) -> list[str]:
        return [row.lab.name for row in leader.get(URL + query).context["page_obj"]]

    assert names("") == ["Bus", "Techniekhuis"]
    assert names("?sort=visitors") == ["Techniekhuis", "Bus"]
    assert names("?kind=bus") == ["Bus"] and names("?q=oosterv") == ["Techniekhuis"]
    leader.post(f"{URL}{bus.pk}/close/")
    assert names("?open=yes") == ["Techniekhuis"] and names("?open=no") == ["Bus"]
    table = leader.get(f"{URL}?format=csv&kind=bus").content.decode()
    assert "Bus" in table and "Techniekhuis" not in table


def test_pages_ask_as_much_for_many_labs_as_for_few(
    merenland, leader, lab, partner, event_of, django_assert_max_num_queries
):
    for number in range(12):
        other = Lab.objects.create(
            region=merenland.region, name=f"Lab {number}", owner_partner=partner
        )
        for day in range(1, 5):
            event_of(merenland, "Dag", at(day, month=10), lab=other, counts={"primary": 9})
            event_of(merenland, "Komt", at(day), lab=lab)
    for address, most in ((URL, 10), (f"{URL}{lab.pk}/", 18)):
        leader.get(address)
        with django_assert_max_num_queries(most):
            leader.get(address)


def test_only_labs_that_had_visitors_are_said_to_have_received_them(
    merenland, leader, lab, event_of
):
    for name in ("Bouwlab", "Zorglab"):
        Lab.objects.create(region=merenland.region, name=name)
    event_of(merenland, "Open dag", at(3, month=11), lab=lab, counts={"pupils": 40})
    heading = "Eén van drie leerlabs ontving dit schooljaar 40 bezoekers"
    assert heading in leader.get(URL).content.decode()
    event_of(merenland, "Open dag", at(4, month=11), lab=Lab.objects.get(name="Bouwlab"),
             counts={"parents": 2})  # fmt: skip
    heading = "Twee van drie leerlabs ontvingen dit schooljaar 42 bezoekers"
    assert heading in leader.get(URL).content.decode()
