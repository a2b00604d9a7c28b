"""The bureau's people, and who advises which regions."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.test import Client

from regions.accounts.models import User
from regions.bureau.assigning import assign, hand_over
from regions.models import Membership, Region, Role
from tests.conftest import member, person

TODAY = datetime.date(2026, 11, 22)
NEXT_YEAR = datetime.date(2027, 1, 1)


@pytest.fixture(autouse=True)
def on_22_november():
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


@pytest.fixture
def bare(db) -> list[Region]:
    return [Region.objects.create(name=f"Kaal {n}", slug=f"kaal-{n}") for n in range(3)]


def text_of(answer) -> str:
    return answer.content.decode()


def advised(user: User, day: datetime.date = TODAY) -> set[str]:
    rows = Membership.objects.on(day).advisors().filter(user=user)
    return set(rows.values_list("region__slug", flat=True))


# -- assignments -------------------------------------------------------------------------------


def test_one_advisor_gets_several_regions_at_once(merenland, bare, office):
    fields = {
        "email": merenland.advisor.email,
        "starts_on": "2026-11-22",
        "regions": [region.pk for region in bare[:2]],
    }
    answer = office.post("/bureau/assignments/", fields, follow=True)
    assert "Leo Dekker ondersteunt vanaf 22 november 2026 2 regio’s meer" in text_of(answer)
    assert "Eén regio heeft geen ondersteuner" in text_of(answer)
    assert advised(merenland.advisor) == {"merenland", "kaal-0", "kaal-1"}


def test_a_new_advisor_is_made_with_the_assignment_or_not_at_all(merenland, bare, office):
    member(merenland.leader, "deputy", bare[0])
    fields = {"email": "nieuw@advies.example", "name": "Nieuw Advies", "starts_on": "2026-11-22"}
    office.post("/bureau/assignments/", fields)
    assert not User.objects.filter(email="nieuw@advies.example").exists()
    office.post("/bureau/assignments/", fields | {"regions": [bare[0].pk]})
    assert advised(User.objects.get(email="nieuw@advies.example")) == {"kaal-0"}


def test_who_leads_a_region_is_not_assigned_to_it_and_nothing_is_saved(merenland, bare, office):
    member(merenland.leader, "deputy", bare[1])
    fields = {
        "email": merenland.leader.email,
        "starts_on": "2026-11-22",
        "regions": [region.pk for region in bare],
    }
    text = text_of(office.post("/bureau/assignments/", fields))
    assert "Kaal 1: Sanne Wiggers is" in text and "zelf leidt" in text
    assert advised(merenland.leader) == set()


def test_regions_are_handed_over_on_a_day(merenland, kustzoom, office):
    member(merenland.advisor, "advisor", kustzoom.region, starts_on=datetime.date(2026, 1, 1))
    kustzoom.advisor.memberships.update(ends_on=datetime.date(2025, 12, 31))
    fields = {
        "coming": kustzoom.advisor.pk,
        "on": "2027-01-01",
        "regions": [merenland.region.pk, kustzoom.region.pk],
    }
    address = f"/bureau/assignments/{merenland.advisor.pk}/"
    answer = office.post(address, fields, follow=True)
    assert "2 regio’s gaan op 1 januari 2027" in text_of(answer)
    assert advised(merenland.advisor) == {"merenland", "kustzoom"}
    assert advised(merenland.advisor, NEXT_YEAR) == set()
    assert advised(kustzoom.advisor, NEXT_YEAR) == {"merenland", "kustzoom"}


def test_a_hand_over_that_fails_for_one_region_changes_none(merenland, bare):
    other = person("Nog Iemand")
    assign(merenland.advisor, bare, TODAY)
    member(other, Role.LEADER, bare[2])
    with pytest.raises(ValidationError, match="Kaal 2"):
        hand_over(merenland.advisor, other, bare, NEXT_YEAR)
    assert advised(merenland.advisor, NEXT_YEAR) == {"merenland", "kaal-0", "kaal-1", "kaal-2"}
    assert advised(other, NEXT_YEAR) == set()


def test_a_hand_over_from_the_first_day_leaves_no_empty_period(merenland, bare):
    other = person("Nog Iemand")
    assign(merenland.advisor, bare[:1], TODAY)
    hand_over(merenland.advisor, other, bare[:1], TODAY)
    assert list(Membership.objects.filter(region=bare[0]).values_list("user", flat=True)) == [
        other.pk
    ]


def test_regions_of_somebody_else_are_not_handed_over(merenland, kustzoom):
    other = person("Nog Iemand")
    assert hand_over(merenland.advisor, other, [kustzoom.region], NEXT_YEAR) == 0
    with pytest.raises(ValidationError):
        hand_over(other, other, [], NEXT_YEAR)


def test_the_page_of_assignments_costs_the_same_however_many(
    merenland, office, django_assert_num_queries
):
    office.get("/bureau/assignments/")
    with django_assert_num_queries(6):
        office.get("/bureau/assignments/")
    for number in range(10):
        region = Region.objects.create(name=f"Regio {number}", slug=f"regio-{number}")
        member(person(f"P{number} Persoon"), Role.ADVISOR, region)
    with django_assert_num_queries(6):
        office.get("/bureau/assignments/")


# -- people ------------------------------------------------------------------------------------


def test_people_are_found_by_name_address_and_role(merenland, kustzoom, office):
    nobody = person("Zonder Rol")
    assert "Sanne Wiggers" in text_of(office.get("/bureau/people/", {"q": "SANNE@"}))
    leaders = text_of(office.get("/bureau/people/", {"role": "leader"}))
    assert "Karim Bakker" in leaders and "Leo Dekker" not in leaders
    assert nobody.name in text_of(office.get("/bureau/people/", {"role": "none"}))
    assert "Niemand gevonden" in text_of(office.get("/bureau/people/", {"role": "closed"}))


def test_the_list_of_people_costs_the_same_however_many(
    merenland, office, django_assert_num_queries
):
    office.get("/bureau/people/")
    with django_assert_num_queries(11):
        office.get("/bureau/people/")
    for number in range(20):
        member(person(f"P{number} Persoon"), Role.BUSINESS, merenland.region)
    with django_assert_num_queries(11):
        office.get("/bureau/people/")


def test_a_person_is_added_once(bureau, office):
    fields = {"name": "Nina Nieuw", "email": "Nina@School.example"}
    office.post("/bureau/people/new/", fields)
    user = User.objects.get(name="Nina Nieuw")
    assert user.email == "nina@school.example" and not user.has_usable_password()
    text = text_of(office.post("/bureau/people/new/", fields | {"email": "NINA@school.example"}))
    assert "Er is al iemand met dit e-mailadres" in text


def test_a_changed_address_is_where_the_next_code_goes(merenland, office):
    fields = {"name": "Sanne Wiggers", "email": "sanne@nieuw.example"}
    office.post(f"/bureau/people/{merenland.leader.pk}/", fields)
    merenland.leader.refresh_from_db()
    assert merenland.leader.email == "sanne@nieuw.example"


def test_an_account_is_closed_and_opened_again(merenland, browse, office):
    leader = browse(merenland.leader)
    address = f"/bureau/people/{merenland.leader.pk}/active/"
    answer = office.post(address, {"active": "0"}, follow=True)
    assert "overal uitgelogd" in text_of(answer)
    assert leader.get("/accounts/me/").status_code == 302
    office.post(address, {"active": "1"})
    assert leader.get("/accounts/me/").status_code == 302
    assert browse(User.objects.get(pk=merenland.leader.pk)).get("/accounts/me/").status_code == 200


def test_nobody_closes_their_own_account(bureau, office):
    office.post(f"/bureau/people/{bureau.pk}/active/", {"active": "0"})
    bureau.refresh_from_db()
    assert bureau.is_active


def test_another_address_signs_out_everywhere_and_that_of_an_admin_is_not_the_bureaus(
    merenland, office
):
    theirs = Client()
    theirs.force_login(merenland.leader)
    UserSession.objects.create(
        user=merenland.leader, ip="127.0.0.1", session_key=theirs.session.session_key
    )
    address = f"/bureau/people/{merenland.leader.pk}/"
    office.post(address, {"name": "Sanne Anders", "email": merenland.leader.email})
    assert theirs.get("/accounts/me/").status_code == 200
    office.post(address, {"name": "Sanne Anders", "email": "sanne@elders.example"})
    assert theirs.get("/accounts/me/").status_code == 302
    User.objects.filter(pk=merenland.leader.pk).update(is_staff=True)
    answer = office.post(address, {"name": "Sanne Anders", "email": "sanne@kwaad.example"})
    assert answer.status_code == 422
    merenland.leader.refresh_from_db()
    assert merenland.leader.email == "sanne@elders.example"
