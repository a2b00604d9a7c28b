"""Regions join, merge and split: nothing of before is rewritten, all is told, and undone whole."""

import datetime
from urllib.parse import urlencode

import pytest

from regions.access import Action, can
from regions.models import Membership, Region, RegionChange, RegionSuccession, Role, School
from regions.partners.models import Business, ContactPerson, Partnership
from regions.plans.models import Idea
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from tests.conftest import member, person
from tests.progress.stories import log

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
NEW_YEAR = datetime.date(2027, 1, 1)


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


@pytest.fixture
def filled(merenland, kustzoom):
    """Both regions with a school, and a business that both know."""
    business = Business.objects.create(name="Installatie Noord", place="Oosterveen")
    for place, step, contact in (
        (merenland, "contact", "Ineke Bos"),
        (kustzoom, "structural", "Ton Vis"),
    ):
        School.objects.create(
            region=place.region, name=f"School {place.region}", place="Veen", holiday_zone="noord"
        )
        row = Partnership.objects.create(
            region=place.region, business=business, step=step, started_on="2025-02-03"
        )
        ContactPerson.objects.create(partnership=row, name=contact, email=f"{step}@b.example")
    return business


def address(kind: str, **asked: object) -> str:
    query = urlencode({"from_on": "2027-01-01", "because": "", **asked})
    return f"/bureau/regions/merenland/succession/{kind}/?{query}"


def all_ticked(page) -> list[str]:
    return sorted(page.context["ticks"].shown)


def merged(office, kustzoom, name="Waterland") -> Region:
    path = address("merge", other=kustzoom.region.pk, name=name)
    ticked = all_ticked(office.get(path))
    answer = office.post(path, {"ticked": ticked})
    assert answer.status_code == 302, answer.content.decode()
    return Region.objects.get(name=name)


def counts() -> dict[str, int]:
    models = (Region, School, Membership, Partnership, ContactPerson, RegionSuccession)
    return {model.__name__: model.objects.count() for model in models}


def test_two_regions_merge_and_everything_that_was_ticked_goes_along(
    filled, merenland, kustzoom, office
):
    log(merenland.region, "2026-10", going_well="Het loopt.")
    before = {
        model: list(model.objects.order_by("pk").values())
        for model in (School, Membership, Partnership, ContactPerson)
    }
    new = merged(office, kustzoom)
    assert {school.name for school in new.schools.all()} == {"School Merenland", "School Kustzoom"}
    assert set(new.schools.values_list("holiday_zone", flat=True)) == {"noord"}
    held = Membership.objects.filter(region=new)
    assert {row.user for row in held} == {
        *(merenland.leader, merenland.chair, merenland.advisor),
        *(kustzoom.leader, kustzoom.chair, kustzoom.advisor),
    }
    assert {row.starts_on for row in held} == {NEW_YEAR}
    (partner,) = new.partnerships.all()
    assert (partner.step, partner.started_on) == ("structural", NEW_YEAR)
    assert {row.name for row in partner.people.all()} == {"Ineke Bos", "Ton Vis"}
    for model, rows in before.items():
        old = model.objects.filter(pk__in=[row["id"] for row in rows]).order_by("pk")
        assert list(old.values()) == rows, "what was there is not rewritten"
    for place in (merenland, kustzoom):
        place.region.refresh_from_db()
        assert place.region.closed_on == NEW_YEAR and not place.region.is_closed
        assert can(place.leader, Action.WRITE_LOG, place.region), "until that day nothing changes"


def test_the_pages_of_both_name_each_other_for_who_may_see(
    filled, merenland, kustzoom, bureau, browse, time_machine
):
    new = merged(browse(bureau), kustzoom)
    stranger = person("Nieuw")
    member(stranger, Role.BUSINESS, new)
    time_machine.move_to(datetime.datetime(2027, 1, 4, 9, tzinfo=datetime.UTC))
    old = browse(merenland.leader).get("/regions/merenland/").content.decode()
    assert "gaat verder in" in old and f'href="/regions/{new.slug}/"' in old
    page = browse(merenland.leader).get(f"/regions/{new.slug}/").content.decode()
    assert "Vanaf 1 januari 2027 gaat hier verder:" in page
    assert 'href="/regions/merenland/"' in page and "Kustzoom" in page
    assert 'href="/regions/kustzoom/"' not in page, "she never had a role there"
    newcomer = browse(stranger).get(f"/regions/{new.slug}/").content.decode()
    assert "Merenland" in newcomer and 'href="/regions/merenland/"' not in newcomer
    office = browse(bureau)
    for slug in ("merenland", new.slug):
        shown = office.get(f"/bureau/regions/{slug}/").content.decode()
        assert "gaat verder in" in shown and "Waterland" in shown


