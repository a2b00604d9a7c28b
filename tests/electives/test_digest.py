"""What the digest tells of electives: the furthest step of each in the month."""

import datetime

import pytest
from django.urls import reverse

from electives.digest import StepTaken, steps_in
from regions.months import Month
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sheet import sheet_of
from sto_portal.notices.kinds.digest_mail import digest_contents
from tests.conftest import NOW

from .test_over_time import walked

DAY = datetime.date
OCTOBER = Month(2026, 10)


@pytest.fixture
def walking(merenland, kustzoom):
    walked(merenland, "Robotica", DAY(2026, 10, 1), DAY(2026, 10, 31))
    walked(merenland, "Lassen", DAY(2026, 9, 30), DAY(2026, 11, 1))
    gone = walked(merenland, "Domotica", DAY(2026, 10, 5))
    gone.rejected_on, gone.rejected_reason = DAY(2026, 10, 20), "Bestaat al"
    gone.save()
    walked(kustzoom, "Scheepsbouw", DAY(2026, 10, 5))
    return merenland


def test_an_elective_is_told_once_with_its_furthest_step(walking, django_assert_num_queries):
    with django_assert_num_queries(1):
        told = steps_in(walking.region, OCTOBER, OCTOBER)
    assert told == [StepTaken("Robotica", 1, DAY(2026, 10, 31))]
    assert steps_in(walking.region, Month(2026, 8), Month(2026, 8)) == []


def test_page_and_mail_tell_it_and_an_older_digest_still_shows(walking, browse):
    digest = compose(walking.group, Period(OCTOBER, OCTOBER), NOW)
    mail = digest_contents(digest, "https://stop.example/")
    digest.save()
    page = browse(walking.chair).get(reverse("digest", args=["merenland", OCTOBER]))
    for said in (page.content.decode(), mail.text, mail.html):
        assert "31 oktober 2026" in said and "Robotica" in said
        assert "Lassen" not in said and "Domotica" not in said and "Scheepsbouw" not in said
    del digest.sections["electives"]
    assert sheet_of(digest)["electives"] == []
    assert "KEUZEVAKKEN" not in digest_contents(digest, "https://stop.example/").text
