"""Events on the way: planned, moved, online, cancelled, back, and after the day one question."""

import datetime
import re

import pytest

from regions.labs.events.closing import events_to_close
from regions.labs.models import Attendance, Event, EventChange
from regions.models import School
from tests.conftest import NOW

from .conftest import at

pytestmark = pytest.mark.usefixtures("on_22_november")
URL = "/regions/merenland/events/"


@pytest.fixture
def leader(merenland, browse):
    return browse(merenland.leader)


def new(client, **fields):
    page = client.get(f"{URL}new/?kind=primary_visit")
    told = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    told |= {**page.context["form"].initial, "day": "1-12-2026", "begins": "9.30", "ends": "1130"}
    told |= {"title": "Groep 8 op bezoek", "is_public": "", **fields}
    return {name: value for name, value in told.items() if value is not None}


def test_the_kind_says_what_is_usual(leader):
    form = leader.get(f"{URL}new/?kind=open_day").context["form"]
    assert form.initial["direction"] == "in" and form.initial["is_public"] is True
    form = leader.get(f"{URL}new/?kind=company_visit").context["form"]
    assert form.initial["direction"] == "out" and not form.initial["is_public"]


def test_planning_twice_by_a_nervous_finger_makes_one_event(merenland, leader):
    told = new(leader)
    first, second = (leader.post(f"{URL}new/", told) for _press in range(2))
    event = Event.objects.get()
    assert first.url == second.url == f"{URL}{event.pk}/"
    assert event.starts_at == at(1, 9) + datetime.timedelta(minutes=30)
    assert event.direction == "in" and event.added_by == merenland.leader


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"begins": "25:00"}, "Schrijf een tijd"),
        ({"ends": "9:00"}, "ligt voor het begin"),
        ({"day": "morgen"}, "is geen datum"),
        ({"last_day": "30-11-2026"}, "laatste dag ligt vóór de eerste"),
        ({"title": ""}, "verplicht"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_what_was_typed_stays(leader, wrong, sentence):
    response = leader.post(f"{URL}new/", new(leader, place="Zaal 4", **wrong))
    page = response.content.decode()
    assert response.status_code == 422 and sentence in page and 'value="Zaal 4"' in page
    assert not Event.objects.exists()


def test_a_school_or_lab_of_another_region_cannot_be_chosen(leader, kustzoom):
    school = School.objects.create(region=kustzoom.region, name="Elders")
    assert leader.post(f"{URL}new/", new(leader, schools=[school.pk])).status_code == 422


def test_an_event_serves_an_activity_of_the_plan(merenland, leader):
    activity = merenland.plan.activities.get(code="2.1")
    leader.post(f"{URL}new/", new(leader, activity=str(activity.key)))
    event = Event.objects.get()
    assert event.activity_key == activity.key
    assert "2.1 Stages leerjaar 3" in leader.get(f"{URL}{event.pk}/").content.decode()


def test_a_move_is_written_down_once_and_calendars_hear_of_it(merenland, leader, event_of):
    event = event_of(merenland, "Open dag", at(1))
    told = {"day": "8-12-2026", "begins": "15:00", "ends": "17:00", "reason": "De zaal is bezet"}
    for _press in range(2):
        assert leader.post(f"{URL}{event.pk}/move/", told).status_code == 302
    event.refresh_from_db()
    change = EventChange.objects.get()
    assert event.starts_at == at(8, 15) and event.sequence == 1
    assert (change.starts_at_before, change.starts_at_after) == (at(1), at(8, 15))
    assert "De zaal is bezet" in leader.get(f"{URL}{event.pk}/").content.decode()


def test_an_event_online_and_back_keeps_who_was_invited(merenland, leader, event_of):
    event = event_of(merenland, "Netwerk", at(1), kind="network", place="Zaal 4")
    school = School.objects.create(region=merenland.region, name="Het Anker")
    event.schools.add(school)
    online = {"online_url": "https://meet.example/a", "reason": "Sneeuw"}
    leader.post(f"{URL}{event.pk}/online/", online)
    leader.post(f"{URL}{event.pk}/online/", online)
    event.refresh_from_db()
    assert event.is_online and event.sequence == 1
    leader.post(f"{URL}{event.pk}/physical/", {"place": "Zaal 5", "reason": ""})
    event.refresh_from_db()
    assert not event.is_online and not event.online_url and event.place == "Zaal 5"
    assert list(event.schools.all()) == [school]
    assert [change.kind for change in event.changes.all()] == ["online", "physical"]


def test_cancelling_asks_why_and_can_be_taken_back(merenland, leader, event_of):
    event = event_of(merenland, "Gastles", at(1))
    assert leader.post(f"{URL}{event.pk}/cancel/", {"reason": " "}).status_code == 422
    leader.post(f"{URL}{event.pk}/cancel/", {"reason": "Ziek"})
    leader.post(f"{URL}{event.pk}/cancel/", {"reason": "Ziek"})
    event.refresh_from_db()
    assert (event.state, event.reason, event.sequence) == ("cancelled", "Ziek", 1)
    leader.post(
        f"{URL}{event.pk}/move/", {"day": "8-12-2026", "begins": "9", "ends": "10", "reason": "x"}
    )
    event.refresh_from_db()
    assert event.starts_at == at(1)  # what is cancelled does not move
    leader.post(f"{URL}{event.pk}/revive/", {"reason": ""})
    event.refresh_from_db()
    assert (event.state, event.reason, event.sequence) == ("planned", "", 2)
    assert [change.kind for change in event.changes.all()] == ["cancelled", "revived"]


def test_editing_never_touches_the_time_or_the_state(merenland, leader, event_of):
    event = event_of(merenland, "Gastles", at(1))
    told = {"kind": "guest_lesson", "title": "Gastles metaal", "direction": "in", "day": "5-5-2027",
            "state": "held", "begins": "9", "ends": "10"}  # fmt: skip
    assert leader.post(f"{URL}{event.pk}/edit/", told).status_code == 302
    event.refresh_from_db()
    assert event.title == "Gastles metaal" and event.starts_at == at(1)
    assert event.state == "planned" and event.sequence == 1


@pytest.fixture
def past(merenland, event_of):
    return event_of(merenland, "Groep 8 op bezoek", at(18, month=11), kind="primary_visit")


def test_after_the_day_the_list_and_the_page_ask_one_question(leader, past):
    asked = "Is het doorgegaan, en hoeveel kwamen er?"
    assert asked in leader.get(URL).content.decode()
    assert asked in leader.get(f"{URL}{past.pk}/").content.decode()
    assert "Eén event is voorbij" in leader.get(URL).content.decode()


def test_an_answer_counts_by_group_and_can_be_corrected(leader, past):
    close = f"{URL}{past.pk}/close/"
    told = {"answer": "held", "count_primary": "1.042", "count_teachers": "3"}
    for _press in range(2):
        leader.post(close, told)
    past.refresh_from_db()
    assert past.state == "held" and past.closed_at == NOW
    assert dict(past.attendances.values_list("group", "count")) == {"primary": 1042, "teachers": 3}
    assert leader.get(close).context["form"].initial["count_teachers"] == 3
    leader.post(close, {"answer": "held", "count_primary": "42", "count_parents": "0"})
    assert dict(past.attendances.values_list("group", "count")) == {"primary": 42, "parents": 0}
    leader.post(close, {"answer": "cancelled", "reason": "Was toch niet"})
    past.refresh_from_db()
    assert past.state == "cancelled" and not past.attendances.exists()
    leader.post(close, {"answer": "held", "count_primary": "7"})
    past.refresh_from_db()
    assert past.state == "held" and past.reason == ""
    assert [change.kind for change in past.changes.all()] == ["cancelled", "revived"]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Kies een van de drie antwoorden"),
        ({"answer": "held"}, "Vul in hoeveel er kwamen"),
        ({"answer": "held", "count_primary": "veel"}, "is geen getal"),
        ({"answer": "held", "count_primary": "100.001"}, "Schrijf een heel getal"),
        ({"answer": "held", "count_primary": "-3"}, "Schrijf een heel getal"),
        ({"answer": "cancelled"}, "Schrijf in één regel waarom"),
        ({"answer": "moved", "reason": "Later"}, "Vul in wanneer het komt"),
        (
            {"answer": "moved", "reason": "x", "day": "1-11-2026", "begins": "9", "ends": "10"},
            "een dag die nog komt",
        ),
    ],
)
def test_an_answer_that_misses_something_saves_nothing(leader, past, told, sentence):
    response = leader.post(f"{URL}{past.pk}/close/", told)
    assert response.status_code == 422 and sentence in response.content.decode()
    past.refresh_from_db()
    assert past.state == "planned" and not Attendance.objects.exists()


