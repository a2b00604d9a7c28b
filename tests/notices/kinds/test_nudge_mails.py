"""The mail of a nudge: written by the planner, once, and not when the log came in meanwhile."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pgtrigger
import pytest
from django.db import connection

from advisors.feedback.nudges import nudge
from sto_portal.notices.delivering import deliver
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.nudge_mail import plan_nudges
from sto_portal.notices.models import Mail, Subscription
from sto_portal.notices.planning import plan
from sto_portal.notices.rendering import render_waiting
from tests.conftest import NOW, member, person
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def behind(merenland):
    """October is due and missing."""
    log(merenland.region, "2026-09")
    return merenland


def mails() -> list[Mail]:
    return list(Mail.objects.filter(kind="nudge"))


def test_a_leader_reads_whose_word_it_is_and_where_the_log_is(behind):
    nudge(behind.region, behind.advisor, TODAY)
    plan(NOW)
    render_waiting(NOW)
    (mail,) = mails()
    assert mail.recipient == behind.leader and "oktober 2026" in mail.subject
    assert "Je log van oktober 2026 is er nog niet. Leo Dekker" in " ".join(mail.text.split())
    assert "/regions/merenland/check-in/2026-10/" in mail.text
    assert "Leo Dekker" in mail.html and "<mjml" not in mail.html


def test_the_job_mails_once_however_often_and_by_whomever_it_runs(behind, sink):
    nudge(behind.region, behind.advisor, TODAY)
    assert [plan_nudges(NOW), plan_nudges(NOW), plan_nudges(NOW + DAY)] == [1, 0, 0]
    for _run in (1, 2, 3):
        deliver(NOW, sink.relay)
    assert len(sink.ids) == 1 and [mail.state for mail in mails()] == ["sent"]
    assert plan_nudges(NOW + DAY) == 0


@pytest.mark.django_db(transaction=True)
def test_four_jobs_at_the_same_time_write_one_mail(behind):
    nudge(behind.region, behind.advisor, TODAY)

    def run(_number: int) -> None:
        plan_nudges(NOW)
        connection.close()

    with ThreadPoolExecutor(4) as four:
        list(four.map(run, range(4)))
    assert len(mails()) == 1


def test_a_log_that_came_in_meanwhile_stops_the_mail(behind, sink):
    nudge(behind.region, behind.advisor, TODAY)
    plan_nudges(NOW)
    log(behind.region, "2026-10", submitted_at=NOW)
    deliver(NOW, sink.relay)
    (mail,) = mails()
    assert (mail.state, mail.reason) == ("cancelled", "al gedaan") and not sink.ids
    with pgtrigger.ignore():
        mail.delete()
    assert plan_nudges(NOW) == 0


def test_who_unsubscribed_or_leads_no_more_gets_none(behind):
    nudge(behind.region, behind.advisor, TODAY)
    plan_nudges(NOW)
    (mail,) = mails()
    Subscription.objects.create(user=behind.leader, kind="reminder", unsubscribed_at=NOW)
    assert reason_not_to_send(mail, NOW) == "afgemeld"
    Mail.objects.all().delete()
    assert plan_nudges(NOW) == 0
    Subscription.objects.all().delete()
    behind.leader.memberships.update(ends_on=TODAY - DAY)
    assert reason_not_to_send(mail, NOW) == "geen rol meer in deze regio"


def test_a_deputy_is_nudged_where_no_leader_is(behind):
    deputy = person("Vera Waarneem")
    member(deputy, "deputy", behind.region)
    nudge(behind.region, behind.advisor, TODAY)
    behind.leader.memberships.update(ends_on=TODAY - DAY)
    plan_nudges(NOW)
    assert [mail.recipient for mail in mails()] == [deputy]


def test_a_nudge_that_was_not_planned_in_three_days_stays_unsaid(behind):
    nudge(behind.region, behind.advisor, TODAY - 3 * DAY)
    assert plan_nudges(NOW) == 0
