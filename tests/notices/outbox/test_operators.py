"""Who looks after the portal hears what needs a person, once a day and only then."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat, Mail
from sto_portal.notices.outbox.answers import Answer, Result, Step
from sto_portal.notices.outbox.attention import matters
from sto_portal.notices.outbox.breaker import heard
from sto_portal.notices.planning import plan
from tests.notices.conftest import DUE

pytestmark = pytest.mark.django_db
MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)
MORNING = datetime.datetime(2026, 11, 4, 9, tzinfo=datetime.UTC)
REFUSED = Answer(Result.LATER, 530, "5.7.0 STARTTLS first", Step.MAIL)


@pytest.fixture(autouse=True)
def with_a_relay(settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:9"


def told() -> list[Mail]:
    return list(Mail.objects.filter(kind="operators").order_by("pk"))


def in_order(now: datetime.datetime) -> None:
    for part in Heartbeat.Part:
        Heartbeat.objects.update_or_create(part=part, defaults={"ran_at": now, "is_well": True})


def test_nothing_waits_and_nobody_is_mailed(bureau):
    in_order(MORNING)
    assert matters(MORNING) == [] and told() == []
    plan(MORNING)
    assert told() == []
    call_command("outbox", "--check", now=MORNING)


def uncertain(waiting_mail):
    mail = waiting_mail()
    Mail.objects.filter(pk=mail.pk).update(state="uncertain", next_attempt_at=MORNING - DAY)


def refused_by_the_relay(waiting_mail):
    for _number in range(3):
        heard(waiting_mail(), REFUSED, MORNING)


def dead(waiting_mail):
    mail = waiting_mail()
    mail.events.create(from_state="sending", to_state="dead", at=MORNING - 60 * MINUTE)


def in_trouble(waiting_mail):
    mail = waiting_mail()
    Mail.objects.filter(pk=mail.pk).update(troubles=2, trouble="KeyError: 'x'")


def silent(waiting_mail):
    Heartbeat.objects.filter(part="sender").update(ran_at=MORNING - 40 * MINUTE)


def not_well(waiting_mail):
    Heartbeat.objects.filter(part="resolver").update(is_well=False, outcome="PermissionError")


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        (uncertain, "Eén mail is onzeker"),
        (refused_by_the_relay, "neemt geen mail aan sinds 4 november 2026 10.00 uur: 530 5.7.0"),
        (dead, "Eén mail is in het afgelopen etmaal mislukt"),
        (in_trouble, "Eén mail kan niet worden gemaakt"),
        (silent, "stil sinds 4 november 2026 09.20 uur"),
        (not_well, "PermissionError"),
    ],
)
def test_each_thing_is_told_to_the_bureau_and_to_monitoring(bureau, waiting_mail, waits, words):
    in_order(MORNING)
    waits(waiting_mail)
    with pytest.raises(CommandError, match=words.split(":")[0]):
        call_command("outbox", "--check", now=MORNING)
    plan(MORNING)
    (mail,) = told()
    assert (mail.recipient, mail.state) == (bureau, "pending")
    assert words in " ".join(mail.text.split())


def test_once_a_day_and_to_the_addresses_that_are_set(bureau, waiting_mail, settings, sink):
    settings.OPERATORS_EMAIL = ["beheer@demo.example", "wacht@demo.example"]
    uncertain(waiting_mail)
    for minutes in range(0, 600, 5):
        plan(MORNING + minutes * MINUTE)
    assert [mail.address for mail in told()] == settings.OPERATORS_EMAIL
    deliver(MORNING + 600 * MINUTE, sink.relay)
    assert [one.rcpt_tos for one in sink.envelopes] == [[one] for one in settings.OPERATORS_EMAIL]
    plan(MORNING + DAY)
    assert len(told()) == 4


def test_what_is_settled_meanwhile_is_not_told(bureau, waiting_mail, sink):
    in_order(MORNING)
    uncertain(waiting_mail)
    plan(MORNING)
    Mail.objects.filter(state="uncertain").update(state="cancelled", reason="klaar")
    in_order(MORNING + MINUTE)
    deliver(MORNING + MINUTE, sink.relay)
    (mail,) = told()
    assert (mail.state, sink.envelopes) == ("cancelled", [])


def test_before_eight_and_without_a_relay_nobody_is_mailed(bureau, waiting_mail, settings):
    uncertain(waiting_mail)
    plan(DUE)  # half past seven
    settings.EMAIL_URL = ""
    plan(MORNING)
    assert told() == []


def test_a_part_that_never_ran_is_for_monitoring(db):
    with pytest.raises(CommandError, match="heeft nog niet gedraaid"):
        call_command("outbox", "--check", now=MORNING)
    call_command("outbox", now=MORNING)
