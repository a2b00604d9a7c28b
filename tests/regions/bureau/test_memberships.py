"""Giving a role: another name is asked about, and so is who has the role already."""

import datetime

import pytest

from regions.accounts.models import User
from regions.models import Membership, Role
from tests.conftest import member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
NEW = "/bureau/memberships/new/"
TODAY, TOMORROW = datetime.date(2026, 11, 22), datetime.date(2026, 11, 23)


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


def told(place, **fields) -> dict:
    usual = {"email": "nieuw@demo.example", "name": "Nora Nieuw", "role": "leader"}
    return {**usual, "region": place.region.pk, "starts_on": "2026-12-01", **fields}


def leading(place, day: datetime.date) -> list[str]:
    rows = Membership.objects.on(day).filter(region=place.region, role=Role.LEADER)
    return sorted(rows.values_list("user__name", flat=True))


def test_another_name_at_a_known_address_is_asked_about(merenland, kustzoom, office):
    fields = told(kustzoom, email=merenland.leader.email.upper(), name="Iemand Anders")
    answer = office.post(NEW, {**fields, "others": "beside"})
    assert answer.status_code == 422
    assert "Dit adres is van Sanne Wiggers" in answer.content.decode()
    assert not Membership.objects.filter(region=kustzoom.region, user=merenland.leader).exists()
    for name in ("", "sanne wiggers "):
        office.post(NEW, {**fields, "name": name, "others": "beside"})
        found = Membership.objects.filter(region=kustzoom.region, user=merenland.leader)
        assert found.count() == 1
        found.delete()


def test_a_second_leader_is_asked_about_and_nobody_is_made_meanwhile(merenland, office):
    answer = office.post(NEW, told(merenland))
    assert answer.status_code == 422
    assert "Sanne Wiggers is die dag daar al programmaleider" in answer.content.decode()
    assert not User.objects.filter(email="nieuw@demo.example").exists()
    assert (
        office.get(f"{NEW}?region=merenland").context["form"].fields.keys().isdisjoint({"others"})
    )


def test_instead_the_other_stops_the_day_before(merenland, office):
    assert office.post(NEW, told(merenland, others="replace")).status_code == 302
    assert leading(merenland, datetime.date(2026, 11, 30)) == ["Sanne Wiggers"]
    assert leading(merenland, datetime.date(2026, 12, 1)) == ["Nora Nieuw"]


def test_beside_both_hold_it(merenland, office):
    office.post(NEW, told(merenland, others="beside"))
    assert leading(merenland, datetime.date(2026, 12, 1)) == ["Nora Nieuw", "Sanne Wiggers"]


def test_who_began_that_very_day_is_not_replaced_into_nothing(merenland, office):
    Membership.objects.filter(user=merenland.leader).update(starts_on="2026-12-01")
    answer = office.post(NEW, told(merenland, others="replace"))
    assert answer.status_code == 422 and "latere eerste dag" in answer.content.decode()
    assert leading(merenland, datetime.date(2026, 12, 1)) == ["Sanne Wiggers"]


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "school_board"},
        {"role": "leader", "is_interim": "on", "ends_on": "2026-12-20"},
        {"role": "deputy"},
    ],
)
def test_roles_that_more_people_have_are_given_without_a_question(merenland, office, fields):
    assert office.post(NEW, told(merenland, **fields)).status_code == 302


def test_nobody_is_asked_about_after_the_other_stopped(merenland, office):
    Membership.objects.filter(user=merenland.leader).update(ends_on="2026-11-30")
    assert office.post(NEW, told(merenland)).status_code == 302


def test_a_role_given_today_is_withdrawn_and_one_of_before_ends_today(merenland, office):
    wrong = member(person("Fout Gegeven"), Role.SCHOOL_BOARD, merenland.region, starts_on=TODAY)
    page = office.get(f"/bureau/regions/{merenland.slug}/").content.decode()
    assert "Trek de rol van Fout Gegeven" in page and "De rol van Sanne Wiggers (" in page
    office.post(f"/bureau/memberships/{wrong.pk}/end/")
    assert not Membership.objects.filter(pk=wrong.pk).exists()
    led = Membership.objects.get(user=merenland.leader)
    office.post(f"/bureau/memberships/{led.pk}/end/")
    led.refresh_from_db()
    assert led.ends_on == TODAY
    page = office.get(f"/bureau/regions/{merenland.slug}/").content.decode()
    assert "zonder einddatum doorgaan?" in page
