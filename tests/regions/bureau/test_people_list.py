"""The list of people: its order, what its filters find, and the same as a file."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from regions.accounts.models import User
from regions.models import Role
from sto_portal.notices.models import Subscription, SuppressedAddress
from tests.conftest import member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


def names(office, query: str = "") -> list[str]:
    return [one.name for one in office.get(f"/bureau/people/?{query}").context["page_obj"]]


def test_the_order_is_by_surname_and_another_is_chosen_in_the_head(office, bureau):
    for name in ("Jan van der Berg", "Zoe Aalders", "Els Jansen-de Vries", "Kees", "Anna IJzer"):
        User.objects.create_user(f"{name.replace(' ', '.').lower()}@a.nl", name=name)
    ours = [one for one in names(office) if one != bureau.name]
    assert ours == ["Zoe Aalders", "Jan van der Berg", "Anna IJzer", "Els Jansen-de Vries", "Kees"]
    ours = [one for one in names(office, "sort=name") if one != bureau.name]
    assert ours[0] == "Anna IJzer" and ours[-1] == "Zoe Aalders"


@pytest.fixture
def mixed(merenland):
    User.objects.filter(pk=merenland.leader.pk).update(last_login=timezone.now())
    SuppressedAddress.objects.create(address=merenland.chair.email.upper())
    Subscription.objects.create(
        user=merenland.advisor, kind="weekly", unsubscribed_at=timezone.now()
    )
    loose = person("Zonder Rol")
    SuppressedAddress.objects.create(address=loose.email)
    return merenland


def test_each_filter_finds_who_has_a_role_and_it_is_so(mixed, office):
    bureau = User.objects.get(memberships__role=Role.BUREAU)
    signed_in = {mixed.leader.name, bureau.name}
    everybody = {mixed.leader.name, mixed.chair.name, mixed.advisor.name, bureau.name}
    assert set(names(office, "only=never")) == everybody - signed_in
    assert set(names(office, "role=never")) == everybody - signed_in
    assert names(office, "only=broken") == [mixed.chair.name]
    assert names(office, "only=ended") == [mixed.advisor.name]
    assert names(office, "only=ended&role=chair") == []
    assert names(office, "only=nonsense&sort=nonsense") == names(office)


def test_today_leads_to_exactly_these_people(mixed, office):
    waiting = {one.path: one.number for one in office.get("/bureau/").context["waiting"]}
    for only in ("broken", "never"):
        path = f"/bureau/people/?only={only}"
        assert waiting[path] == len(names(office, f"only={only}"))


def test_the_file_holds_what_the_filter_found(mixed, office):
    text = office.get("/bureau/people/?only=broken&format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [mixed.chair.name]
    told = dict(zip(rows[0], rows[1], strict=True))
    assert told["Adres werkt"] == "nee" and told["Afgemeld voor mail"] == "nee"


def test_the_assignments_are_a_file_too(merenland, office):
    text = office.get("/bureau/assignments/?format=csv").content.decode("utf-8-sig")
    assert merenland.advisor.email in text and "Merenland" in text


def test_the_page_of_a_region_says_who_is_reached(mixed, office):
    page = office.get("/bureau/regions/merenland/").content.decode()
    assert "adres werkt niet" in page and "afgemeld voor mail" in page
    assert "nog niet ingelogd" in page and "ingelogd op 22 nov" in page


def test_nobody_else_reads_the_list(mixed, browse):
    for who in (mixed.leader, mixed.chair, mixed.advisor):
        for query in ("", "?only=broken", "?format=csv"):
            assert browse(who).get(f"/bureau/people/{query}").status_code == 404


def test_the_bureau_reports_that_an_advisor_is_away_and_is_back(
    merenland, kustzoom, office, bureau
):
    path = f"/bureau/assignments/{merenland.advisor.pk}/away/"
    days = {"starts_on": "2026-11-23", "ends_on": "2026-12-04"}
    office.post(path, {**days, "substitute": kustzoom.advisor.pk})
    row = merenland.advisor.absences.get()
    assert row.made_by == bureau
    seat = kustzoom.advisor.memberships.get(region=merenland.region)
    assert seat.is_interim and seat.ends_on == datetime.date(2026, 12, 4)
    assert "23 november 2026" in office.get(path).content.decode()
    assert office.post(path, days).status_code == 422
    office.post(f"/bureau/assignments/away/{row.pk}/back/")
    assert not merenland.advisor.absences.exists()
    assert not kustzoom.advisor.memberships.filter(region=merenland.region).exists()


def test_a_stranger_reports_nobody_away(merenland, browse):
    stranger = person("Niemand")
    member(stranger, Role.BUSINESS, merenland.region)
    path = f"/bureau/assignments/{merenland.advisor.pk}/away/"
    assert browse(stranger).get(path).status_code == 404
    assert browse(merenland.advisor).get(path).status_code == 404
