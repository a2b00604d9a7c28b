"""An event planned once more, or every week: which days, and what goes along."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from regions.labs.events.series import MOST, WEEKS, Repeat, series_of
from regions.labs.models import Attendance, Event
from regions.months import AMSTERDAM, public_holidays
from tests.labs.test_events import new

from .conftest import at

days = st.dates(datetime.date(2025, 1, 1), datetime.date(2030, 1, 1))


@given(days, st.sampled_from(sorted(WEEKS)), st.integers(0, 200))
def test_a_series_is_every_step_until_its_last_day_without_public_holidays(first, repeat, length):
    until = first + datetime.timedelta(days=length)
    series = series_of(first, repeat, until)

    assert not series.is_too_long or repeat == Repeat.WEEKLY
    step = 7 * WEEKS[Repeat(repeat)]
    by_hand = [
        day
        for day in (first + datetime.timedelta(days=n) for n in range(0, length + 1, step))
        if day == first or day not in public_holidays(day.year)
    ]
    assert list(series.days) == by_hand[: len(series.days)]
    assert series.is_too_long or len(series.days) == len(by_hand)
    assert {day.weekday() for day in series.days} == {first.weekday()}
    assert not set(series.days) & set(series.skipped)


def test_a_last_day_far_away_is_no_work():
    first = datetime.date(2027, 1, 1)
    assert len(series_of(first, Repeat.WEEKLY, datetime.date(9999, 1, 1)).days) <= MOST + 1


@pytest.fixture
def leader(merenland, browse):
    return browse(merenland.leader)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
URL = "/regions/merenland/events/"


def clocks(events) -> list[str]:
    return [row.starts_at.astimezone(AMSTERDAM).strftime("%d-%m %H:%M") for row in events]


def test_every_two_weeks_makes_an_event_with_its_own_entry_each_time(merenland, leader):
    told = new(leader, day="10-3-2027", repeat="fortnightly", until="21-4-2027")

    page = leader.post(f"{URL}new/?kind=primary_visit", told, follow=True).content.decode()

    rows = Event.objects.order_by("starts_at")
    assert clocks(rows) == ["10-03 09:30", "24-03 09:30", "07-04 09:30", "21-04 09:30"]
    assert len({row.uid for row in rows}) == 4
    assert "Vier events gepland, van 10 maart 2027 tot en met 21 april 2027." in page


def test_a_public_holiday_is_left_out_and_named(leader):
    told = new(
        leader, day="22-3-2027", repeat="weekly", until="5-4-2027"
    )  # 29 March: Easter Monday

    page = leader.post(f"{URL}new/?kind=primary_visit", told, follow=True).content.decode()

    assert clocks(Event.objects.order_by("starts_at")) == ["22-03 09:30", "05-04 09:30"]
    assert "Niet op 29 maart 2027: een feestdag." in page


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"repeat": "weekly", "until": ""}, "until"),
        ({"repeat": "weekly", "until": "1-12-2026"}, "until"),
        ({"repeat": "weekly", "until": "1-12-2028"}, "until"),
        ({"repeat": "weekly", "until": "kerst"}, "until"),
        ({"repeat": "weekly", "until": "1-2-2027", "last_day": "3-12-2026"}, "repeat"),
        ({"repeat": "daily", "until": "1-2-2027"}, "repeat"),
    ],
)
def test_a_series_that_cannot_be_says_why_and_plans_nothing(leader, fields, name):
    response = leader.post(f"{URL}new/?kind=primary_visit", new(leader, **fields))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert not Event.objects.exists()


def test_planning_once_more_begins_as_the_event_was_without_its_day_and_what_happened(
    merenland, leader
):
    school = merenland.region.schools.create(name="De Winkelhaak")
    old = Event.objects.create(
        region=merenland.region, kind="open_day", title="Kijkavond", place="Hal 3",
        starts_at=at(7, 19, 10), ends_at=at(7, 21, 10), is_public=True,
        state="cancelled", reason="Te weinig aanmeldingen",
    )  # fmt: skip
    old.schools.add(school)
    Attendance.objects.create(event=old, group="parents", count=40)

    form = leader.get(f"{URL}new/?copy={old.pk}").context["form"]

    assert form.initial["title"] == "Kijkavond"
    assert form.initial["place"] == "Hal 3"
    assert form.initial["schools"] == [school.pk]
    assert str(form.initial["begins"]) == "19:00:00"
    assert "day" not in form.initial
    told = new(leader, title="Kijkavond", schools=[school.pk])
    leader.post(f"{URL}new/?copy={old.pk}", told)
    again = Event.objects.exclude(pk=old.pk).get()
    assert (again.state, again.reason) == ("planned", "")
    assert list(again.schools.all()) == [school]
    assert not again.attendances.exists()


@pytest.mark.parametrize("copy", ["0", "x", "99999999999999999999", "-1", "²"])
def test_an_event_that_is_not_there_cannot_be_planned_once_more(leader, copy):
    assert leader.get(f"{URL}new/", {"copy": copy}).status_code == 404


def test_an_event_of_another_region_cannot_be_copied(kustzoom, leader):
    there = Event.objects.create(
        region=kustzoom.region, kind="open_day", title="Geheim",
        starts_at=at(7, 19, 10), ends_at=at(7, 21, 10),
    )  # fmt: skip

    assert leader.get(f"{URL}new/?copy={there.pk}").status_code == 404


def test_planning_a_series_twice_by_a_nervous_finger_makes_it_once(leader):
    told = new(leader, day="10-3-2027", repeat="weekly", until="24-3-2027")
    for _press in range(2):
        leader.post(f"{URL}new/?kind=primary_visit", told)

    assert Event.objects.count() == 3


def test_the_event_offers_to_plan_it_once_more(merenland, leader, browse):
    row = Event.objects.create(
        region=merenland.region, kind="open_day", title="Kijkavond",
        starts_at=at(7, 19, 10), ends_at=at(7, 21, 10),
    )  # fmt: skip
    address = reverse("event", args=[merenland.slug, row.pk])

    assert f"?copy={row.pk}" in leader.get(address).content.decode()
    assert f"?copy={row.pk}" not in browse(merenland.chair).get(address).content.decode()
