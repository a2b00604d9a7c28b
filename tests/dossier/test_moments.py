"""Reporting moments: national, with exceptions of regions, moved with a source, and handed in."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from regions.dossier.models import HandedIn, MomentException, MomentMove, ReportingMoment
from regions.dossier.moments.due import due_in, open_in
from regions.dossier.terms import terms_of
from regions.labs.models import CalendarFeed
from regions.models import Region
from regions.secret_links import hash_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
TODAY = datetime.date(2026, 11, 22)
MOMENTS = "/bureau/moments/"
DOSSIER = "/regions/merenland/dossier/"
VALUES = {
    "kind": "progress",
    "title": "Voortgang 2026",
    "due_on": "1-2-2027",
    "covers_from_on": "1-1-2026",
    "covers_until_on": "31-12-2026",
    "acts": "both",
    "region": "",
    "source": "Brief van DUS-I, 1 november 2026",
    "source_url": "",
}


def day(place) -> list[datetime.date]:
    return [due.due_on for due in due_in([place.region])]


def test_the_bureau_writes_a_moment_down_and_every_region_sees_it(merenland, bureau, browse):
    assert browse(bureau).post(f"{MOMENTS}new/", VALUES).status_code == 302
    row = ReportingMoment.objects.get()
    assert (row.due_on, row.covers_until_on) == (
        datetime.date(2027, 2, 1),
        datetime.date(2026, 12, 31),
    )
    page = browse(merenland.leader).get(DOSSIER).content.decode()
    for words in ("Voortgang 2026", "1 februari 2027", "Brief van DUS-I", "nog 71 dagen"):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": " "}, "source"),
        ({"due_on": "31-2-2027"}, "due_on"),
        ({"covers_until_on": ""}, "__all__"),
        ({"covers_until_on": "1-1-2025"}, "__all__"),
        ({"region": "999999"}, "region"),
    ],
)
def test_a_wrong_moment_is_said_and_not_saved(bureau, browse, wrong, field):
    answer = browse(bureau).post(f"{MOMENTS}new/", {**VALUES, **wrong})
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert not ReportingMoment.objects.exists()


def test_the_same_national_moment_stands_once(bureau, browse):
    browse(bureau).post(f"{MOMENTS}new/", VALUES)
    assert browse(bureau).post(f"{MOMENTS}new/", VALUES).status_code == 422
    assert ReportingMoment.objects.count() == 1


def test_a_day_moves_with_its_source_and_who_wrote_it_down(
    merenland, kustzoom, moment, bureau, browse
):
    client, path = browse(bureau), f"{MOMENTS}{moment.pk}/"
    assert client.post(f"{path}move/", {"due_on": "1-3-2027", "source": ""}).status_code == 422
    client.post(f"{path}move/", {"due_on": "1-3-2027", "source": "Brief van 20 november"})
    assert day(merenland) == day(kustzoom) == [datetime.date(2027, 3, 1)]
    (row,) = MomentMove.objects.all()
    assert (row.from_on, row.source, row.moved_by) == (
        moment.due_on,
        "Brief van 20 november",
        bureau,
    )
    page = browse(merenland.leader).get(DOSSIER).content.decode()
    assert (
        "verzet van 20 januari 2027 naar 1 maart 2027" in page and "Brief van 20 november" in page
    )
    again = client.post(f"{path}move/", {"due_on": "1-3-2027", "source": "Nog eens"})
    assert again.status_code == 422 and MomentMove.objects.count() == 1


def test_an_exception_holds_in_its_region_only_until_it_ends(
    merenland, kustzoom, moment, bureau, browse
):
    client, path = browse(bureau), f"{MOMENTS}{moment.pk}/regions/"
    given = {"region": merenland.region.pk, "due_on": "1-4-2027", "source": "Uitstel"}
    client.post(path, given)
    assert day(merenland) == [datetime.date(2027, 4, 1)] and day(kustzoom) == [moment.due_on]
    client.post(f"{MOMENTS}{moment.pk}/move/", {"due_on": "1-2-2027", "source": "Brief"})
    assert day(merenland) == [datetime.date(2027, 4, 1)], "an exception stays"
    client.post(path, {**given, "due_on": "", "is_none": "on", "source": "Doet niet mee"})
    assert day(merenland) == [] and day(kustzoom) == [datetime.date(2027, 2, 1)]
    client.post(f"{MOMENTS}exceptions/{MomentException.objects.get().pk}/end/")
    assert day(merenland) == [datetime.date(2027, 2, 1)]
    moved = MomentMove.objects.filter(region=merenland.region).values_list("from_on", "to_on")
    assert list(moved) == [
        (datetime.date(2027, 1, 20), datetime.date(2027, 4, 1)),
        (datetime.date(2027, 4, 1), None),
        (None, datetime.date(2027, 2, 1)),
    ]
    refused = client.post(path, {**given, "due_on": ""})
    assert refused.status_code == 422 and "due_on" in refused.context["form"].errors


def test_a_moment_of_one_region_is_nobody_elses(merenland, kustzoom, bureau, browse):
    browse(bureau).post(f"{MOMENTS}new/", {**VALUES, "region": merenland.region.pk})
    assert day(merenland) == [datetime.date(2027, 2, 1)] and day(kustzoom) == []
    pk = ReportingMoment.objects.get().pk
    stranger = browse(kustzoom.leader).get(f"/regions/kustzoom/dossier/moments/{pk}/")
    assert stranger.status_code == 404


def test_what_is_handed_in_waits_no_longer(merenland, moment, applicant, browse):
    client, path = browse(applicant), f"{DOSSIER}moments/{moment.pk}/"
    assert client.post(path, {"sent_on": "1-1-2028"}).status_code == 422
    client.post(path, {"sent_on": "20-11-2026", "reference": "VR-12"})
    row = HandedIn.objects.get()
    assert (row.region, row.reference, row.recorded_by) == (merenland.region, "VR-12", applicant)
    assert open_in([merenland.region], TODAY) == []
    assert "ingeleverd op 20 november 2026" in client.get(DOSSIER).content.decode()
    client.post(path, {"sent_on": "19-11-2026", "reference": "VR-13", "as_seen": ""})
    assert HandedIn.objects.get().reference == "VR-13"
    client.post(f"{path}back/")
    assert len(open_in([merenland.region], TODAY)) == 1


def test_a_withdrawn_moment_holds_nowhere_and_can_come_back(merenland, moment, bureau, browse):
    browse(bureau).post(f"{MOMENTS}{moment.pk}/drop/")
    assert day(merenland) == []
    browse(bureau).post(f"{MOMENTS}{moment.pk}/drop/")
    assert day(merenland) == [moment.due_on]


def test_the_list_counts_who_must_and_who_did(merenland, kustzoom, moment, bureau, browse):
    HandedIn.objects.create(moment=moment, region=kustzoom.region, sent_on=TODAY)
    page = browse(bureau).get(MOMENTS).content.decode()
    assert "1 van 2" in page
    MomentException.objects.create(moment=moment, region=merenland.region, source="Doet niet mee")
    file = browse(bureau).get(f"{MOMENTS}?format=csv").content.decode()
    assert "Voortgangsrapportage;Voortgangsrapportage;2027-01-20;;;;1;1;1;" in file


def test_the_days_that_are_certain_come_with_one_press_and_once(bureau, browse):
    client = browse(bureau)
    assert "Twee dagen zijn zeker" in client.get(MOMENTS).content.decode()
    for _press in range(2):
        client.post(f"{MOMENTS}known/")
    days = ReportingMoment.objects.values_list("due_on", flat=True)
    assert list(days) == [datetime.date(2025, 4, 15), datetime.date(2026, 10, 1)]


def feed(place) -> list[str]:
    cache.clear()
    text = Client().get("/calendar/geheim-adres.ics").content.decode()
    return text.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]


def test_calendars_hear_of_each_move(merenland, moment, bureau, browse):
    CalendarFeed.objects.create(
        region=merenland.region, person=merenland.leader, secret_hash=hash_of("geheim-adres")
    )
    (before,) = feed(merenland)
    assert "DTSTART;VALUE=DATE:20270120" in before and "DTEND;VALUE=DATE:20270121" in before
    assert "SUMMARY:DUS-I: Voortgangsrapportage" in before and "SEQUENCE:0" in before
    client = browse(bureau)
    client.post(f"{MOMENTS}{moment.pk}/move/", {"due_on": "1-2-2027", "source": "Brief"})
    given = {"region": merenland.region.pk, "due_on": "1-3-2027", "source": "Uitstel"}
    client.post(f"{MOMENTS}{moment.pk}/regions/", given)
    (after,) = feed(merenland)
    assert "DTSTART;VALUE=DATE:20270301" in after and "SEQUENCE:2" in after
    client.post(f"{MOMENTS}{moment.pk}/drop/")
    (gone,) = feed(merenland)
    assert "STATUS:CANCELLED" in gone and "SEQUENCE:3" in gone


def test_the_terms_of_all_regions_cost_the_same_queries(
    merenland, kustzoom, moment, django_assert_num_queries
):
    regions = list(Region.objects.all())
    with django_assert_num_queries(4):
        assert len(terms_of(regions, TODAY)) == 2
    ReportingMoment.objects.create(title="Nog een", due_on="2027-02-01", source="Brief")
    with django_assert_num_queries(4):
        assert len(terms_of(regions, TODAY)) == 4
