import datetime

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import Membership, Role
from regions.months import AMSTERDAM, Month
from sto_portal.notices.delivering import deliver
from sto_portal.notices.kinds.reminder_mail import plan_reminders
from sto_portal.notices.kinds.reminders.logs import step_at
from sto_portal.notices.models import Mail, SchoolHoliday, Subscription
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member, person
from tests.progress.stories import log

pytestmark = pytest.mark.django_db


def at(day: int, month: int = 11, hour: int = 9) -> datetime.datetime:
    """In 2026; the log of October is due on Friday 6 November."""
    return datetime.datetime(2026, month, day, hour, tzinfo=AMSTERDAM)


def steps() -> list[str]:
    return list(
        Mail.objects.filter(kind="reminder")
        .exclude(about__step="milestones")
        .order_by("created_at")
        .values_list("about__step", flat=True)
    )


@pytest.fixture
def behind(merenland):
    """Merenland logged September; October is missing."""
    log(merenland.region, "2026-09")
    return merenland


@pytest.mark.parametrize(
    ("day", "step"),
    [(2, None), (3, "before"), (5, "before"), (6, "on"), (10, "on"), (11, "after"), (16, "silent")],
)
def test_the_step_follows_the_days_around_the_due_date(day, step):
    assert step_at(Month(2026, 10), datetime.date(2026, 11, day)) == step


def test_a_leader_hears_before_on_and_after_and_then_the_advisor(behind):
    for day in range(1, 31):
        plan_reminders(at(day))
    assert steps() == ["before", "on", "after", "silent"]
    readers = dict(
        Mail.objects.filter(kind="reminder").values_list("about__step", "recipient__name")
    )
    assert readers["silent"] == "Leo Dekker" and readers["after"] == "Sanne Wiggers"


def test_a_missed_day_heals_in_the_next(behind):
    plan_reminders(at(9))  # nobody ran on Friday the sixth, nor in the weekend
    assert steps() == ["on"]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(hours=st.lists(st.integers(0, 24 * 28), max_size=40))
def test_whoever_runs_when_and_how_often_nobody_hears_a_step_twice(behind, hours):
    Mail.objects.all().delete()
    for hour in sorted(hours):
        plan_reminders(at(1, hour=0) + datetime.timedelta(hours=hour))
    assert len(steps()) == len(set(steps()))
    assert Mail.objects.filter(recipient=behind.leader).count() <= 3
    for mail in Mail.objects.all():
        local = mail.created_at.astimezone(AMSTERDAM)
        assert local.weekday() < 5 and local.hour >= 8


def test_nobody_is_reminded_of_what_is_done(behind):
    log(behind.region, "2026-10")
    for day in range(1, 31):
        plan_reminders(at(day))
    assert steps() == []


def test_done_between_planning_and_sending_cancels_the_mail(behind, sink):
    plan_reminders(at(9))
    render_waiting(at(9))
    log(behind.region, "2026-10")
    deliver(at(9), sink.relay)
    mail = Mail.objects.get()
    assert (mail.state, mail.reason) == ("cancelled", "al gedaan")
    assert sink.envelopes == []


def test_no_reminder_in_a_weekend_on_a_holiday_or_in_the_night(behind):
    SchoolHoliday.objects.create(
        title="Herfstvakantie",
        starts_on=datetime.date(2026, 11, 9),
        ends_on=datetime.date(2026, 11, 13),
    )
    for day in (7, 8, 9, 10, 11, 12, 13, 14, 15):
        plan_reminders(at(day))
    plan_reminders(at(6, hour=7))
    assert steps() == []


def test_two_regions_without_a_log_are_one_mail_to_one_advisor(behind, kustzoom):
    Membership.objects.filter(user=kustzoom.advisor).delete()
    member(behind.advisor, Role.ADVISOR, kustzoom.region)
    log(kustzoom.region, "2026-09")
    plan_reminders(at(17))
    render_waiting(at(17))
    mail = Mail.objects.get(about__step="silent")
    assert "Kustzoom" in mail.text and "Merenland" in mail.text
    assert mail.subject == "2 regio’s zonder maandlog van oktober 2026"


def test_a_deputy_is_reminded_only_where_no_leader_is(behind):
    deputy = person("Dirk Waarnemer")
    member(deputy, Role.DEPUTY, behind.region)
    plan_reminders(at(9))
    assert not Mail.objects.filter(recipient=deputy).exists()
    Membership.objects.filter(user=behind.leader).update(ends_on=datetime.date(2026, 11, 10))
    plan_reminders(at(12))
    assert Mail.objects.get(recipient=deputy).about["step"] == "after"


def test_the_tone_changes_and_the_mail_says_je(behind):
    bodies = []
    for day in (3, 9, 12):
        plan_reminders(at(day))
        render_waiting(at(day))
    bodies = list(Mail.objects.order_by("created_at").values_list("text", flat=True))
    assert len(set(bodies)) == 3
    assert all(body.startswith("Beste Sanne,") for body in bodies)
    assert "twee minuten" in bodies[0] and "landelijk ondersteuner" in bodies[2]
    assert all("/check-in/2026-10/" in body and "/unsubscribe/" in body for body in bodies)


def test_who_unsubscribed_is_not_reminded(behind):
    Subscription.objects.create(user=behind.leader, kind="reminder", unsubscribed_at=at(1))
    plan_reminders(at(9))
    assert steps() == []


def test_milestones_of_the_coming_weeks_are_one_mail_a_month(merenland):
    log(merenland.region, "2026-12")
    for day in (18, 19, 20, 21, 22, 25, 26):
        plan_reminders(datetime.datetime(2027, 1, day, 9, tzinfo=AMSTERDAM))
    render_waiting(at(1, 12))
    mail = Mail.objects.get(about__step="milestones")
    assert "1 februari: Lesmateriaal getest" in " ".join(mail.text.split())
    assert mail.recipient == merenland.leader


def test_no_more_than_three_reminders_a_month_whatever_they_are_about(behind):
    with time_machine.travel(at(3)):
        for number in (1, 2):
            Mail.objects.create(
                key=f"other:{number}",
                kind="reminder",
                recipient=behind.leader,
                address=behind.leader.email,
                message_id=f"<{number}@x>",
                quota_on=datetime.date(2026, 11, 1),
                quota_number=number,
            )
    for day in range(1, 31):
        plan_reminders(at(day))
    assert Mail.objects.filter(recipient=behind.leader).count() == 3
    assert steps()[-1] == "silent"


def test_before_its_plan_was_approved_a_region_owes_no_log(merenland):
    plan_reminders(datetime.datetime(2025, 6, 10, 9, tzinfo=AMSTERDAM))
    assert steps() == []