def test_a_region_without_a_past_in_others_says_nothing_of_it(merenland, browse):
    page = browse(merenland.leader).get("/regions/merenland/").content.decode()
    assert "gaat hier verder" not in page


def test_everybody_who_goes_along_is_invited_on_the_day_and_not_before(
    filled, merenland, kustzoom, office, time_machine
):
    new = merged(office, kustzoom)
    invited = Mail.objects.filter(kind="invite", region=new)
    plan(datetime.datetime(2026, 12, 30, 8, tzinfo=datetime.UTC))
    assert not Mail.objects.filter(kind="invite").exists()
    moment = datetime.datetime(2027, 1, 4, 9, tzinfo=datetime.UTC)
    time_machine.move_to(moment)
    plan(moment)
    told = {mail.recipient for mail in Mail.objects.filter(kind="invite")}
    assert {merenland.leader, kustzoom.chair, kustzoom.advisor} <= told
    assert invited.count() in (0, len(told))


def test_what_was_not_used_is_undone_as_a_whole(filled, merenland, kustzoom, office):
    before, regions = counts(), list(Region.objects.order_by("pk").values())
    new = merged(office, kustzoom)
    change = RegionChange.objects.get()
    for _press in range(2):
        office.post(f"/bureau/region-changes/{change.pk}/undo/")
    assert counts() == before
    assert list(Region.objects.order_by("pk").values()) == regions
    assert not Region.objects.filter(pk=new.pk).exists()


@pytest.mark.parametrize("use", ["idea", "changed", "day"])
def test_what_was_used_stays_and_says_why(use, filled, merenland, kustzoom, office):
    new = merged(office, kustzoom)
    if use == "idea":
        Idea.objects.create(region=new, title="Samen inkopen")
    elif use == "changed":
        new.schools.filter(name="School Merenland").update(place="Westerveen")
    else:
        Region.objects.filter(pk=merenland.region.pk).update(closed_on="2027-02-01")
    before = counts()
    path = f"/bureau/region-changes/{RegionChange.objects.get().pk}/undo/"
    told = office.post(path, follow=True).content.decode()
    words = {"idea": "ideeën", "changed": "School Merenland", "day": "sluitingsdag"}[use]
    assert "Deze wijziging blijft staan" in told and words in told
    assert counts() == before


def test_a_region_joins_one_that_has_a_school_a_person_and_a_partner_of_it(
    filled, merenland, kustzoom, office
):
    school = School.objects.get(region=merenland.region)
    School.objects.create(region=kustzoom.region, name=school.name)
    member(merenland.leader, Role.DEPUTY, kustzoom.region)
    path = address("join", into=kustzoom.region.pk)
    page = office.get(path)
    told = page.content.decode()
    for reason in ("staat daar al", "heeft daar al een rol", "is daar al partner"):
        assert reason in told
    forged = f"school-{school.pk}-0"
    assert office.post(path, {"ticked": [forged]}).status_code == 422
    assert not RegionChange.objects.exists()
    schools = kustzoom.region.schools.count()
    assert office.post(path, {"ticked": all_ticked(page)}).status_code == 302
    assert kustzoom.region.schools.count() == schools
    assert Membership.objects.filter(region=kustzoom.region, user=merenland.chair).exists()
    kustzoom.region.refresh_from_db()
    assert kustzoom.region.closed_on is None
    link = RegionSuccession.objects.get()
    assert (link.former, link.successor) == (merenland.region, kustzoom.region)


def test_a_region_splits_and_each_goes_where_it_was_ticked(filled, merenland, office):
    path = address("split", name="Noordmeer", second_name="Zuidmeer")
    page = office.get(path)
    assert page.context["ticks"].shown == set()
    items = {item.text: item for item in page.context["outline"].items}
    ticked = [
        items["School Merenland"].key(0),
        items[merenland.advisor.name].key(0),
        items[merenland.advisor.name].key(1),
        items["Installatie Noord"].key(1),
    ]
    office.post(path, {"ticked": ticked})
    north, south = (Region.objects.get(name=name) for name in ("Noordmeer", "Zuidmeer"))
    assert [school.name for school in north.schools.all()] == ["School Merenland"]
    assert not south.schools.exists() and south.partnerships.count() == 1
    for region in (north, south):
        assert [row.user for row in region.memberships.all()] == [merenland.advisor]
        assert region.tolerance_months == merenland.region.tolerance_months
    assert RegionSuccession.objects.filter(former=merenland.region).count() == 2


