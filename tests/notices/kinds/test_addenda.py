"""What comes in after a digest is sealed opens the next, stands with the sealed one, goes once."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from regions.models import Role
from regions.months import AMSTERDAM, Month
from regions.progress.group_mail import group_mail_about
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.sections import Sections
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.addendum_mail import plan_addenda
from sto_portal.notices.kinds.digest_mail import digest_contents, plan_digests
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.planning import plan
from tests.conftest import member, person
from tests.progress.stories import log

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def at(month: int, day: int, hour: int = 12, year: int = 2026):
    return datetime.datetime(year, month, day, hour, tzinfo=AMSTERDAM)


def digest_of(month: Month) -> Digest:
    return Digest.objects.get(month_on=month.first_day)


@pytest.fixture
def sealed(merenland):
    """The digest of October was made without its log, on 9 November."""
    SteeringGroup.objects.update(digests_from_on=datetime.date(2026, 10, 1))
    merenland.group.refresh_from_db()
    plan_digests(at(11, 9, 8))
    assert Sections.of(digest_of(OCTOBER)).is_silent
    return merenland


def late(place, **told):
    says = {"2.1": {"status": "stalled", "problem": "Twee bedrijven vallen weg.", "counted": 20}}
    return log(place.region, "2026-10", says, going_well="Het leerlab is open.", **told)


def test_the_next_digest_opens_with_what_came_in_after_the_last_and_no_other_does(sealed):
    late(sealed, submitted_at=at(11, 12))
    log(sealed.region, "2026-11", going_well="Ja", submitted_at=at(12, 1, 9))
    plan_digests(at(12, 2, 8))
    told = Sections.of(digest_of(NOVEMBER)).addendum
    assert told.months == [OCTOBER] and 1 <= len(told.lines) <= 3
    assert told.lines[0] == "Het maandlog van oktober 2026 kwam na het maandbericht binnen."
    assert "Stages leerjaar 3: Twee bedrijven vallen weg." in told.lines
    text = digest_contents(digest_of(NOVEMBER), "https://x.example/").text
    assert "NAGEKOMEN OVER OKTOBER 2026" in text
    assert text.index("NAGEKOMEN") < text.index("GEVRAAGD AAN")
    log(sealed.region, "2026-12", going_well="Ja", submitted_at=at(1, 4, year=2027))
    plan_digests(at(1, 5, 8, year=2027))
    assert Sections.of(digest_of(Month(2026, 12))).addendum is None


def test_what_was_in_a_digest_is_no_addendum_and_a_correction_of_it_is(merenland):
    SteeringGroup.objects.update(digests_from_on=datetime.date(2026, 10, 1))
    late(merenland, submitted_at=at(11, 2))
    plan_digests(at(11, 3, 8))
    log(merenland.region, "2026-11", going_well="Ja", submitted_at=at(12, 1))
    late(merenland, submitted_at=at(12, 1, 15))
    plan_digests(at(12, 2, 8))
    assert Sections.of(digest_of(NOVEMBER)).addendum.lines[0] == "Gecorrigeerd: Vergist"


def test_a_log_that_comes_in_while_the_planner_runs_is_told_once(merenland):
    """It has an instant after that of the planner, and was read all the same."""
    SteeringGroup.objects.update(digests_from_on=datetime.date(2026, 10, 1))
    late(merenland, submitted_at=at(11, 9, 8) + datetime.timedelta(seconds=2))
    plan_digests(at(11, 9, 8))
    log(merenland.region, "2026-11", going_well="Ja", submitted_at=at(12, 1))
    plan_digests(at(12, 2, 8))
    assert Sections.of(digest_of(NOVEMBER)).addendum is None


def test_the_page_of_the_sealed_digest_leads_to_where_it_is_told(sealed, browse):
    page = reverse("digest", args=[sealed.slug, OCTOBER])
    assert "Nagekomen na dit maandbericht" not in browse(sealed.chair).get(page).content.decode()
    late(sealed, submitted_at=at(11, 12))
    with time_machine.travel(at(11, 20), tick=False):
        assert (
            "boven aan het volgende maandbericht" in browse(sealed.chair).get(page).content.decode()
        )
    plan_digests(at(12, 8, 8))
    later = reverse("digest", args=[sealed.slug, NOVEMBER])
    with time_machine.travel(at(12, 9), tick=False):
        assert f'href="{later}#addendum"' in browse(sealed.chair).get(page).content.decode()


def test_a_group_that_wants_it_hears_at_once_and_never_twice(sealed):
    SteeringGroup.objects.update(mails_addenda=True)
    member(person("Bas de Vries"), Role.BUSINESS, sealed.region)
    written = late(sealed, submitted_at=at(11, 13, 20))  # a Friday evening
    assert group_mail_about(written, at(11, 13, 21)).is_mailed_apart
    for moment in (at(11, 13, 21), at(11, 14), at(11, 15)):
        assert plan_addenda(moment) == 0
    assert plan_addenda(at(11, 16, 8)) == 2
    for moment in (at(11, 16, 9), at(11, 17, 9), at(12, 1, 9)):
        assert plan_addenda(moment) == 0
    plan(at(11, 16, 10))
    mail = Mail.objects.filter(kind="addendum").first()
    assert mail.subject == "Nagekomen over oktober 2026 (Merenland)"
    assert "Twee bedrijven vallen weg." in mail.text
    assert "/regions/merenland/steering/digests/2026-10/" in mail.text
    assert reason_not_to_send(mail, at(11, 16, 10)) == ""
    late(sealed, submitted_at=at(11, 16, 11))
    assert reason_not_to_send(mail, at(11, 16, 12)) == "het is intussen gecorrigeerd"
    assert plan_addenda(at(11, 16, 12)) == 2


def test_a_group_that_did_not_ask_gets_no_mail_apart(sealed):
    written = late(sealed, submitted_at=at(11, 12))
    assert plan_addenda(at(11, 12, 13)) == 0
    told = group_mail_about(written, at(11, 12))
    assert told.is_sealed and not told.holds_log and not told.is_mailed_apart
    assert (told.told_later_in.month, told.told_later_in.on) == (NOVEMBER, at(12, 8).date())
