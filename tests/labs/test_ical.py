"""The calendar file after RFC 5545, read back by a small reader of its own."""

import re
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from regions.accounts.sessions import disable
from regions.ical import escape, fold
from regions.labs.calendar.entries import entry_of
from regions.labs.models import CalendarFeed, Event, EventChange, Lab
from regions.models import Membership, Region
from regions.secret_links import hash_of

from .conftest import at

ADDRESS = "geheim-adres"
UNESCAPED = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}


def unfold(text: str) -> str:
    return text.replace("\r\n ", "")


def unescape(text: str) -> str:
    return re.sub(r"\\.", lambda found: UNESCAPED[found[0]], text, flags=re.DOTALL)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_text_comes_back_as_it_was(text):
    line = f"SUMMARY:{escape(text)}"
    assert unescape(unfold(fold(line)).removeprefix("SUMMARY:")) == text


@given(st.text())
def test_no_text_can_break_a_line_or_add_one(text):
    folded = fold(f"SUMMARY:{escape(text)}")
    lines = folded.encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    for line in lines:
        line.decode()  # no character is broken
        assert b"\n" not in line and b"\r" not in line
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", unfold(folded))


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])), min_size=2))
def test_lines_stay_lines(lines):
    assert (
        unescape(escape("\n".join(lines))).split("\n") == "\n".join(lines).splitlines()
        or not (lines[-1])
    )


def entries(text: str) -> list[dict[str, str]]:
    found = []
    for line in unfold(text).split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name] = unescape(value)
    return found


@pytest.fixture
def feed(merenland):
    cache.clear()
    return CalendarFeed.objects.create(
        region=merenland.region, person=merenland.leader, secret_hash=hash_of(ADDRESS)
    )


def read(secret: str = ADDRESS):
    return Client().get(f"/calendar/{secret}.ics")


@pytest.mark.usefixtures("on_22_november")
class TestFeed:
    def test_an_event_in_summer_and_in_winter_time_is_written_in_utc(
        self, merenland, feed, lab, event_of
    ):
        event_of(merenland, "Open dag; kom, kijk", at(1, 16), lab=lab, place="Straat 1")
        event_of(merenland, "Zomer", at(1, 16, month=6, year=2027))
        response = read()
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        text = response.content.decode()
        assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
        winter, summer = entries(text)
        assert winter["SUMMARY"] == "Open dag; kom, kijk"
        assert winter["DTSTART"] == "20261201T150000Z" and winter["DTEND"] == "20261201T170000Z"
        assert summer["DTSTART"] == "20270601T140000Z"
        assert winter["LOCATION"] == "Techniekhuis, Straat 1"
        assert winter["STATUS"] == "CONFIRMED" and winter["SEQUENCE"] == "0"
        assert winter["DTSTAMP"] == "20261122T120000Z"
        assert winter["UID"] != summer["UID"]

    def test_a_cancelled_event_stays_and_says_so_without_the_reason(
        self, merenland, feed, event_of, browse
    ):
        event = event_of(merenland, "Gastles", at(1))
        before = entries(read().content.decode())[0]
        browse(merenland.leader).post(
            f"/regions/merenland/events/{event.pk}/cancel/", {"reason": "Niemand heeft zin"}
        )
        text = read().content.decode()
        after = entries(text)[0]
        assert after["STATUS"] == "CANCELLED" and after["UID"] == before["UID"]
        assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
        assert EventChange.objects.get().reason == "Niemand heeft zin"
        assert "zin" not in text

    def test_another_region_is_not_in_it(self, merenland, kustzoom, feed, event_of):
        event_of(kustzoom, "Van een ander", at(1))
        assert entries(read().content.decode()) == []

    def test_a_new_address_ends_the_old_one(self, merenland, feed, browse):
        assert read().status_code == 200
        browse(merenland.leader).post("/regions/merenland/events/calendar/renew/")
        assert read().status_code == 404
        assert read(CalendarFeed.objects.get().token).status_code == 200

    def test_each_has_an_address_that_ends_with_the_role_and_no_other(
        self, merenland, kustzoom, browse
    ):
        tokens = {}
        for who in (merenland.leader, merenland.chair, merenland.advisor):
            browse(who).post("/regions/merenland/events/calendar/renew/")
            tokens[who] = CalendarFeed.objects.get(person=who).token
        assert [read(token).status_code for token in tokens.values()] == [200] * 3
        Membership.objects.filter(user=merenland.chair).update(ends_on="2026-11-21")
        disable(merenland.advisor)
        assert [read(token).status_code for token in tokens.values()] == [200, 404, 404]
        page = browse(merenland.leader).get("/regions/merenland/events/calendar/")
        assert tokens[merenland.chair] not in page.content.decode()

    def test_the_address_is_shown_and_kept_nowhere(self, merenland, browse):
        leader = browse(merenland.leader)
        leader.post("/regions/merenland/events/calendar/renew/")
        token = CalendarFeed.objects.get().token
        page = leader.get("/regions/merenland/events/calendar/").content.decode()
        assert f"/calendar/{token}.ics" in page and read(token).status_code == 200
        assert token not in str(CalendarFeed.objects.values_list().get())

    def test_an_address_made_with_another_key_works_and_is_not_shown(self, merenland, feed, browse):
        page = browse(merenland.leader).get("/regions/merenland/events/calendar/")
        assert read().status_code == 200
        assert "kan hier niet meer getoond worden" in page.content.decode()
        assert "webcal" not in page.content.decode()

    def test_every_change_that_calendars_show_is_counted_and_none_is_set_back(
        self, merenland, event_of
    ):
        event = event_of(merenland, "Gastles", at(1))
        stale = Event.objects.get(pk=event.pk)
        Event.objects.filter(pk=event.pk).update(title="Gastles techniek")
        assert Event.objects.get(pk=event.pk).sequence == 1
        stale.invitation = "Kom kijken"
        stale.save()
        assert Event.objects.get(pk=event.pk).sequence == 2
        Event.objects.filter(pk=event.pk).update(is_public=True, sequence=0)
        assert Event.objects.get(pk=event.pk).sequence == 2

    @pytest.mark.parametrize("secret", ["onzin", "%00", "a" * 900])
    def test_an_unknown_address_is_not_found(self, feed, secret):
        assert read(secret).status_code == 404

    def test_many_visits_in_a_minute_have_to_wait(self, feed):
        answers = [read().status_code for _visit in range(61)]
        assert answers[:60] == [200] * 60 and answers[60] == 429

    def test_the_file_asks_as_much_for_many_events_as_for_few(
        self, merenland, feed, lab, event_of, django_assert_max_num_queries
    ):
        for number in range(12):
            event_of(merenland, f"Dag {number}", at(1 + number), lab=lab)
        with django_assert_max_num_queries(11):  # three for the file, the rest for the brake
            read()