def test_an_event_that_comes_later_is_planned_again(leader, past):
    told = {
        "answer": "moved",
        "reason": "Bus stuk",
        "day": "3-12-2026",
        "begins": "9",
        "ends": "11",
    }
    leader.post(f"{URL}{past.pk}/close/", told)
    past.refresh_from_db()
    assert past.state == "planned" and past.starts_at == at(3, 9)
    assert past.changes.get().kind == "moved"


def test_what_is_still_to_come_cannot_be_answered(merenland, leader, event_of):
    event = event_of(merenland, "Later", at(1))
    assert leader.get(f"{URL}{event.pk}/close/").url == f"{URL}{event.pk}/"
    leader.post(f"{URL}{event.pk}/close/", {"answer": "held", "count_primary": "5"})
    event.refresh_from_db()
    assert event.state == "planned"


def test_who_looks_from_outside_reads_no_small_count(merenland, browse, bureau, event_of):
    event = event_of(merenland, "Bezoek", at(18, month=11), counts={"primary": 42, "teachers": 3})
    for user in (merenland.leader, merenland.chair):
        assert "45 aanwezig" in browse(user).get(f"{URL}{event.pk}/").content.decode()
    for user in (merenland.advisor, bureau):
        client = browse(user)
        page = client.get(f"{URL}{event.pk}/").content.decode()
        assert "42 of meer aanwezig" in page and "&lt;5" in page
        assert not re.search(r">\s*45\b|\b45 aanwezig", page)
        table = client.get(f"{URL}?period=all&format=csv").content.decode()
        assert ";<5;" in table and ";3;" not in table


