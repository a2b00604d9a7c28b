"""The weekly mail to advisors: one a week, none when nothing happened, no words of people."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.models import PlannedTalk, Promise, Question, Talk
from regions.months import is_working_day
from regions.progress.measure.snapshots import rebuild
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.weekly_mail import mailing_days, plan_weekly
from sto_portal.notices.models import Mail, Subscription
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member
from tests.progress.stories import log

MONDAY = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=datetime.UTC)  # eight in Amsterdam
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
ON_TRACK = {"status": "on_track"}


@pytest.fixture
def week(merenland, kustzoom, time_machine):
    """Something happened in Merenland only; a question waits there."""
    time_machine.move_to(MONDAY - 2 * DAY)
    log(merenland.region, "2026-10", {"2.1": ON_TRACK}, submitted_at=MONDAY - DAY)
    rebuild([merenland.region, kustzoom.region], MONDAY)
    Question.objects.create(
        region=merenland.region, asked_of="advisor", asked_by=merenland.leader, text="Geheimpje?"
    )
    time_machine.move_to(MONDAY)
    return merenland


def weekly() -> list[Mail]:
    return list(Mail.objects.filter(kind="weekly"))


def test_an_advisor_hears_once_what_changed_and_what_waits(week):
    talk = Talk.objects.create(
        region=week.region, author=week.advisor, cap="mediator", note="Ruzie", held_on=MONDAY
    )
    Promise.objects.create(talk=talk, who="advisor", text="Ruzie sussen", due_on=MONDAY.date())
    PlannedTalk.objects.create(region=week.region, kind="progress", planned_on="2026-11-26")
    assert [plan_weekly(MONDAY), plan_weekly(MONDAY + HOUR), plan_weekly(MONDAY + DAY)] == [1, 0, 0]
    render_waiting(MONDAY)
    (mail,) = weekly()
    assert mail.recipient == week.advisor
    for told in (
        "Merenland: het maandlog van oktober 2026 kwam binnen",
        "1 vraag wacht, de oudste al 2 dagen",
        "1 afspraak van jou loopt af",
        "Geplande gesprekken: Merenland 26 november",
    ):
        assert told in " ".join(mail.text.split())
    for word in ("Geheimpje", "Ruzie"):
        assert word not in mail.text + mail.html + mail.subject


def test_a_week_in_which_nothing_happened_sends_no_mail(merenland):
    assert plan_weekly(MONDAY) == 0 and not weekly()


def test_the_next_week_is_another_mail(week):
    plan_weekly(MONDAY)
    assert plan_weekly(MONDAY + 7 * DAY) == 1


@pytest.mark.parametrize(
    "moment",
    [
        MONDAY - HOUR,  # before half past seven
        MONDAY + 2 * DAY,  # Wednesday
        MONDAY - DAY,  # Sunday
    ],
)
def test_it_goes_in_the_first_two_working_days_only(week, moment):
    assert plan_weekly(moment) == 0


@given(st.dates(datetime.date(2024, 1, 1), datetime.date(2034, 12, 31)))
def test_every_week_with_two_working_days_has_two_mailing_days(today):
    days = mailing_days(today)
    assert days == sorted(days) and len(days) <= 2
    assert all(is_working_day(day) for day in days)
    assert {day.isocalendar()[:2] for day in days} <= {today.isocalendar()[:2]}
    earlier = [today - datetime.timedelta(n) for n in range(today.weekday() + 1)]
    if is_working_day(today) and sum(map(is_working_day, earlier)) <= 2:
        assert today in days


def test_who_unsubscribed_or_advises_the_region_no_more_gets_nothing(week, kustzoom):
    plan_weekly(MONDAY)
    (mail,) = weekly()
    assert reason_not_to_send(mail, MONDAY) == ""
    Subscription.objects.create(user=week.advisor, kind="weekly", unsubscribed_at=MONDAY)
    assert reason_not_to_send(mail, MONDAY) == "afgemeld"
    Subscription.objects.all().delete()
    week.advisor.memberships.update(ends_on=MONDAY.date() - DAY)
    assert reason_not_to_send(mail, MONDAY) == "geen rol meer in deze regio"
    member(kustzoom.advisor, "advisor", week.region)
    assert plan_weekly(MONDAY) == 1


def test_a_question_in_confidence_to_somebody_else_is_not_even_counted(week, kustzoom):
    Question.objects.update(is_confidential=True, assignee=kustzoom.advisor)
    plan_weekly(MONDAY)
    render_waiting(MONDAY)
    told = {mail.recipient: mail.text for mail in weekly()}
    assert "vraag wacht" not in told[week.advisor]
    assert "1 vraag wacht" in told[kustzoom.advisor] and "Merenland" not in told[kustzoom.advisor]
