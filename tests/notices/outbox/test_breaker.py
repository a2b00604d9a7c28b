"""A relay that takes nothing, or is not there: mails wait, however long, and nobody loses one."""

import datetime

import pytest
from django.urls import reverse

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Breaker, Heartbeat, Mail
from sto_portal.notices.outbox.answers import Answer, Result, Step
from sto_portal.notices.outbox.breaker import heard, may_try
from tests.notices.conftest import DUE
from tests.notices.relay import relay_at
from tests.notices.test_planning import in_parallel

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
REFUSED = Answer(Result.LATER, 530, "5.7.0 Must issue a STARTTLS command first", Step.MAIL)


def test_after_three_alike_only_one_mail_is_tried_every_five_minutes(waiting_mail, scripted):
    for _number in range(12):
        waiting_mail()
    scripted.script = {"mail": "550 5.1.8 sender rejected"}
    tried = [deliver(DUE + minute * MINUTE, scripted.relay) for minute in range(16)]
    assert tried == [3, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    assert scripted.steps.count("mail") == 6
    heartbeat = Heartbeat.objects.get(part="sender")
    assert not heartbeat.is_well and "sender rejected" in heartbeat.outcome


def test_the_first_mail_that_is_taken_closes_it_and_all_go(waiting_mail, scripted):
    mails = [waiting_mail() for _ in range(12)]
    scripted.script = {"connect": "554 go away"}
    for minute in range(4):
        deliver(DUE + minute * MINUTE, scripted.relay)
    assert Breaker.objects.get().is_open and Breaker.objects.get().since == DUE
    scripted.script = {}
    assert deliver(DUE + 8 * MINUTE, scripted.relay) == len(mails)
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
    breaker = Breaker.objects.get()
    assert (breaker.is_open, breaker.number, breaker.words) == (False, 0, "")


@pytest.mark.parametrize(
    ("step", "days"), [("connect", 2.6), ("mail", 2.6), ("body", 2.6), ("nobody there", 12)]
)
def test_a_weekend_without_a_relay_loses_nothing(waiting_mail, scripted, step, days):
    """743 of 743 were dead after 48 hours. Every mail still goes when the relay is back."""
    mails = [waiting_mail() for _ in range(20)]
    minutes = int(days * 24 * 60)
    relay = relay_at(9) if step == "nobody there" else scripted.relay
    scripted.script = {step: "554 no"}
    for minute in range(0, minutes, 60):
        deliver(DUE + minute * MINUTE, relay)
    back = DUE + minutes * MINUTE
    assert Mail.objects.filter(state="pending").count() == len(mails)
    scripted.script, scripted.bodies = {}, []
    deliver(back, scripted.relay)
    sent = Mail.objects.filter(state="sent").count()
    assert sent == len(mails) == len(scripted.bodies)


def test_what_the_relay_delays_afterwards_is_not_given_up_for_the_time_without_it(
    waiting_mail, scripted
):
    waiting_mail(), waiting_mail()
    for minute in [*range(5), *range(30, 60 * 60, 30)]:
        deliver(DUE + minute * MINUTE, relay_at(9))
    back = DUE + 60 * 60 * MINUTE
    scripted.before_reply = lambda step: scripted.script.update(
        {"rcpt": "450 4.2.0 greylisted"} if "body" in scripted.steps else {}
    )
    deliver(back, scripted.relay)
    assert Mail.objects.filter(state="sent").count() == 1
    delayed = Mail.objects.get(state="pending")
    assert delayed.without_relay == back - DUE
    deliver(back + 49 * 60 * MINUTE, scripted.relay)  # 49 hours of its own: that is too long
    delayed.refresh_from_db()
    assert delayed.state == "dead"


def test_one_mail_that_is_refused_again_and_again_opens_nothing(waiting_mail, scripted):
    waiting_mail()
    scripted.script = {"body": "554 5.6.0 what is this"}
    for minute in (0, 1, 6, 10, 14):
        deliver(DUE + minute * MINUTE, scripted.relay)
    assert len(scripted.bodies) == 3 and not Breaker.objects.get().is_open
    deliver(DUE + 49 * 60 * MINUTE, scripted.relay)
    assert Mail.objects.get().state == "dead"  # given up in the end, and its address still works


def test_faults_that_differ_are_no_run(waiting_mail):
    for number in range(9):
        answer = Answer(Result.LATER, 450 + number % 2, "busy", Step.MAIL)
        assert heard(waiting_mail(), answer, DUE)


def test_an_answer_about_one_reader_says_nothing_about_the_relay(waiting_mail, scripted):
    for number in range(10):
        waiting_mail(address=f"weg{number}@demo.example")
    scripted.script = {"rcpt": "550 5.1.1 unknown"}
    assert deliver(DUE, scripted.relay) == 10
    assert Mail.objects.filter(state="dead").count() == 10


@pytest.mark.django_db(transaction=True)
def test_of_many_senders_one_gets_the_turn(waiting_mail):
    mail = waiting_mail()
    for _number in range(3):
        heard(mail, REFUSED, DUE)
    turns = []
    later = DUE + 6 * MINUTE
    assert in_parallel(8, lambda: turns.append(may_try(later))) == []
    assert sorted(turns) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_many_senders_count_every_fault(waiting_mail):
    mail = waiting_mail()
    assert in_parallel(8, lambda: heard(mail, REFUSED, DUE)) == []
    assert Breaker.objects.get().number == 8


def test_the_bureau_reads_since_when_and_in_the_words_of_the_relay(waiting_mail, browse, bureau):
    mail = waiting_mail()
    client = browse(bureau)
    assert "neemt geen mail" not in client.get(reverse("mail")).content.decode()
    for _number in range(3):
        heard(mail, REFUSED, DUE)
    page = " ".join(client.get(reverse("mail")).content.decode().split())
    assert "De mailserver neemt geen mail aan sinds 2 november 2026 07.30 uur" in page
    assert "530 5.7.0 Must issue a STARTTLS command first" in page
