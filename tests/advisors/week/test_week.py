"""What waits for an advisor, by date, with one deed a line; and what comes next."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors.models import Absence, Later, PlannedTalk, Promise, Question, Rhythm, Talk
from advisors.week.week import waiting_of
from regions.accounts.models import User
from regions.models import Region, Role
from tests.conftest import NOW, Place, member, person
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")  # a Sunday
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)


def spoken(place: Place, weeks_ago: int, **fields) -> Talk:
    told = {"region": place.region, "author": place.advisor, "cap": "coach", "note": "Besproken"}
    return Talk.objects.create(held_on=TODAY - 7 * weeks_ago * DAY, **told | fields)


def lines(user: User, now: datetime.datetime = NOW) -> list:
    return waiting_of(User.objects.get(pk=user.pk), now).lines


def keys(user: User, now: datetime.datetime = NOW) -> list[str]:
    return [line.key.split(":")[0] for line in lines(user, now)]


def test_a_region_comes_up_by_the_rhythm_that_was_agreed_with_it(merenland):
    spoken(merenland, 5)
    assert not keys(merenland.advisor)
    Rhythm.objects.create(region=merenland.region, weeks=4, agreed_on=TODAY)
    line = lines(merenland.advisor)[0]
    assert line.due_on == datetime.date(2026, 11, 16) and "ritme vier weken" in line.note
    assert "Bel" in line.title and "Sanne Wiggers" in line.note


def test_without_an_agreed_rhythm_a_region_comes_up_after_eight_weeks_and_the_line_says_so(
    merenland,
):
    spoken(merenland, 8)
    assert "geen ritme afgesproken" in lines(merenland.advisor)[0].note


def test_a_new_region_is_there_at_once_and_a_weekend_is_no_day_to_call(merenland):
    assert "Maak kennis met" in lines(merenland.advisor)[0].title
    spoken(merenland, 8)
    assert lines(merenland.advisor)[0].due_on == datetime.date(2026, 11, 23)


def test_who_is_away_calls_after_that_and_a_stand_in_gets_no_rhythm_of_somebody_else(
    merenland, kustzoom
):
    spoken(merenland, 8)
    Absence.objects.create(advisor=merenland.advisor, starts_on=TODAY, ends_on=TODAY + 5 * DAY)
    assert lines(merenland.advisor)[0].due_on == datetime.date(2026, 11, 30)
    spoken(kustzoom, 1)
    member(kustzoom.advisor, Role.ADVISOR, merenland.region, is_interim=True)
    assert not keys(kustzoom.advisor)
    PlannedTalk.objects.create(region=merenland.region, kind="progress", planned_on=TODAY + DAY)
    assert keys(kustzoom.advisor) == ["planned"]


def test_a_planned_talk_of_today_stands_first_with_its_hour(merenland, browse):
    PlannedTalk.objects.create(
        region=merenland.region, kind="progress", planned_on=TODAY, starts_at=datetime.time(14)
    )
    assert lines(merenland.advisor)[0].when == "14.00"
    text = browse(merenland.advisor).get(reverse("advisor")).content.decode()
    assert "Vandaag één gesprek" in text
    answer = browse(merenland.advisor).get(
        reverse("planned_file", args=[PlannedTalk.objects.get().pk])
    )
    assert "DTSTART:20261122T130000Z" in answer.content.decode()


def test_everything_that_waits_stands_on_one_list_by_date(merenland, browse):
    talk = spoken(merenland, 1)
    Promise.objects.create(talk=talk, who="advisor", text="Stuur het voorbeeld", due_on=TODAY)
    Promise.objects.create(talk=talk, who="leader", text="Van de ander", due_on=TODAY)
    Promise.objects.create(talk=talk, who="advisor", text="Zonder dag")
    Question.objects.create(
        region=merenland.region, asked_of="advisor", asked_by=merenland.leader,
        text="Wie tekent het mandaat?", asked_at=NOW - 3 * DAY,
    )  # fmt: skip
    log(merenland.region, "2026-10", submitted_at=NOW - 2 * DAY)
    assert keys(merenland.advisor) == ["question", "log", "promise"]
    page = browse(merenland.advisor)
    text = page.get(reverse("advisor")).content.decode()
    assert "Vandaag één afspraak, één vraag en één log" in text
    assert "Volgende: Merenland, 1 afspraak, 1 vraag, 1 log" in text
    assert "Wie tekent" not in page.get(reverse("advisor") + "?kind=log").content.decode()


def test_an_agreement_is_ticked_on_the_list_and_opened_again(merenland, browse):
    promise = Promise.objects.create(
        talk=spoken(merenland, 1), who="advisor", text="Stuur het voorbeeld", due_on=TODAY
    )
    page = browse(merenland.advisor)
    line = lines(merenland.advisor)[0]
    answer = page.post(line.deed.path, line.deed.fields, follow=True)
    assert "✓ Gedaan: Stuur het voorbeeld" in answer.content.decode()
    assert not lines(merenland.advisor)
    page.post(line.deed.path, {"from": "week", "to": "open"})
    promise.refresh_from_db()
    assert promise.done_on is None


def test_a_line_that_is_put_off_comes_back_on_the_next_working_day(merenland, browse):
    spoken(merenland, 9)
    key = lines(merenland.advisor)[0].key
    answer = browse(merenland.advisor).post(reverse("week_put_off"), {"key": key}, follow=True)
    assert "Uitgesteld tot maandag 23 november" in answer.content.decode()
    assert not lines(merenland.advisor)
    assert [line.key for line in lines(merenland.advisor, NOW + DAY)] == [key]
    browse(merenland.advisor).post(reverse("week_put_back"), {"key": key})
    assert not Later.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "until"),
    [
        ("day", "2026-11-23"),
        ("week", "2026-11-30"),  # the Monday after next week's Sunday
        ("2026-12-24", "2026-12-24"),
        ("2027-11-22", "2027-11-22"),
        ("2027-11-23", "2026-11-23"),  # more than a year away: as when nothing is asked
        ("2026-11-22", "2026-11-23"),
        ("2026-13-40", "2026-11-23"),
        ("", "2026-11-23"),
    ],
)
def test_a_line_is_put_off_to_the_day_that_is_asked(merenland, browse, wanted, until):
    spoken(merenland, 9)
    key = lines(merenland.advisor)[0].key
    client = browse(merenland.advisor)
    client.post(reverse("week_put_off"), {"key": key})

    client.post(reverse("week_put_off"), {"key": key, "until": wanted})

    assert [str(row.until_on) for row in Later.objects.all()] == [until]


def test_after_putting_off_another_day_is_offered(merenland, browse):
    spoken(merenland, 9)
    key = lines(merenland.advisor)[0].key
    answer = browse(merenland.advisor).post(reverse("week_put_off"), {"key": key}, follow=True)

    html = answer.content.decode()
    assert '<button class="btn-link-x" name="until" value="week">Volgende week</button>' in html
    assert '<label for="until">Tot</label>' in html


def regions(user: User, count: int) -> None:
    for number in range(count):
        region = Region.objects.create(name=f"Regio {number:02}", slug=f"regio-{number}")
        member(user, Role.ADVISOR, region)
        talk = Talk.objects.create(
            region=region, author=user, cap="coach", note="Besproken", held_on=TODAY - 70 * DAY
        )
        Promise.objects.create(talk=talk, who="advisor", text="Doe", due_on=TODAY)
        Question.objects.create(region=region, asked_of="advisor", text="Hoe?", asked_at=NOW)


def test_the_list_asks_twelve_queries_for_eight_regions_and_for_eighty(db):
    counts = []
    for name, count in (("Acht", 8), ("Tachtig", 80)):
        user = person(f"{name} Adviseur")
        Region.objects.all().delete()
        regions(user, count)
        with CaptureQueriesContext(connection) as seen:
            assert len(lines(user)) == 3 * count
        counts.append(len(seen) - 2)  # the person and their roles
    assert counts[0] == counts[1] <= 12


def test_what_half_of_the_regions_share_is_said_once(merenland, kustzoom):
    user = merenland.advisor
    member(user, Role.ADVISOR, kustzoom.region)
    spoken(merenland, 1)
    Talk.objects.create(region=kustzoom.region, author=user, cap="coach", note="Ook", held_on=TODAY)
    for place in (merenland, kustzoom):
        log(place.region, "2026-10", submitted_at=NOW - DAY)
    assert keys(user) == ["log", "log"]  # two is no many
    for number in range(2):
        region = Region.objects.create(name=f"Regio {number}", slug=f"regio-{number}")
        member(user, Role.ADVISOR, region)
    assert keys(user).count("log") == 2  # half of four, and still no many


def test_a_log_is_read_from_the_list_and_all_of_them_at_once(merenland, kustzoom, browse):
    user = merenland.advisor
    member(user, Role.ADVISOR, kustzoom.region)
    told = {"2.1": {"status": "behind", "problem": "Geen lokaal", "counted": 3}}
    before = {"2.1": {"status": "on_track", "counted": 1}}
    log(merenland.region, "2026-09", before, submitted_at=NOW - 90 * DAY)
    own = log(merenland.region, "2026-10", told, submitted_at=NOW - DAY)
    other = log(kustzoom.region, "2026-10", submitted_at=NOW - DAY)
    page = browse(user)
    text = page.get(reverse("logs_to_read")).content.decode()
    assert "Geen lokaal" in text and "3 van 120 stageplekken, was 1 in september" in text
    page.post(reverse("logs_seen"), {"log": [own.pk, "x"]})
    assert "Geen lokaal" not in page.get(reverse("logs_to_read")).content.decode()
    answer = page.post(reverse("logs_seen"), {"log": [other.pk]}, follow=True)
    assert "Log van Kustzoom gelezen" in answer.content.decode()


def test_a_log_is_praised_in_one_tap_with_the_leaders_own_words(merenland, kustzoom, browse):
    told = "De rondleiding bij Van Dam ging heel goed."
    own = log(merenland.region, "2026-10", submitted_at=NOW - DAY, going_well=told)
    theirs = log(kustzoom.region, "2026-10", submitted_at=NOW - DAY, going_well="Ook goed")
    page = browse(merenland.advisor)
    for key in (own.pk, own.pk, theirs.pk, "x"):
        answer = page.post(reverse("log_praise"), {"log": key}, follow=True)
    assert not theirs.reviews.exists()
    (said,) = own.reviews.all()
    assert (said.kind, said.author) == ("appreciation", merenland.advisor) and told in said.text
    assert told not in answer.content.decode()  # it is read now
    text = browse(merenland.leader).get(reverse("feedback", args=["merenland"])).content.decode()
    assert f"Goed om te lezen: “{told}”" in text
    said.delete()
    answer = page.post(reverse("log_praise"), {"log": own.pk}, follow=True).content.decode()
    undo = reverse("feedback_withdraw", args=[own.reviews.get().pk])
    assert "Compliment aan Merenland" in answer and undo in answer
    page.post(undo)
    assert not own.reviews.exists()


def test_a_log_that_tells_nothing_good_offers_no_compliment(merenland, browse):
    own = log(merenland.region, "2026-10", submitted_at=NOW - DAY)
    page = browse(merenland.advisor)
    assert reverse("log_praise") not in page.get(reverse("logs_to_read")).content.decode()
    page.post(reverse("log_praise"), {"log": own.pk})
    assert not own.reviews.exists()


def test_nobody_marks_a_log_of_a_region_that_they_do_not_advise(merenland, kustzoom, browse):
    theirs = log(kustzoom.region, "2026-10", submitted_at=NOW - DAY)
    browse(merenland.advisor).post(reverse("logs_seen"), {"log": [theirs.pk]})
    assert not theirs.reviews.exists()


def test_my_agreements_stand_together_with_what_came_along_with_a_region(
    merenland, kustzoom, browse
):
    user = merenland.advisor
    for place, text in ((merenland, "Eigen belofte"), (kustzoom, "Geërfde belofte")):
        talk = Talk.objects.create(
            region=place.region, author=place.advisor, cap="coach", note="N", held_on=TODAY - DAY
        )
        Promise.objects.create(talk=talk, who="advisor", text=text, due_on=TODAY - DAY)
    page = browse(user)
    assert "Geërfde" not in page.get(reverse("my_promises")).content.decode()
    member(user, Role.ADVISOR, kustzoom.region)
    text = page.get(reverse("my_promises")).content.decode()
    assert "Eigen belofte" in text and "Geërfde belofte" in text and "Nora Postma" in text
    assert "2 afspraken zijn over hun datum" in text