NAMES = st.sampled_from(["Techniekhuis", "TechniekHuis", "De Werf", ""])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("lab"), NAMES.filter(bool)),
        st.tuples(st.just("title"), NAMES.filter(bool)),
        st.tuples(st.just("place"), NAMES),
        st.tuples(st.just("hour"), st.integers(8, 12)),
        st.tuples(st.just("stale"), st.none()),
        st.tuples(st.just("elsewhere"), st.booleans()),
    ),
    max_size=8,
)


class OnlyRises(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(DEEDS)
    def test_a_calendar_that_shows_something_else_has_a_higher_sequence(self, deeds):
        region = Region.objects.create(name="Merenland", slug="merenland")
        lab = Lab.objects.create(region=region, name="Techniekhuis")
        made = {"kind": "open_day", "title": "Open dag", "lab": lab}
        event = Event.objects.create(region=region, starts_at=at(4), ends_at=at(5), **made)
        stale = Event.objects.get(pk=event.pk)
        shown = entry_of(Event.objects.get(pk=event.pk))
        for what, to in deeds:
            do(what, to, event.pk, lab.pk, stale)
            now = entry_of(Event.objects.get(pk=event.pk))
            assert now.sequence >= shown.sequence
            if replace(now, sequence=0) != replace(shown, sequence=0):
                assert now.sequence > shown.sequence, (what, to)
            shown = now


def do(what, to, event: int, lab: int, stale: Event) -> None:
    if what == "lab":
        Lab.objects.filter(pk=lab).update(name=to)
    elif what == "stale":
        stale.save()  # a page that was open all the while, with the sequence of then
    elif what == "hour":
        Event.objects.filter(pk=event).update(starts_at=at(4, hour=to))
    elif what == "elsewhere":
        Event.objects.filter(pk=event).update(lab=None if to else lab)
    else:
        Event.objects.filter(pk=event).update(**{what: to})
