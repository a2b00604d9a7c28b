"""Sub-regions and who stands in go along where regions join, merge or split."""

import datetime
from urllib.parse import urlencode

import pytest

from advisors.models import Absence
from advisors.network.absences import report, take_back
from regions.models import Membership, Region, RegionChange, Role, School, SubRegion
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from tests.conftest import member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
NEW_YEAR = datetime.date(2027, 1, 1)


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


@pytest.fixture
def parts(merenland, kustzoom):
    """Both regions with a sub-region Noord and its school; Merenland has Zuid as well."""
    for place in (merenland, kustzoom):
        north = SubRegion.objects.create(
            region=place.region, name="Noord", lead_name=f"Leider {place.region}"
        )
        School.objects.create(region=place.region, name=f"School {place.region}", sub_region=north)
    south = SubRegion.objects.create(region=merenland.region, name="Zuid")
    School.objects.create(region=merenland.region, name="De Punt", sub_region=south)


@pytest.fixture
def stand_in(merenland, bureau):
    """A colleague who advises Merenland while its advisor is away, until 15 January."""
    colleague = person("Roos Vermeer")
    absence = Absence(
        advisor=merenland.advisor, substitute=colleague, made_by=bureau,
        starts_on=datetime.date(2026, 12, 1), ends_on=datetime.date(2027, 1, 15),
    )  # fmt: skip
    report(absence)
    return absence


def address(kind: str, **asked: object) -> str:
    query = urlencode({"from_on": "2027-01-01", "because": "", **asked})
    return f"/bureau/regions/merenland/succession/{kind}/?{query}"


def key(page, kind: str, name: str, former: str, goal: int = 0) -> str:
    items = page.context["outline"].items
    return next(
        item.key(goal)
        for item in items
        if (item.kind, item.text, item.from_name) == (kind, name, former)
    )


def test_sub_regions_go_along_with_their_schools_and_come_back(parts, kustzoom, office):
    before = list(SubRegion.objects.order_by("pk").values())
    path = address("merge", other=kustzoom.region.pk, name="Waterland")
    page = office.get(path)
    assert "Subregio’s" in page.content.decode()
    ticked = page.context["ticks"].shown
    assert key(page, "part", "Noord", "Kustzoom") in ticked, "the first of two with one name"
    assert key(page, "part", "Noord", "Merenland") not in ticked
    assert office.post(path, {"ticked": sorted(ticked)}).status_code == 302
    new = Region.objects.get(name="Waterland")
    told = {row.name: row.sub_region and row.sub_region.lead_name for row in new.schools.all()}
    assert told == {"School Kustzoom": "Leider Kustzoom", "School Merenland": None, "De Punt": ""}
    assert all(row.sub_region is None or row.sub_region.region == new for row in new.schools.all())
    office.post(f"/bureau/region-changes/{RegionChange.objects.get().pk}/undo/")
    assert list(SubRegion.objects.order_by("pk").values()) == before


def test_two_of_one_name_do_not_go_to_one_region(parts, kustzoom, office):
    path = address("merge", other=kustzoom.region.pk, name="Waterland")
    page = office.get(path)
    both = [key(page, "part", "Noord", former) for former in ("Merenland", "Kustzoom")]
    answer = office.post(path, {"ticked": both})
    assert answer.status_code == 422
    assert "Noord gaat twee keer naar Waterland" in answer.content.decode()
    assert not RegionChange.objects.exists()


def test_what_joins_keeps_what_stands_there(parts, kustzoom, office):
    path = address("join", into=kustzoom.region.pk)
    page = office.get(path)
    north = next(item for item in page.context["outline"].items if item.text == "Noord")
    assert north.stays == {0: "staat daar al"}
    office.post(path, {"ticked": sorted(page.context["ticks"].shown)})
    assert sorted(row.name for row in kustzoom.region.sub_regions.all()) == ["Noord", "Zuid"]
    assert School.objects.get(region=kustzoom.region, name="De Punt").sub_region.name == "Zuid"
    moved = School.objects.get(region=kustzoom.region, name="School Merenland")
    assert moved.sub_region is None, "another Noord than the one it was in"


