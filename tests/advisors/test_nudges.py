"""A nudge: at most one in fourteen days, and a reason when it is refused."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from advisors.feedback.nudges import NudgeRefused, nudge, why_not
from advisors.models import Nudge
from sto_portal.notices.models import Mail
from tests.conftest import NOW
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.timedelta(days=1)
TODAY = NOW.date()
NUDGE = "/regions/merenland/feedback/nudge/"


@pytest.fixture
def behind(merenland):
    """October is due and missing."""
    log(merenland.region, "2026-09")
    return merenland


def sent(on: datetime.date, place) -> Nudge:
    return Nudge.objects.create(
        region=place.region, month_on="2026-10-01", sent_by=place.advisor,
        sent_on=on, free_on=on + 14 * DAY,
    )  # fmt: skip


def test_one_click_keeps_a_nudge_and_the_outbox_mails_it(behind, browse):
    page = browse(behind.advisor).get("/regions/merenland/feedback/").content.decode()
    assert "Het maandlog van oktober 2026 is er nog niet" in page and NUDGE in page
    browse(behind.advisor).post(NUDGE)
    kept = Nudge.objects.get()
    assert (kept.sent_by, kept.sent_on, kept.free_on) == (behind.advisor, TODAY, TODAY + 14 * DAY)
    assert not Mail.objects.exists()  # the view only keeps the row


def test_a_second_one_within_fourteen_days_is_refused_with_the_reason(behind, browse):
    sent(datetime.date(2026, 11, 12), behind)
    answer = browse(behind.advisor).post(NUDGE, follow=True).content.decode()
    told = "Leo Dekker stuurde er op 12 november al een; weer mogelijk vanaf 26 november"
    assert told in answer and Nudge.objects.count() == 1
    assert why_not(behind.region, datetime.date(2026, 11, 26)) == ""


def test_the_database_refuses_it_too(behind):
    sent(TODAY, behind)
    for days in (0, 13, -13):
        with pytest.raises(IntegrityError), transaction.atomic():
            sent(TODAY + days * DAY, behind)
    sent(TODAY + 14 * DAY, behind)


@pytest.mark.django_db(transaction=True)
def test_of_four_advisors_at_the_same_time_one_sends_and_the_others_hear_why(behind):
    def attempt(_number: int) -> str:
        try:
            nudge(behind.region, behind.advisor, TODAY)
        except NudgeRefused as refused:
            return str(refused)
        finally:
            connection.close()
        return "sent"

    with ThreadPoolExecutor(4) as four:
        told = sorted(four.map(attempt, range(4)))
    refused = "Leo Dekker stuurde er op 22 november al een; weer mogelijk vanaf 6 december."
    assert told == [refused] * 3 + ["sent"] and Nudge.objects.count() == 1


def test_a_log_that_is_in_needs_no_nudge(behind):
    log(behind.region, "2026-10")
    with pytest.raises(NudgeRefused, match="Het log van oktober 2026 is binnen"):
        nudge(behind.region, behind.advisor, TODAY)


def test_a_log_that_is_not_due_yet_needs_no_nudge(behind):
    on_the_last_day = datetime.date(2026, 11, 6)
    assert why_not(behind.region, on_the_last_day) == (
        "Het log van oktober 2026 hoeft er pas op 6 november te zijn."
    )
    assert why_not(behind.region, on_the_last_day + DAY) == ""


def test_a_region_without_leader_or_plan_gets_none(behind):
    behind.leader.memberships.update(ends_on=TODAY - DAY)
    assert why_not(behind.region, TODAY) == "Deze regio heeft nu geen programmaleider."
    assert "geen goedgekeurd plan" in why_not(behind.region, datetime.date(2025, 2, 20))


def test_only_the_advisor_of_the_region_nudges(behind, kustzoom, bureau, browse):
    met = [
        browse(who).post(NUDGE).status_code
        for who in (behind.leader, behind.chair, bureau, kustzoom.advisor, kustzoom.leader)
    ]
    assert met == [403, 403, 403, 404, 404] and not Nudge.objects.exists()