def test_the_list_filters_sorts_and_exports_what_it_shows(merenland, leader, lab, event_of):
    school = School.objects.create(region=merenland.region, name="Het Anker")
    here = event_of(merenland, "In het lab", at(5), lab=lab)
    here.schools.add(school)
    event_of(merenland, "=Gevaar", at(4), kind="network")
    event_of(merenland, "Geweest", at(2, month=9), counts={"parents": 12})
    event_of(merenland, "Vorig jaar", at(2, month=9, year=2025), counts={"parents": 12})

    def titles(query: str = "") -> list[str]:
        return [row.event.title for row in leader.get(URL + query).context["rows"]]

    assert titles() == ["=Gevaar", "In het lab"]
    assert titles("?period=past") == ["Geweest", "Vorig jaar"]
    assert titles("?period=2026&sort=new") == ["In het lab", "=Gevaar", "Geweest"]
    assert titles("?period=all&sort=title") == ["=Gevaar", "Geweest", "In het lab", "Vorig jaar"]
    assert titles(f"?lab={lab.pk}") == titles(f"?school={school.pk}") == ["In het lab"]
    assert titles("?kind=network") == ["=Gevaar"]
    assert titles("?state=cancelled") == []
    assert titles("?kind=onzin&lab=abc&period=x&page=99") == ["=Gevaar", "In het lab"]
    table = leader.get(f"{URL}?format=csv&kind=network").content.decode()
    assert "'=Gevaar" in table and "In het lab" not in table
    page = leader.get(f"{URL}?view=month&period=all").content.decode()
    assert page.index("September 2025") < page.index("December 2026")


def test_the_heading_finds_what_matters(merenland, leader, event_of):
    assert "Nog geen events" in leader.get(URL).content.decode()
    event_of(merenland, "Open dag", at(20))
    assert "Eerstvolgend: Open dag op 20 december 2026" in leader.get(URL).content.decode()
    event_of(merenland, "Gastles", at(3))
    event_of(merenland, "Gastles 2", at(4))
    assert "Drie events in de komende dertig dagen" in leader.get(URL).content.decode()


def test_pages_ask_as_much_for_many_events_as_for_few(
    merenland, leader, lab, event_of, django_assert_max_num_queries
):
    for number in range(1, 21):
        event_of(merenland, f"Dag {number}", at(number), lab=lab)
        event_of(
            merenland, f"Was {number}", at(number, month=10), counts={"primary": 9, "parents": 4}
        )
    for address, most in ((URL, 18), (f"{URL}?period=all&view=month", 18)):
        leader.get(address)
        with django_assert_max_num_queries(most):
            leader.get(address)


def test_events_to_close_are_two_weeks_old(merenland, kustzoom, event_of):
    today = datetime.date(2026, 11, 22)
    old = event_of(merenland, "Acht november", at(8, month=11))
    event_of(merenland, "Negen november", at(9, month=11))
    event_of(merenland, "Geweest", at(1, month=11), counts={"primary": 5})
    other = event_of(kustzoom, "Elders", at(1, month=11))
    assert list(events_to_close([merenland.region.pk], today)) == [old]
    assert set(events_to_close(None, today)) == {old, other}
    assert not events_to_close([], today)