def test_a_split_has_its_sub_regions_and_schools_where_they_were_ticked(parts, office):
    path = address("split", name="Noordmeer", second_name="Zuidmeer")
    page = office.get(path)
    ticked = [
        key(page, "part", "Noord", "Merenland", 0), key(page, "part", "Zuid", "Merenland", 1),
        key(page, "school", "School Merenland", "Merenland", 0),
        key(page, "school", "School Merenland", "Merenland", 1),
        key(page, "school", "De Punt", "Merenland", 1),
    ]  # fmt: skip
    office.post(path, {"ticked": ticked})
    rows = School.objects.filter(region__name__in=["Noordmeer", "Zuidmeer"])
    told = {(row.region.name, row.name): row.sub_region and row.sub_region.name for row in rows}
    assert told == {
        ("Noordmeer", "School Merenland"): "Noord",
        ("Zuidmeer", "School Merenland"): None,
        ("Zuidmeer", "De Punt"): "Zuid",
    }


def test_a_region_without_sub_regions_is_not_asked_of_them(merenland, kustzoom, office):
    html = office.get(address("join", into=kustzoom.region.pk)).content.decode()
    assert "<h2>Subregio’s" not in html


def test_who_stands_in_goes_along_until_the_same_day_without_an_invitation(
    merenland, kustzoom, stand_in, office, time_machine
):
    path = address("join", into=kustzoom.region.pk)
    page = office.get(path)
    assert "waarnemend tot en met 15 januari 2027" in page.content.decode()
    office.post(path, {"ticked": sorted(page.context["ticks"].shown)})
    row = Membership.objects.get(region=kustzoom.region, user=stand_in.substitute)
    assert (row.role, row.is_interim, row.invited_at) == (Role.ADVISOR, True, None)
    assert (row.starts_on, row.ends_on) == (NEW_YEAR, datetime.date(2027, 1, 15))
    moment = datetime.datetime(2027, 1, 4, 9, tzinfo=datetime.UTC)
    time_machine.move_to(moment)
    plan(moment)
    told = {mail.recipient for mail in Mail.objects.filter(kind="invite")}
    assert merenland.chair in told and stand_in.substitute not in told


def test_who_stands_in_stops_there_too_when_the_other_is_back(
    merenland, kustzoom, stand_in, office
):
    path = address("join", into=kustzoom.region.pk)
    office.post(path, {"ticked": sorted(office.get(path).context["ticks"].shown)})
    stand_in.refresh_from_db()
    take_back(stand_in, datetime.date(2026, 12, 20))
    assert not Membership.objects.filter(region=kustzoom.region, user=stand_in.substitute).exists()


def test_that_somebody_is_away_keeps_no_change_from_being_undone(
    merenland, kustzoom, stand_in, office
):
    before = list(Membership.objects.order_by("pk").values())
    path = address("join", into=kustzoom.region.pk)
    office.post(path, {"ticked": sorted(office.get(path).context["ticks"].shown)})
    office.post(f"/bureau/region-changes/{RegionChange.objects.get().pk}/undo/")
    assert list(Membership.objects.order_by("pk").values()) == before
    assert stand_in.memberships.count() == 1


def test_who_has_a_role_and_stands_in_is_shown_with_the_role_first(merenland, kustzoom, office):
    member(merenland.leader, Role.DEPUTY, kustzoom.region, is_interim=True)
    page = office.get(address("merge", other=kustzoom.region.pk, name="Waterland"))
    rows = [item for item in page.context["outline"].items if item.same == merenland.leader.pk]
    shown = [item.row.is_interim for item in rows if item.key(0) in page.context["ticks"].shown]
    assert shown == [False]
