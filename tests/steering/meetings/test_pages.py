"""The pages of meetings: who sees what, how often they ask the database, and what is left."""

import datetime
import json

import pytest
from django.utils import timezone

from regions.plans.models import Idea
from regions.steering.meetings.agenda.agenda import take
from regions.steering.meetings.agenda.papers import send_papers
from regions.steering.meetings.planning import cancel
from regions.steering.meetings.room.sitting import approve_minutes
from regions.steering.models import AgendaItem, Meeting, Outcome, Remark
from sto_portal.privacy.erasing.people import erase_person
from tests.conftest import Place, member, person
from tests.steering.deciding_group import asked, seats

from .sitting_group import closed, fresh, invited, item_of, planned, sitting

BASE = "/regions/merenland/steering/meetings/"


def text_of(client, path: str = "", status: int = 200) -> str:
    response = client.get(BASE + path)
    assert response.status_code == status, path
    return response.content.decode()


def test_what_nobody_was_invited_to_is_the_leaders_alone(merenland, bureau, browse):
    row = planned(merenland, 9)
    Meeting.objects.update(place="Geheime zaal")
    for user in (merenland.chair, merenland.advisor, bureau):
        client = browse(user)
        assert "Geheime zaal" not in text_of(client)
        for path in ("", "calendar.ics", "papers/"):
            assert client.get(f"{BASE}{row.pk}/{path}").status_code in (403, 404), path
    assert "Geheime zaal" in text_of(browse(merenland.leader))
    assert "gepland, niemand uitgenodigd" in text_of(browse(merenland.leader))


def test_points_of_members_are_read_by_the_group_and_its_leader(merenland, bureau, browse):
    Remark.objects.create(
        steering_group=merenland.group, about="what", text="Punt van Marijke",
        is_for_meeting=True, made_by=merenland.chair,
    )  # fmt: skip
    row = invited(merenland, 9)
    take(row, None, timezone.now())
    send_papers(row, timezone.now())
    for user, reads in (
        (merenland.chair, True),
        (merenland.leader, True),
        (merenland.advisor, False),
        (bureau, False),
    ):
        for path in (f"{row.pk}/", f"{row.pk}/papers/"):
            assert ("Punt van Marijke" in text_of(browse(user), path)) == reads, (user, path)
    assert "Een punt van een lid" in text_of(browse(merenland.advisor), f"{row.pk}/papers/")


def test_papers_that_are_not_sent_are_the_leaders(merenland, browse):
    row = invited(merenland, 9)
    take(row, None, timezone.now())
    text_of(browse(merenland.chair), f"{row.pk}/papers/", 403)
    assert "Nog niet verstuurd" in text_of(browse(merenland.leader), f"{row.pk}/papers/")


def test_the_papers_are_numbered_without_gaps_and_name_day_and_place(merenland, browse):
    asked(merenland)
    row = invited(merenland, 9)
    take(row, None, timezone.now())
    AgendaItem.objects.create(meeting=row, position=9, title="Rondvraag")
    send_papers(row, timezone.now())
    page = text_of(browse(merenland.chair), f"{row.pk}/papers/")
    agenda = page[page.index('<ol class="agenda">') :].partition("</ol>")[0]
    assert agenda.count("<li>") == 3 and "Zaal 1" in page
    assert page.index(">1. ") < page.index(">2. ")


def test_no_page_asks_more_for_more_rows(merenland, browse, django_assert_max_num_queries):
    users = seats(merenland, 4)
    asked(merenland)
    old = sitting(merenland, users)
    Outcome.objects.create(item=old.items.first(), agreement="Bellen.", who="Cobie")
    closed(merenland, old)
    minute = datetime.timedelta(minutes=1)
    for number in range(6):
        Idea.objects.create(region=merenland.region, title=f"Idee {number}")
        row = sitting(merenland, users, ahead=(number + 1) * minute)
        Outcome.objects.create(item=row.items.first(), decision="Goed.", agreement="Nog eens.")
        last = closed(merenland, row)
    open_one = sitting(merenland, users, ahead=9 * minute)
    coming = invited(merenland, 20)
    take(coming, None, timezone.now())
    leader, chair = browse(merenland.leader), browse(merenland.chair)
    for client, path, most in (
        (leader, "", 30),
        (chair, "", 30),
        (leader, f"{coming.pk}/", 30),
        (chair, f"{last.pk}/minutes/", 30),
        (chair, f"{open_one.pk}/room/0/", 75),
    ):
        with django_assert_max_num_queries(most):
            text_of(client, path)


