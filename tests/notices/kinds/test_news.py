"""The mail of what is new: told once, at most twice a day, without words of people."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisors.answers.doors import answer, hand_over, invite, think
from advisors.models import Absence, Attendance, NetworkMeeting, Question, Reading, Review, Theme
from advisors.network.absences import report
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.news_mail import half_day, plan_news
from sto_portal.notices.models import Mail, Subscription
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member, person

MORNING = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.UTC)  # nine in Amsterdam
AFTERNOON = MORNING + datetime.timedelta(hours=5)
MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)
SECRET = "ruziewoord"


@pytest.fixture(autouse=True)
def morning(time_machine):
    time_machine.move_to(MORNING, tick=False)


def ask(place, **fields) -> Question:
    told = {"asked_of": "advisor", "asked_by": place.leader, "asked_at": MORNING, **fields}
    return Question.objects.create(region=place.region, text=f"Hoe nu {SECRET}?", **told)


def told(now=MORNING) -> dict[str, str]:
    """What every reader is mailed in this run, by first name; no word of anybody is in it."""
    plan_news(now)
    render_waiting(now)
    mails = Mail.objects.filter(kind="news", created_at=now).select_related("recipient")
    for mail in mails:
        assert SECRET not in mail.subject + mail.text + mail.html
        assert reason_not_to_send(mail, now) == ""
    return {mail.recipient.first_name: " ".join(mail.text.split()) for mail in mails}


def test_a_question_is_told_to_who_answers_and_the_answer_to_who_asked(merenland):
    question = ask(merenland)
    (heard,) = told().items()
    assert heard[0] == "Leo" and "Een vraag wacht op jouw antwoord" in heard[1]
    answer(question, f"Zo {SECRET}", merenland.advisor, AFTERNOON, None)
    (heard,) = told(AFTERNOON).items()
    assert heard[0] == "Sanne" and "Je vraag heeft een antwoord" in heard[1]
    assert reverse("questions", args=[merenland.slug]) in heard[1]


def test_confidence_cannot_be_told_from_an_open_question(merenland, kustzoom):
    secret = ask(merenland, is_confidential=True, assignee=kustzoom.advisor)
    ask(kustzoom)
    mails = told()
    assert set(mails) == {"Nora"} and "(2×)" in mails["Nora"]
    assert "Merenland" not in mails["Nora"] and f"/{secret.pk}/" not in mails["Nora"]
    answer(secret, "Zo", kustzoom.advisor, AFTERNOON, None)
    assert "Leo" not in told(AFTERNOON)


def test_a_leader_hears_what_the_advisor_asks_and_a_colleague_who_must_think_along(
    merenland, kustzoom
):
    asked = ask(merenland, asked_of="leader", asked_by=merenland.advisor)
    open_one = ask(merenland)
    invite(open_one, kustzoom.advisor, merenland.advisor, SECRET)
    mails = told()
    assert "Je ondersteuner stelt je een vraag over Merenland" in mails["Sanne"]
    assert reverse("question_answer", args=[asked.pk]) in mails["Sanne"]
    assert "Leo Dekker wil weten wat jij denkt over een vraag van Merenland" in mails["Nora"]
    think(open_one, kustzoom.advisor, SECRET, AFTERNOON)
    assert "Nora Postma dacht mee over een vraag van Merenland" in told(AFTERNOON)["Leo"]


def test_who_gets_a_question_handed_hears_it(merenland, kustzoom):
    question = ask(merenland, asked_at=MORNING - 30 * DAY)
    assert told() == {}
    hand_over(question, kustzoom.advisor, MORNING)
    assert set(told()) == {"Nora"}
    hand_over(question, merenland.advisor, MORNING + MINUTE)
    assert set(told(AFTERNOON)) == {"Leo"}
    hand_over(question, kustzoom.advisor, AFTERNOON + MINUTE)
    assert set(told(MORNING + DAY)) == {"Nora"}


def test_who_signed_up_hears_that_a_meeting_moved_or_is_cancelled(
    merenland, kustzoom, bureau, browse
):
    meeting = NetworkMeeting.objects.create(title="Hybride docenten", starts_at=MORNING + 9 * DAY)
    Attendance.objects.create(meeting=meeting, person=merenland.leader, added_at=MORNING - DAY)
    asked = {"title": meeting.title, "day": "4-12-2026", "begins": "13:00", "minutes": "90"}
    client = browse(bureau)
    client.post(reverse("meeting_edit", args=[meeting.pk]), {**asked, "text": "Neem iets mee"})
    late = Attendance.objects.create(meeting=meeting, person=kustzoom.leader)
    Attendance.objects.filter(pk=late.pk).update(added_at=MORNING + MINUTE)
    mails = told()
    assert set(mails) == {"Sanne"}
    assert "“Hybride docenten” is veranderd: die is op vrijdag 4 december, 13.00" in mails["Sanne"]
    client.post(reverse("meeting_edit", args=[meeting.pk]), {**asked, "text": "Neem niets mee"})
    assert told(AFTERNOON) == {}
    client.post(reverse("meeting_cancel", args=[meeting.pk]), {"do": "cancel"})
    NetworkMeeting.objects.update(cancelled_at=MORNING + 2 * MINUTE)
    assert {"Sanne", kustzoom.leader.first_name} == set(told(AFTERNOON))


def test_a_substitute_hears_which_days(merenland, kustzoom):
    day = MORNING.date()
    report(
        Absence(
            advisor=merenland.advisor, substitute=kustzoom.advisor, made_by=merenland.advisor,
            starts_on=day, ends_on=day + 9 * DAY,
        )
    )  # fmt: skip
    assert "voor Leo Dekker, van 23 november tot en met 2 december" in told()["Nora"]


def test_feedback_and_advice_on_a_plan_are_told_without_what_they_say(merenland, kustzoom):
    Review.objects.create(
        region=merenland.region, kind="advice", text=SECRET, author=merenland.advisor,
        from_on="2026-09-01", until_on="2026-10-01", made_at=MORNING,
    )  # fmt: skip
    Reading.objects.create(
        plan=merenland.plan, reader=kustzoom.advisor, given_at=MORNING - 30 * DAY,
        advice="revise", advice_text=SECRET, advised_at=MORNING,
    )  # fmt: skip
    (heard,) = told().items()
    assert heard[0] == "Sanne"
    assert "feedback op een periode van Merenland" in heard[1]
    assert "Het advies van een lezer over het plan van Merenland is er" in heard[1]
    assert "2 berichten voor je" in Mail.objects.get(kind="news").subject


def test_what_was_read_or_only_seen_is_no_news(merenland):
    about = {"region": merenland.region, "author": merenland.advisor, "made_at": MORNING}
    months = {"from_on": "2026-09-01", "until_on": "2026-10-01"}
    Review.objects.create(kind="advice", text="Lees", read_at=MORNING, **about, **months)
    Review.objects.create(kind="seen", **about, **months)
    assert told() == {}


@pytest.mark.parametrize(
    "moment", [MORNING - 62 * MINUTE, MORNING + 9 * 60 * MINUTE, MORNING - DAY]
)
def test_nothing_goes_in_the_evening_or_the_weekend(merenland, moment):
    ask(merenland, asked_at=moment - MINUTE)
    assert not half_day(moment) and plan_news(moment) == 0


def test_what_comes_after_the_morning_mail_waits_for_the_afternoon(merenland):
    ask(merenland)
    assert plan_news(MORNING) == 1
    ask(merenland, asked_at=MORNING + MINUTE)
    assert plan_news(MORNING + 2 * MINUTE) == 0
    assert plan_news(AFTERNOON) == 1 and plan_news(AFTERNOON + MINUTE) == 0
    assert plan_news(MORNING + DAY) == 0


def test_a_mail_that_is_no_longer_true_stops_and_the_rest_follows(merenland):
    gone, stays = ask(merenland), ask(merenland)
    plan_news(MORNING)
    (mail,) = Mail.objects.filter(kind="news")
    gone.delete()
    assert reason_not_to_send(mail, MORNING) == "iets erin klopt niet meer"
    Mail.objects.update(state=Mail.State.CANCELLED, reason="iets erin klopt niet meer")
    assert plan_news(AFTERNOON) == 1
    (again,) = Mail.objects.filter(kind="news", state="pending")
    assert [news["key"] for news in again.about["news"]] == [f"waits:{stays.pk}"]


def test_a_meeting_about_a_theme_calls_who_asked_about_it_in_the_open(merenland, kustzoom):
    theme, other = (Theme.objects.create(name=name) for name in ("Roosters", "Mandaat"))
    done = {"theme": theme, "answer": "Zo.", "answered_at": MORNING - 9 * DAY}
    done |= {"answered_by": merenland.advisor}
    ask(merenland, asked_at=MORNING - 20 * DAY, **done)
    ask(merenland, asked_at=MORNING - 30 * DAY, **done)
    ask(kustzoom, asked_at=MORNING - 20 * DAY, **done | {"theme": other})
    ask(
        kustzoom, asked_at=MORNING - 20 * DAY, is_confidential=True, assignee=kustzoom.advisor,
        **done,
    )  # fmt: skip
    ask(kustzoom, asked_at=MORNING - 300 * DAY, **done)
    meeting = NetworkMeeting.objects.create(
        title="Roosters die werken", theme=theme, starts_at=MORNING + 20 * DAY, planned_at=MORNING
    )
    (heard,) = told().items()
    assert heard[0] == "Sanne" and "“Roosters die werken”" in heard[1]
    assert heard[1].count("Roosters die werken") == 1 and f"/meetings/{meeting.pk}/" in heard[1]
    assert told(AFTERNOON) == {}


@pytest.mark.parametrize("why", ["comes already", "cancelled", "leads no more", "planned before"])
def test_nobody_is_called_to_a_meeting_for_nothing(why, merenland):
    theme = Theme.objects.create(name="Roosters")
    ask(
        merenland, theme=theme, asked_at=MORNING - 20 * DAY, answer="Zo.",
        answered_at=MORNING - 9 * DAY, answered_by=merenland.advisor,
    )  # fmt: skip
    meeting = NetworkMeeting.objects.create(
        title="Roosters", theme=theme, starts_at=MORNING + 20 * DAY,
        planned_at=None if why == "planned before" else MORNING,
        cancelled_at=MORNING if why == "cancelled" else None,
    )  # fmt: skip
    if why == "comes already":
        Attendance.objects.create(meeting=meeting, person=merenland.leader)
    elif why == "leads no more":
        merenland.leader.memberships.update(ends_on=MORNING.date() - DAY)
    assert told() == {}


def test_the_planner_asks_as_often_for_many_questions_as_for_one(
    merenland, kustzoom, django_assert_max_num_queries
):
    ask(merenland)
    with django_assert_max_num_queries(21) as few:
        plan_news(MORNING)
    for place in (merenland, kustzoom):
        for _number in range(20):
            ask(place, asked_at=MORNING + MINUTE)
    with django_assert_max_num_queries(len(few)):
        plan_news(AFTERNOON)


def test_who_unsubscribed_or_left_hears_nothing(merenland):
    ask(merenland)
    Subscription.objects.create(user=merenland.advisor, kind="news", unsubscribed_at=MORNING)
    assert plan_news(MORNING) == 0
    Subscription.objects.all().delete()
    plan_news(MORNING)
    (mail,) = Mail.objects.filter(kind="news")
    merenland.advisor.memberships.update(ends_on=MORNING.date() - DAY)
    assert reason_not_to_send(mail, MORNING) == "iets erin klopt niet meer"
    new = person("Nina Nieuw")
    member(new, "advisor", merenland.region)
    assert set(told(AFTERNOON)) == {"Nina"}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.lists(st.integers(0, 9 * 60 * 24), min_size=1, max_size=6),
    runs=st.lists(st.integers(0, 9 * 60 * 24), max_size=20),
)
def test_however_the_planner_runs_a_question_is_told_once(merenland, asked, runs):
    Mail.objects.all().delete()
    Question.objects.all().delete()
    for minutes in asked:
        ask(merenland, asked_at=MORNING + minutes * MINUTE)
    questions = {f"waits:{question.pk}": question.asked_at for question in Question.objects.all()}
    end = MORNING + 14 * DAY  # a Monday morning
    for now in [*(MORNING + minutes * MINUTE for minutes in sorted(runs)), end]:
        shown = Question.objects.filter(asked_at__gt=now)
        hidden = list(shown.values_list("pk", flat=True))
        shown.update(answered_at=now, answer="nog niet gesteld", answered_by=merenland.leader)
        plan_news(now)
        Question.objects.filter(pk__in=hidden).update(answered_at=None, answer="", answered_by=None)
    keys = [news["key"] for mail in Mail.objects.all() for news in mail.about["news"]]
    assert len(keys) == len(set(keys))
    halves = list(Mail.objects.values_list("key", flat=True))
    assert len(halves) == len(set(halves))
    assert {key for key, at in questions.items() if end - at <= 7 * DAY} <= set(keys)
