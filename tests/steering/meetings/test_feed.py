"""Meetings in the calendar of a region, and in what is coming for the bureau."""

import datetime

from django.test import Client
from django.utils import timezone

from regions.labs.models import CalendarFeed
from regions.steering.meetings.planning import cancel
from sto_portal.today.coming import coming_from
from tests.conftest import Place

from .sitting_group import invited, planned


def feed_of(browse, user, place: Place) -> str:
    browse(user).post(f"/regions/{place.region.slug}/events/calendar/renew/")
    token = CalendarFeed.objects.get(person=user, region=place.region).token
    return Client().get(f"/calendar/{token}.ics").content.decode().replace("\r\n ", "")


def test_who_is_invited_finds_the_meeting_in_the_calendar(merenland, kustzoom, browse):
    meeting = invited(merenland, 9)
    planned(merenland, 20)
    for user in (merenland.leader, merenland.chair):
        text = feed_of(browse, user, merenland)
        assert text.count("BEGIN:VEVENT") == 1 and f"UID:stuurgroep-{meeting.uid}" in text
        assert "STATUS:CONFIRMED" in text and "Zaal 1" in text
    assert "VEVENT" not in feed_of(browse, kustzoom.leader, kustzoom)
    cancel(meeting, "De zaal is dicht.", timezone.now())
    after = feed_of(browse, merenland.chair, merenland)
    assert "STATUS:CANCELLED" in after and "dicht" not in after


def test_the_bureau_sees_which_groups_meet_by_day(merenland, kustzoom):
    today = timezone.localdate()
    same = datetime.timedelta(hours=1)
    first = invited(merenland, 9)
    invited(kustzoom, 9, ahead=same)
    planned(merenland, 12)
    gone = invited(merenland, 14)
    cancel(gone, "Ziek.", timezone.now())
    invited(kustzoom, 40)
    told = [(one.on, one.text) for one in coming_from(today) if "Stuurgroepen" in one.text]
    assert told == [(first.day, "Stuurgroepen vergaderen: Merenland en Kustzoom")]
