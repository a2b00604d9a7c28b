"""The bureau's screens: regions, their settings, schools, steering groups and roles."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from regions.accounts.models import User
from regions.models import Membership, Region, Role, School, SubRegion
from tests.conftest import member, person

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def on_22_november():
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


def text_of(answer) -> str:
    return answer.content.decode()


def role(email: str, what: str, region: Region | None, **fields) -> dict:
    return {
        "email": email,
        "name": "",
        "region": region.pk if region else "",
        "role": what,
        "starts_on": "2026-11-22",
        "ends_on": "",
        **fields,
    }


# -- regions -----------------------------------------------------------------------------------


def test_the_list_shows_who_leads_who_advises_and_the_plan(merenland, kustzoom, office):
    text = text_of(office.get("/bureau/regions/"))
    for word in ("Merenland", "Sanne Wiggers", "Leo Dekker", "Goedgekeurd", "elke maand"):
        assert word in text


def test_filters_find_what_lacks(merenland, kustzoom, office):
    bare = Region.objects.create(name="Kaal", slug="kaal")
    for only in ("plan", "advisor", "leader"):
        text = text_of(office.get("/bureau/regions/", {"only": only}))
        assert bare.name in text and "Merenland" not in text, only
    assert "Merenland" in text_of(office.get("/bureau/regions/", {"only": "silent"}))


def test_search_finds_a_region_by_its_people(merenland, kustzoom, office):
    text = text_of(office.get("/bureau/regions/", {"q": "wiggers"}))
    assert "Merenland" in text and "Kustzoom" not in text


@pytest.mark.parametrize("query", ["q=%00", "sort=x", "only=x", "page=x", "page=99", "sort=log"])
def test_a_strange_address_still_gives_the_list(merenland, office, query):
    assert office.get(f"/bureau/regions/?{query}").status_code == 200


def test_the_list_as_csv_is_what_is_shown(merenland, kustzoom, office):
    lines = (
        office.get("/bureau/regions/?q=kust&format=csv").content.decode("utf-8-sig").split("\r\n")
    )
    assert lines[0] == "Regio;Programmaleider;Ondersteuner;Plan;Stuurgroep;Laatste log"
    assert lines[1:] == ["Kustzoom;Karim Bakker;Nora Postma;Goedgekeurd;elke maand;", ""]


def test_the_list_costs_the_same_however_many_regions(merenland, office, django_assert_num_queries):
    office.get("/bureau/regions/")
    with django_assert_num_queries(5):
        office.get("/bureau/regions/")
    for number in range(20):
        region = Region.objects.create(name=f"Regio {number}", slug=f"regio-{number}")
        member(person(f"P{number} Persoon"), Role.LEADER, region)
    with django_assert_num_queries(5):
        office.get("/bureau/regions/")


def test_a_new_region_gets_an_address_from_its_name(merenland, office):
    fields = {
        "name": "  Meren   Land!",
        "kind": "technical",
        "line_label": "ambitie",
        "leader_label": "programmaleider",
        "tolerance_months": "1,5",
    }
    assert office.post("/bureau/new-region/", fields).url == "/bureau/regions/meren-land/"
    region = Region.objects.get(slug="meren-land")
    assert (region.name, float(region.tolerance_months)) == ("Meren Land!", 1.5)
    text = text_of(office.post("/bureau/new-region/", fields))
    assert "Nog niets bewaard" in text and Region.objects.count() == 2


def test_two_names_that_sound_alike_get_two_addresses(merenland, office):
    fields = {
        "name": "Merenland!",
        "kind": "technical",
        "line_label": "ambitie",
        "leader_label": "programmaleider",
        "tolerance_months": "1",
    }
    assert office.post("/bureau/new-region/", fields).url == "/bureau/regions/merenland-2/"


def test_settings_are_saved_and_a_wrong_tolerance_is_told(merenland, office):
    address = "/bureau/regions/merenland/settings/"
    fields = {
        "name": "Merenland",
        "kind": "low_tech",
        "line_label": "ambitie",
        "leader_label": "programmamanager",
        "tolerance_months": "13",
    }
    assert "tussen 0 en 12" in text_of(office.post(address, fields))
    office.post(address, fields | {"tolerance_months": "2"})
    merenland.region.refresh_from_db()
    assert merenland.region.leader_label == "programmamanager"
    assert merenland.region.slug == "merenland"


def test_only_a_region_on_which_nothing_hangs_is_deleted(merenland, office):
    answer = office.post("/bureau/regions/merenland/delete/", follow=True)
    assert "Merenland blijft staan" in text_of(answer)
    Region.objects.create(name="Kaal", slug="kaal")
    assert "Kaal is verwijderd" in text_of(office.post("/bureau/regions/kaal/delete/", follow=True))
    assert list(Region.objects.values_list("slug", flat=True)) == ["merenland"]


def test_the_steering_group_begins_on_a_first_day(merenland, office):
    address = "/bureau/regions/merenland/steering-group/"
    fields = {
        "label": "regiegroep",
        "rhythm": "2",
        "digests_from_on": "2026-12-17",
        "wants_empty_digests": "on",
    }
    assert office.post(address, fields).status_code == 302
    merenland.group.refresh_from_db()
    assert merenland.group.digests_from_on == datetime.date(2026, 12, 1)
    assert merenland.group.wants_empty_digests


# -- sub-regions and schools -------------------------------------------------------------------


def test_a_sub_region_and_a_school_are_added_changed_and_deleted(merenland, office):
    here = "/bureau/regions/merenland/"
    office.post(f"{here}sub-regions/new/", {"name": "Noord", "lead_name": "Ans"})
    north = SubRegion.objects.get()
    fields = {"name": "College", "kind": "vmbo", "place": "Meer", "sub_region": north.pk}
    office.post(f"{here}schools/new/", fields)
    school = School.objects.get()
    assert (school.region, school.sub_region) == (merenland.region, north)
    answer = office.post(f"{here}sub-regions/{north.pk}/delete/", follow=True)
    assert "Noord blijft staan" in text_of(answer)
    office.post(f"{here}schools/{school.pk}/", fields | {"name": "Lyceum"})
    office.post(f"{here}schools/{school.pk}/delete/")
    office.post(f"{here}sub-regions/{north.pk}/delete/")
    assert not School.objects.exists() and not SubRegion.objects.exists()


def test_the_same_name_twice_in_a_region_is_told_in_words(merenland, kustzoom, office):
    school = {"name": "A", "kind": "vmbo", "place": "Meer"}
    for _time in range(2):
        answer = office.post("/bureau/regions/merenland/schools/new/", school)
    assert "al een school met deze naam" in text_of(answer)
    assert office.post("/bureau/regions/kustzoom/schools/new/", school).status_code == 302


def test_a_school_is_found_in_its_own_region_only(merenland, kustzoom, office):
    school = School.objects.create(region=merenland.region, name="A")
    assert office.get(f"/bureau/regions/kustzoom/schools/{school.pk}/").status_code == 404
    assert office.get(f"/bureau/regions/merenland/labs/{school.pk}/").status_code == 404
    other = SubRegion.objects.create(region=kustzoom.region, name="Zuid")
    SubRegion.objects.create(region=merenland.region, name="Noord")
    fields = {"name": "A", "kind": "vmbo", "sub_region": other.pk}
    office.post(f"/bureau/regions/merenland/schools/{school.pk}/", fields)
    school.refresh_from_db()
    assert school.sub_region is None


# -- roles -------------------------------------------------------------------------------------


def test_a_role_for_an_unknown_address_makes_a_person(merenland, office):
    address = "/bureau/memberships/new/?region=merenland"
    fields = role("Nieuw@School.example", "school_board", merenland.region)
    assert "Vul ook de naam in" in text_of(office.post(address, fields))
    assert not User.objects.filter(email="nieuw@school.example").exists()
    answer = office.post(address, fields | {"name": "Nina Nieuw"}, follow=True)
    assert "Nina Nieuw is vanaf 22 november 2026" in text_of(answer)
    user = User.objects.get(email="nieuw@school.example")
    assert user.memberships.get().role == Role.SCHOOL_BOARD
    assert not user.has_usable_password()


def test_nobody_gets_two_roles_in_one_region_at_a_time(merenland, office):
    fields = role(merenland.advisor.email, "leader", merenland.region)
    text = text_of(office.post("/bureau/memberships/new/", fields))
    assert "zelf leidt" in text and merenland.advisor.email in text
    assert Membership.objects.filter(user=merenland.advisor).count() == 1


@pytest.mark.parametrize(
    ("what", "has_region", "told"),
    [("bureau", True, "alleen het bureau"), ("leader", False, "alleen het bureau")],
)
def test_only_the_bureau_has_no_region(merenland, office, what, has_region, told):
    fields = role("x@y.example", what, merenland.region if has_region else None, name="X Y")
    assert told in text_of(office.post("/bureau/memberships/new/", fields))
    assert not User.objects.filter(email="x@y.example").exists()


def test_a_period_that_ends_before_it_starts_is_told(merenland, office):
    row = merenland.leader.memberships.get()
    fields = {"starts_on": "2026-11-22", "ends_on": "2026-11-21"}
    answer = office.post(f"/bureau/memberships/{row.pk}/", fields)
    assert "Nog niets bewaard" in text_of(answer)


def test_a_role_ends_today_and_the_end_can_be_taken_back(merenland, office):
    row = merenland.leader.memberships.get()
    office.post(f"/bureau/memberships/{row.pk}/end/")
    row.refresh_from_db()
    assert row.ends_on == TODAY
    office.post(f"/bureau/memberships/{row.pk}/reopen/")
    row.refresh_from_db()
    assert row.ends_on is None


def test_an_end_is_not_taken_back_over_a_later_role(merenland, office):
    row = merenland.leader.memberships.get()
    Membership.objects.filter(pk=row.pk).update(ends_on=datetime.date(2026, 1, 31))
    member(merenland.leader, "deputy", merenland.region, starts_on=datetime.date(2026, 2, 1))
    answer = office.post(f"/bureau/memberships/{row.pk}/reopen/", follow=True)
    assert "één rol tegelijk" in text_of(answer)
    row.refresh_from_db()
    assert row.ends_on == datetime.date(2026, 1, 31)


def test_a_role_that_has_not_begun_is_withdrawn(merenland, office):
    row = member(
        person("Later Begin"), "deputy", merenland.region, starts_on=datetime.date(2027, 1, 1)
    )
    office.post(f"/bureau/memberships/{row.pk}/end/")
    assert not Membership.objects.filter(pk=row.pk).exists()


def test_somebody_always_stays_at_the_bureau(bureau, office):
    row = bureau.memberships.get()
    answer = office.post(f"/bureau/memberships/{row.pk}/end/", follow=True)
    assert "Er moet iemand bij het bureau blijven" in text_of(answer)
    row.refresh_from_db()
    assert row.ends_on is None


def test_nothing_of_the_bureau_exists_for_others(merenland, browse):
    row = merenland.leader.memberships.get()
    for user in (merenland.leader, merenland.advisor, merenland.chair):
        client = browse(user)
        for address in (
            "/bureau/regions/",
            "/bureau/regions/merenland/",
            "/bureau/memberships/new/",
            f"/bureau/memberships/{row.pk}/",
            "/bureau/assignments/",
            "/bureau/people/",
            f"/bureau/people/{user.pk}/",
        ):
            assert client.get(address).status_code == 404, address
        assert client.post(f"/bureau/memberships/{row.pk}/end/").status_code == 404
    assert timezone.localdate() == TODAY
