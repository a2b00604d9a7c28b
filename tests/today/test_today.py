"""The bureau's first page: every number is that of the rows, and leads to just those rows."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from regions.dossier.models import ReportingMoment
from regions.models import Membership, Region, Role, School
from regions.partners.models import EligibleBudget
from regions.steering.models import Acceptance, Mandate
from sto_portal.notices.models import SuppressedAddress
from tests.conftest import NOW, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
PAGE = "/bureau/"
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def client(bureau, browse):
    return browse(bureau)


def waiting(client) -> dict[str, tuple[int, str, str]]:
    found = client.get(PAGE).context["waiting"]
    return {one.what: (one.number, one.names, one.path) for one in found}


def listed(client, path: str) -> list[str]:
    return [str(row) for row in client.get(path).context["page_obj"]]


def accepted(place) -> None:
    mandate = Mandate.objects.get(steering_group=place.group)
    Acceptance.objects.create(mandate=mandate, user=place.chair)


def complete(place) -> None:
    School.objects.create(region=place.region, name="Vakcollege", place="Dorp")
    member(person(f"Penvoerder-{place.slug} Test"), Role.LEAD_APPLICANT, place.region)
    EligibleBudget.objects.create(
        region=place.region, cents=100, source="Test",
        valid_from_on=datetime.date(2025, 1, 1), valid_until_on=datetime.date(2028, 12, 31),
    )  # fmt: skip


def test_the_bureau_begins_with_what_asks_attention(client, merenland):
    assert client.get("/").url == PAGE
    page = client.get(PAGE)
    assert "vragen vandaag aandacht" in page.context["heading"]
    assert len(page.context["waiting"]) >= 2


def test_people_with_a_role_who_never_signed_in_are_counted_and_listed(client, merenland, kustzoom):
    merenland.leader.last_login = timezone.now()
    merenland.leader.save()
    kustzoom.advisor.is_active = False
    kustzoom.advisor.save()
    person("Zonder Rol")
    Membership.objects.filter(user=kustzoom.chair).update(ends_on=TODAY - datetime.timedelta(1))
    number, names, path = waiting(client)["mensen met een rol logden nooit in"]
    expected = {"Karim Bakker", "Leo Dekker", "Marijke Kuiper"}
    assert number == 3 and set(listed(client, path)) == expected
    assert all(name in names for name in expected)


def test_a_region_without_leader_or_advisor_is_named(client, merenland, kustzoom):
    Membership.objects.filter(user=merenland.leader).update(ends_on=TODAY - datetime.timedelta(1))
    Membership.objects.filter(user=kustzoom.advisor).update(starts_on="2026-11-23")
    found = waiting(client)
    assert found["regio zonder programmaleider"][:2] == (1, "Merenland.")
    assert found["regio zonder ondersteuner"][:2] == (1, "Kustzoom.")
    for what, name in (("programmaleider", "Merenland"), ("ondersteuner", "Kustzoom")):
        assert listed(client, found[f"regio zonder {what}"][2]) == [name]


def test_a_deputy_leads_too(client, merenland):
    Membership.objects.filter(user=merenland.leader).update(role=Role.DEPUTY)
    assert "regio zonder programmaleider" not in waiting(client)


def test_a_mandate_waits_until_the_chair_accepts_the_version_that_holds(
    client, merenland, kustzoom
):
    what = "mandaat waarmee de voorzitter niet akkoord ging"
    accepted(kustzoom)
    number, names, path = waiting(client)[what]
    assert (number, names, listed(client, path)) == (1, "Merenland.", ["Merenland"])
    accepted(merenland)
    assert what not in waiting(client)
    newer = {"steering_group": merenland.group, "version": 2}
    Mandate.objects.create(**newer, holds_from_on=TODAY + datetime.timedelta(1))
    assert what not in waiting(client), "it does not hold yet"
    with time_machine.travel(NOW + datetime.timedelta(1), tick=False):
        assert waiting(client)[what][0] == 1


def test_an_address_that_does_not_work_is_told_when_somebody_with_a_role_has_it(client, merenland):
    SuppressedAddress.objects.create(address=merenland.leader.email.upper(), reason="550")
    SuppressedAddress.objects.create(address="niemand@demo.example", reason="550")
    assert waiting(client)["adres werkt niet"][:2] == (1, "Sanne Wiggers.")


def test_nothing_waits_where_all_is_well(client, merenland, bureau):
    for user in (merenland.leader, merenland.advisor, merenland.chair, bureau):
        user.last_login = timezone.now()
        user.save()
    accepted(merenland)
    page = client.get(PAGE)
    left = {one.what for one in page.context["waiting"]} - {"regio zonder recent maandlog"}
    assert left == set()


def test_a_region_is_set_up_step_by_step(client, merenland, kustzoom):
    complete(kustzoom)
    bare = Region.objects.create(name="Nieuwland", slug="nieuwland")
    [first, second] = client.get(PAGE).context["regions"]
    assert (first.region, first.done, len(first.left)) == (bare, 0, 9)
    assert second.region.name == "Merenland" and second.done == 6
    told = {step.title for step in second.left}
    assert told == {"scholen", "penvoerder", "subsidiabel budget"}
    for step in (*first.left, *second.left):
        assert client.get(step.path).status_code == 200, step
    complete(merenland)
    assert [one.region for one in client.get(PAGE).context["regions"]] == [bare]


def test_the_month_tells_when_logs_are_due_and_what_dus_i_expects(client, merenland):
    for day, title in (
        ("2026-12-11", "Voortgang"),
        ("2026-12-23", "Te ver"),
        ("2026-11-21", "Oud"),
    ):
        ReportingMoment.objects.create(title=title, due_on=day, source="Brief")
    coming = client.get(PAGE).context["coming"]
    assert [str(one.on) for one in coming] == ["2026-12-07", "2026-12-11"]
    assert "november" in coming[0].text and "0 van de 1" in coming[0].text


def test_the_page_costs_as_much_for_one_region_as_for_many(
    client, merenland, django_assert_num_queries
):
    client.get(PAGE)
    with django_assert_num_queries(18):
        client.get(PAGE)
    for number in range(6):
        Region.objects.create(name=f"Streek {number}", slug=f"streek-{number}")
    with django_assert_num_queries(18):
        client.get(reverse("today"))
