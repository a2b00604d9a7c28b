"""Network meetings: planned by advisors, joined in one click, and seen by who may come."""

import datetime

import pytest
from django.urls import reverse

from advisors.models import Attendance, NetworkMeeting, Theme
from tests.conftest import NOW, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
SOON = NOW + datetime.timedelta(days=10)


@pytest.fixture
def meeting(db) -> NetworkMeeting:
    return NetworkMeeting.objects.create(title="Werving die werkt", starts_at=SOON, minutes=90)


def do(client, name, meeting, **told):
    return client.post(reverse(name, args=[meeting.pk]), told, follow=True).content.decode()


def page_of(client, meeting) -> str:
    return client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_an_advisor_plans_a_meeting_about_a_theme_that_rises(merenland, browse):
    client = browse(merenland.advisor)
    theme = Theme.objects.create(name="Werving")
    address = f"{reverse('meeting_new')}?theme={theme.pk}"
    form = client.get(address).context["form"]
    assert (form.initial["theme"], form.initial["title"]) == (theme, "Werving")
    told = {"title": "Werving", "theme": theme.pk, "day": "3-12-2026", "begins": "14.30"}
    client.post(address, {**told, "minutes": "60", "is_online": "on"})
    row = NetworkMeeting.objects.get()
    assert row.starts_at == datetime.datetime(2026, 12, 3, 13, 30, tzinfo=datetime.UTC)
    assert (row.theme, row.minutes, row.is_online, row.made_by) == (
        theme, 60, True, merenland.advisor,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "1-11-2026"}, "Kies een moment dat nog komt"),
        ({"begins": "25:00"}, "Schrijf een tijd"),
        ({"minutes": "5"}, "15"),
        ({"title": ""}, "verplicht"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_saved(merenland, browse, wrong, sentence):
    told = {"title": "Werving", "day": "3-12-2026", "begins": "14:30", "minutes": "60"}
    response = browse(merenland.advisor).post(reverse("meeting_new"), told | wrong)
    assert response.status_code == 422 and sentence in response.content.decode()
    assert not NetworkMeeting.objects.exists()


def test_a_meeting_that_was_can_still_be_corrected(merenland, browse):
    row = NetworkMeeting.objects.create(title="Was", starts_at=NOW - datetime.timedelta(days=9))
    told = {"title": "Was er", "day": "13-11-2026", "begins": "13:00", "minutes": "90"}
    assert browse(merenland.advisor).post(
        reverse("meeting_edit", args=[row.pk]), told
    ).status_code == 302  # fmt: skip
    row.refresh_from_db()
    assert row.title == "Was er"


@pytest.fixture
def colleague(kustzoom):
    return kustzoom.advisor


def test_a_meeting_is_changed_by_who_planned_it_and_the_bureau(
    merenland, colleague, bureau, meeting, browse
):
    meeting.made_by = colleague
    meeting.save()
    asked = [("meeting_edit", {"title": "Anders"}), ("meeting_cancel", {"do": "cancel"})]
    for name, told in asked:
        address = reverse(name, args=[meeting.pk])
        assert browse(merenland.advisor).post(address, told).status_code == 403
    text = page_of(browse(merenland.advisor), meeting)
    assert f"Gepland door {colleague}" in text and "Bijeenkomst afzeggen" not in text
    for who in (colleague, bureau):
        assert "Gepland door" not in (shown := page_of(browse(who), meeting))
        assert reverse("meeting_cancel", args=[meeting.pk]) in shown
        assert browse(who).get(reverse("meeting_edit", args=[meeting.pk])).status_code == 200
    meeting.refresh_from_db()
    assert (meeting.title, meeting.cancelled_at) == ("Werving die werkt", None)


def test_who_planned_it_and_left_leaves_it_to_colleagues(merenland, meeting, browse):
    meeting.made_by = person("Wie Weg Is")
    meeting.save()
    address = reverse("meeting_cancel", args=[meeting.pk])
    assert browse(merenland.advisor).post(address, {"do": "cancel"}).status_code == 302


@pytest.mark.parametrize("who", ["leader", "advisor"])
def test_one_click_signs_up_and_one_click_signs_off(merenland, meeting, browse, who):
    user = getattr(merenland, who)
    client = browse(user)
    for _press in range(2):
        do(client, "meeting_attend", meeting, do="come")
    assert Attendance.objects.get().person == user
    assert "Ik kom niet" in page_of(client, meeting)
    do(client, "meeting_attend", meeting, do="leave")
    assert not Attendance.objects.exists()


def test_who_comes_is_seen_by_leaders_of_other_regions_with_role_and_region(
    merenland, kustzoom, meeting, browse
):
    deputy = person("Pim Vervanger")
    member(deputy, "deputy", merenland.region)
    for user in (merenland.leader, deputy, merenland.advisor):
        do(browse(user), "meeting_attend", meeting, do="come")
    page = page_of(browse(kustzoom.leader), meeting)
    assert "3 mensen komen" in page
    assert "Sanne Wiggers" in page and "Programmaleider · Merenland" in page
    assert "Pim Vervanger" in page and "Leo Dekker" in page


@pytest.mark.parametrize("who", ["chair"])
def test_the_steering_group_meets_no_meeting(merenland, meeting, browse, who):
    client = browse(getattr(merenland, who))
    assert client.get(reverse("meetings")).status_code == 404
    assert client.post(reverse("meeting_attend", args=[meeting.pk])).status_code == 404


def test_the_bureau_looks_and_does_not_sign_up(bureau, meeting, browse):
    assert "Alleen programmaleiders" in do(browse(bureau), "meeting_attend", meeting, do="come")
    assert not Attendance.objects.exists()


def test_what_is_over_or_cancelled_takes_no_sign_ups(merenland, meeting, browse):
    client = browse(merenland.leader)
    NetworkMeeting.objects.update(starts_at=NOW - datetime.timedelta(hours=2))
    assert "kan niet meer" in do(client, "meeting_attend", meeting, do="come")
    NetworkMeeting.objects.update(starts_at=SOON, cancelled_at=NOW)
    assert "kan niet meer" in do(client, "meeting_attend", meeting, do="come")
    assert not Attendance.objects.exists()


def test_cancelling_is_one_click_and_so_is_taking_it_back(merenland, meeting, browse):
    do(browse(merenland.leader), "meeting_attend", meeting, do="come")
    client = browse(merenland.advisor)
    assert "blijft op de lijst" in do(client, "meeting_cancel", meeting, do="cancel")
    meeting.refresh_from_db()
    assert meeting.cancelled_at
    assert "gaat toch door" in do(client, "meeting_cancel", meeting, do="undo")
    meeting.refresh_from_db()
    assert meeting.cancelled_at is None and meeting.attendances.count() == 1


def test_the_lists_of_what_comes_and_what_was(merenland, meeting, browse):
    NetworkMeeting.objects.create(title="Vorig jaar", starts_at=NOW - datetime.timedelta(days=300))
    NetworkMeeting.objects.create(title="Loopt nu", starts_at=NOW - datetime.timedelta(hours=1))
    client = browse(merenland.leader)
    coming = client.get(reverse("meetings")).content.decode()
    assert "Werving die werkt" in coming and "Loopt nu" in coming and "Vorig jaar" not in coming
    past = client.get(reverse("meetings") + "?period=past").content.decode()
    assert "Vorig jaar" in past and "Werving die werkt" not in past


def test_without_meetings_the_page_says_what_they_are(merenland, browse):
    page = browse(merenland.leader).get(reverse("meetings")).content.decode()
    assert "Er is geen bijeenkomst gepland" in page and "één thema" in page


def test_the_calendar_file_folds_escapes_and_says_when_it_is_cancelled(merenland, meeting, browse):
    NetworkMeeting.objects.update(
        text="Neem mee:\nfolders, posters; en " + "é" * 90, place="https://overleg.example/1"
    )
    client = browse(merenland.leader)
    address = reverse("meeting_ics", args=[meeting.pk])
    response = client.get(address)
    assert response["Content-Type"].startswith("text/calendar")
    lines = response.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"DTSTART:20261202T120000Z" in lines and b"DTEND:20261202T133000Z" in lines
    assert b"STATUS:CONFIRMED" in lines and b"LOCATION:https://overleg.example/1" in lines
    assert b"DESCRIPTION:Neem mee:\\nfolders\\, posters\\; en" in response.content
    NetworkMeeting.objects.update(cancelled_at=NOW)
    assert b"STATUS:CANCELLED" in client.get(address).content


def test_a_meeting_that_moves_or_takes_place_after_all_is_heard_by_calendars(
    merenland, meeting, browse
):
    """Calendars take a change only where the sequence grew; it once fell back to nought."""
    client, address = browse(merenland.advisor), reverse("meeting_ics", args=[meeting.pk])

    def told() -> tuple[int, bool]:
        lines = client.get(address).content.decode().split("\r\n")
        sequence = next(line for line in lines if line.startswith("SEQUENCE:"))
        return int(sequence.removeprefix("SEQUENCE:")), "STATUS:CANCELLED" in lines

    seen = [told()]
    for _time in range(2):
        do(client, "meeting_cancel", meeting, do="cancel")
        seen.append(told())
        do(client, "meeting_cancel", meeting, do="undo")
        seen.append(told())
    later = NetworkMeeting.objects.get().starts_at + datetime.timedelta(days=1)
    NetworkMeeting.objects.update(starts_at=later)
    seen.append(told())
    assert seen == [(0, False), (1, True), (2, False), (3, True), (4, False), (5, False)]


def test_advisors_take_the_list_along_as_csv(merenland, meeting, browse):
    do(browse(merenland.leader), "meeting_attend", meeting, do="come")
    address = reverse("meeting_csv", args=[meeting.pk])
    rows = browse(merenland.advisor).get(address).content.decode().split("\r\n")
    assert rows[1] == "Sanne Wiggers;Programmaleider;Merenland;2026-11-22"
    assert browse(merenland.leader).get(address).status_code == 404


def test_a_foreign_address_is_not_followed_after_signing_up(merenland, meeting, browse):
    address = reverse("meeting_attend", args=[meeting.pk])
    told = {"do": "come", "next": "https://kwaad.example/"}
    response = browse(merenland.leader).post(address, told)
    assert response.url == reverse("meeting", args=[meeting.pk])


def test_the_pages_ask_as_often_for_fifty_as_for_one(
    merenland, meeting, browse, django_assert_max_num_queries
):
    client = browse(merenland.leader)
    addresses = [reverse("meetings"), reverse("meeting", args=[meeting.pk])]
    few = []
    for address in addresses:
        with django_assert_max_num_queries(12) as asked:
            client.get(address)
        few.append(len(asked))
    for number in range(50):
        user = person(f"Gast{number} Test")
        member(user, "deputy", merenland.region)
        Attendance.objects.create(meeting=meeting, person=user)
        NetworkMeeting.objects.create(title=f"Nummer {number}", starts_at=SOON)
    # The pages have more than one page now: one query to count is there already.
    for address, asked in zip(addresses, few, strict=True):
        with django_assert_max_num_queries(asked + 1):
            client.get(address)