def test_a_cancelled_meeting_says_why_and_may_take_place_after_all(merenland, browse):
    row = invited(merenland, 9)
    cancel(row, "De zaal is dicht.", timezone.now())
    leader = browse(merenland.leader)
    assert "De zaal is dicht." in text_of(browse(merenland.chair), f"{row.pk}/")
    leader.post(f"{BASE}{row.pk}/cancel/", {"do": "undo"})
    assert fresh(row).state == Meeting.State.INVITED
    row.refresh_from_db()
    cancel(row, "Toch niet.", timezone.now())
    Meeting.objects.create(
        steering_group=merenland.group, starts_at=row.starts_at, ends_at=row.ends_at
    )
    answer = leader.post(f"{BASE}{row.pk}/cancel/", {"do": "undo"}, follow=True)
    assert "een andere vergadering" in answer.content.decode()
    assert fresh(row).state == Meeting.State.CANCELLED


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"day": "1-1-2020"}, "voorbij"),
        ({"day": "geen dag"}, "geen dag"),
        ({"ends": "13:00"}, "einde ligt voor het begin"),
        ({"begins": ""}, "verplicht"),
    ],
)
def test_what_was_typed_stays_beside_what_is_wrong_with_it(merenland, browse, told, wrong):
    day = timezone.localdate() + datetime.timedelta(days=30)
    sent = {"day": f"{day:%d-%m-%Y}", "begins": "14:00", "ends": "15:00", "place": "Zaal 9", **told}
    answer = browse(merenland.leader).post(f"{BASE}new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Zaal 9" in page and wrong in page
    assert not Meeting.objects.exists()


def test_two_at_one_moment_are_refused_and_a_moved_one_is_kept(merenland, browse):
    row = invited(merenland, 9)
    start = timezone.localtime(row.starts_at)
    sent = {"day": f"{start:%d-%m-%Y}", "begins": f"{start:%H:%M}", "ends": "23:59", "place": ""}
    Meeting.objects.filter(pk=row.pk).update(starts_at=start.replace(second=0, microsecond=0))
    answer = browse(merenland.leader).post(f"{BASE}new/", sent)
    assert "er al een vergadering" in answer.content.decode()
    day = start + datetime.timedelta(days=1)
    sent = {"day": f"{day:%d-%m-%Y}", "begins": "10:00", "ends": "11:00", "place": "Elders"}
    browse(merenland.leader).post(f"{BASE}{row.pk}/edit/", sent)
    assert (fresh(row).place, fresh(row).sequence) == ("Elders", 2)


def test_an_erased_person_stays_as_nobody_in_papers_and_minutes(merenland: Place):
    friend = person("Jolanda d'Hondt")
    seat = member(friend, "business", merenland.region)
    Remark.objects.create(
        steering_group=merenland.group, about="what", text="Halen we het?", is_for_meeting=True,
        made_by=friend,
    )  # fmt: skip
    old = sitting(merenland, [friend])
    send_papers(old, timezone.now())
    assert "d'Hondt" in json.dumps(fresh(old).pack)
    closed(merenland, old)
    following = sitting(merenland, [merenland.chair], ahead=datetime.timedelta(minutes=5))
    approve_minutes(item_of(following, "minutes"), timezone.now())
    assert "d'Hondt" in json.dumps(fresh(old).told)
    seat.ends_on = timezone.localdate() - datetime.timedelta(days=1)
    seat.starts_on = timezone.localdate() - datetime.timedelta(days=9)
    seat.save()
    erase_person(friend, None, timezone.now())
    assert "Hondt" not in json.dumps([fresh(old).told, fresh(old).pack])
    assert old.attendees.filter(user=friend, is_present=True).exists()