def test_one_person_gets_one_role_in_what_goes_on(filled, merenland, kustzoom, office):
    second = member(merenland.leader, Role.DEPUTY, kustzoom.region)
    path = address("merge", other=kustzoom.region.pk, name="Waterland")
    page = office.get(path)
    assert "Programmaleider: " in page.content.decode(), "two leaders are pointed out"
    rows = [item for item in page.context["outline"].items if item.same == merenland.leader.pk]
    assert len(rows) == 2
    assert sum(item.key(0) in page.context["ticks"].shown for item in rows) == 1
    both = [*all_ticked(page), *(item.key(0) for item in rows)]
    answer = office.post(path, {"ticked": both})
    assert answer.status_code == 422
    assert "kan in Waterland één rol hebben" in answer.content.decode()
    assert second.pk in {item.pk for item in rows} and not RegionChange.objects.exists()


@pytest.mark.parametrize(
    "kind, asked, words",
    [
        ("merge", {"name": "Merenland"}, "Er is al een regio met deze naam"),
        ("split", {"name": "Meer", "second_name": "meer"}, "twee verschillende namen"),
        ("split", {"name": "", "second_name": "Meer"}, "Dit veld"),
        ("join", {"from_on": "2026-11-21"}, "Kies vandaag of een latere dag"),
        ("join", {"into": "99999999"}, "Selecteer een geldige keuze"),
        ("join", {"into": "\x00"}, "Selecteer een geldige keuze"),
    ],
)
def test_what_was_typed_wrongly_is_said_beside_the_field(
    kind, asked, words, merenland, kustzoom, office
):
    rest = {"other": kustzoom.region.pk} if kind == "merge" else {}
    rest |= {"into": kustzoom.region.pk} if kind == "join" else {}
    page = office.get(address(kind, **{**rest, **asked}))
    assert page.status_code in (200, 400)
    if page.status_code == 200:
        assert words in page.content.decode()
    assert not RegionChange.objects.exists()


def test_what_is_known_to_go_on_elsewhere_does_not_do_so_again(filled, kustzoom, office):
    new = merged(office, kustzoom)
    for path in ("", "join/", "split/"):
        answer = office.get(f"/bureau/regions/merenland/succession/{path}", follow=True)
        assert "Het is al bekend" in answer.content.decode()
    told = office.post("/bureau/regions/merenland/reopen/", follow=True).content.decode()
    assert "Draai dat als geheel terug" in told
    assert Region.objects.get(slug="merenland").closed_on == NEW_YEAR
    choices = office.get(f"/bureau/regions/{new.slug}/succession/join/").context["form"]
    assert not choices.fields["into"].queryset.exists()


def test_a_closing_that_was_planned_comes_back_when_it_is_undone(
    filled, merenland, kustzoom, office
):
    planned = {"closed_on": datetime.date(2027, 8, 1), "closed_because": "Subsidie stopt"}
    Region.objects.filter(pk=merenland.region.pk).update(**planned)
    merged(office, kustzoom)
    office.post(f"/bureau/region-changes/{RegionChange.objects.get().pk}/undo/")
    assert Region.objects.filter(pk=merenland.region.pk, **planned).exists()


def test_only_the_bureau_does_this(filled, merenland, kustzoom, browse):
    path = address("join", into=kustzoom.region.pk)
    for who in (merenland.leader, merenland.advisor, kustzoom.chair):
        client = browse(who)
        assert client.get(path).status_code == client.post(path).status_code == 404
        assert client.post("/bureau/region-changes/1/undo/").status_code == 404


@pytest.mark.parametrize("schools", [2, 30])
def test_the_check_asks_the_database_as_often_for_many_as_for_few(
    schools, filled, merenland, kustzoom, office, django_assert_max_num_queries
):
    for number in range(schools):
        School.objects.create(region=merenland.region, name=f"Vestiging {number}")
        member(person(f"Lid{number} Vis"), Role.BUSINESS, merenland.region)
    office.get("/bureau/")
    with django_assert_max_num_queries(24):
        office.get(address("join", into=kustzoom.region.pk))
