"""Who acts next on a report hears so by mail, once, without a word of what it says."""

import datetime

import pytest
from django.urls import reverse

from regions.reports.signing.signing import establish, give_back, offer, take_back
from tests.notices.kinds.test_news import AFTERNOON, DAY, MORNING, told
from tests.progress.stories import log
from tests.reports.drafts import lead_applicant, progress_report

SECRET = "ruziewoord"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(time_machine):
    time_machine.move_to(MORNING, tick=False)


@pytest.fixture
def report(merenland):
    log(merenland.region, "2026-05", going_well=f"Dit is {SECRET}.")
    return progress_report(merenland, MORNING)


def test_it_waits_for_a_signature_comes_back_and_is_signed(report, merenland):
    signs = lead_applicant(merenland)
    assert told() == {}
    offer(report, MORNING)
    mails = told()
    assert set(mails) == {"Leo", signs.first_name}
    assert "van Merenland kan worden gelezen" in mails["Leo"]
    heard = mails[signs.first_name]
    assert "wacht op een handtekening" in heard and " je " not in heard
    assert reverse("report_establish", args=["merenland", report.pk]) in heard
    give_back(report, f"Te {SECRET}.", AFTERNOON)
    mails = told(AFTERNOON)
    assert set(mails) == {"Sanne"} and "kwam terug" in mails["Sanne"]
    offer(report, MORNING + DAY)
    assert set(told(MORNING + DAY)) == {"Leo", signs.first_name}
    report.refresh_from_db()
    establish(report, str(report.revision), signs, AFTERNOON + DAY)
    mails = told(AFTERNOON + DAY)
    assert set(mails) == {"Sanne"} and "kan naar DUS-I" in mails["Sanne"]
    assert told(MORNING + 2 * DAY) == {}


def test_what_was_taken_back_before_the_mail_went_is_not_told(report, merenland):
    lead_applicant(merenland)
    offer(report, MORNING)
    take_back(report)
    assert told(MORNING + datetime.timedelta(minutes=1)) == {}
