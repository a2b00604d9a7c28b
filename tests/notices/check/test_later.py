"""Before a log that comes after its digest: the check shows the very lines that are read later."""

import datetime

import pytest
import time_machine

from regions.months import AMSTERDAM, Month
from regions.progress.models import ActivityUpdate, CheckIn
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.sections import Sections
from sto_portal.notices.kinds.digest_mail import plan_digests
from sto_portal.notices.models import Digest
from tests.progress.stories import log, tell

URL = "/regions/merenland/check-in/2026-10/"
NO_MAIL = "Over dit maandlog gaat geen mail"
SAYS = {
    "1.1": {"status": "on_track"},
    "1.2": {"status": "behind", "problem": "Te weinig tijd"},
    "2.1": {"status": "on_track", "counted": 40},
}


def at(month: int, day: int, hour: int = 12) -> datetime.datetime:
    return datetime.datetime(2026, month, day, hour, tzinfo=AMSTERDAM)


@pytest.fixture
def place(merenland):
    SteeringGroup.objects.update(digests_from_on=datetime.date(2026, 10, 1), mails_addenda=False)
    merenland.group.refresh_from_db()
    return merenland


@pytest.fixture
def in_time(place):
    """October was in before its digest, which was made on 9 November."""
    log(place.region, "2026-10", SAYS, submitted_at=at(11, 2))
    plan_digests(at(11, 9, 8))
    return place


def page_of(client) -> str:
    return " ".join(client.get(f"{URL}check/").content.decode().split())


def told_in_the_next_digest(place) -> list[str]:
    log(place.region, "2026-11", going_well="Ja", submitted_at=at(12, 1, 9))
    plan_digests(at(12, 2, 8))
    return Sections.of(Digest.objects.get(month_on=Month(2026, 11).first_day)).addendum.lines


def test_a_log_that_comes_after_its_digest_shows_what_the_next_one_opens_with(place, browse):
    plan_digests(at(11, 9, 8))
    with time_machine.travel(at(11, 12), tick=False):
        draft = CheckIn.objects.create(
            region=place.region, plan=place.plan, month_on="2026-10-01", going_well="Ja"
        )
        for activity in place.plan.activities.all():
            tell(draft, activity, **SAYS[activity.code])
        client = browse(place.leader)
        html = page_of(client)
        assert client.post(f"{URL}check/", {"do": "send"}).headers["Location"] == f"{URL}done/"
    lines = told_in_the_next_digest(place)
    assert lines[0] == "Het maandlog van oktober 2026 kwam na het maandbericht binnen."
    assert all(line.replace("'", "&#x27;") in html for line in lines)
    assert NO_MAIL not in html


def corrected(client, place, count: int) -> str:
    """The check of a correction that counts `count`."""
    client.post(f"{URL}correct/", {"reason": "De telling was van vorig jaar"})
    draft = CheckIn.objects.get(state="draft")
    ActivityUpdate.objects.filter(check_in=draft, activity__code="2.1").update(counted=count)
    answer = client.post(f"{URL}submit/", {"do": "check", "going_well": draft.going_well})
    assert answer.headers["Location"] == f"{URL}check/"
    return page_of(client)


def test_a_correction_is_checked_against_what_it_corrects_before_it_goes(in_time, browse):
    with time_machine.travel(at(11, 12), tick=False):
        client = browse(in_time.leader)
        html = corrected(client, in_time, 25)
        assert "40 → 25" in html and "1 rij anders" in html
        assert "2 blijven zoals ze zijn ingediend." in html
        assert "Correctie indienen" in html and NO_MAIL not in html
        assert CheckIn.objects.filter(state="submitted").count() == 1
        client.post(f"{URL}check/", {"do": "send"})
    lines = told_in_the_next_digest(in_time)
    assert lines[0] == "Gecorrigeerd: De telling was van vorig jaar"
    assert all(line in html for line in lines)


@pytest.mark.parametrize("wants_mail", [True, False])
def test_only_a_group_that_wants_it_at_once_is_said_to_get_a_mail(in_time, browse, wants_mail):
    SteeringGroup.objects.update(mails_addenda=wants_mail)
    with time_machine.travel(at(11, 12), tick=False):
        html = corrected(browse(in_time.leader), in_time, 25)
    assert ("Je groep krijgt deze regels per mail" in html) == wants_mail
    assert "opent" in html


def test_a_correction_before_the_digest_shows_the_mail_itself(place, browse):
    log(place.region, "2026-10", SAYS, submitted_at=at(11, 2))
    with time_machine.travel(at(11, 2, 15), tick=False):
        html = corrected(browse(place.leader), place, 25)
    assert "Dit leest de stuurgroep op" in html and "40 → 25" in html


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"counted": 25, "status": "behind", "problem": "Te laat begonnen"},
         "40 → 25, Op schema → Loopt achter, nieuwe tekst"),
        ({"problem": "Toch iets"}, "nieuwe tekst"),
        ({"recovery_by_on": datetime.date(2027, 1, 8)}, "andere gegevens"),
        ({}, ""),
    ],
)  # fmt: skip
def test_each_thing_that_a_correction_changes_is_told(in_time, browse, changed, told):
    with time_machine.travel(at(11, 12), tick=False):
        client = browse(in_time.leader)
        client.post(f"{URL}correct/", {"reason": "Nagekeken"})
        draft = CheckIn.objects.get(state="draft")
        ActivityUpdate.objects.filter(check_in=draft, activity__code="2.1").update(**changed)
        html = page_of(client)
    rows = 1 if told else 0
    assert html.count("<dd>" + told) == rows if told else "rij anders" not in html
    assert f"{3 - rows} blijven zoals ze zijn ingediend." in html
