import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat, Mail, SuppressedAddress
from sto_portal.notices.outbox import mails as outbox
from sto_portal.notices.outbox.mails import claim, decide, quarantine, reap, settle
from sto_portal.notices.outbox.resolving import resolve
from sto_portal.notices.outbox.smtp import Relay, send

from .conftest import DUE
from .relay import relay_at
from .test_planning import in_parallel

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def test_a_mail_arrives_as_it_was_rendered(waiting_mail, sink):
    mail = waiting_mail()
    assert deliver(DUE, sink.relay) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.reply_code, mail.sent_at) == ("sent", 250, DUE)
    assert sink.envelopes[0].content == bytes(mail.message)
    assert sink.envelopes[0].rcpt_tos == ["lezer@demo.example"]
    assert sink.messages[0].get_content().splitlines() == ["Beste lezer,", ".", "Een punt."]
    assert sink.ids == [mail.message_id]


def test_without_a_relay_mail_is_kept(waiting_mail, settings):
    settings.EMAIL_URL = ""
    mail = waiting_mail()
    deliver(DUE)
    mail.refresh_from_db()
    assert mail.state == "kept" and mail.sent_at is None


def test_the_database_knows_of_the_body_before_the_relay(waiting_mail, scripted):
    """When the first byte of the body is on its way, phase data is already written."""
    mail = waiting_mail()
    phases = {}

    def look(step):
        phases[step] = seen_by_another(mail.pk) if step == "body" else None

    scripted.before_reply = look
    deliver(DUE, scripted.relay)
    # inside one test transaction nobody else sees it; the transactional twin below does
    assert "body" in phases


def seen_by_another(pk):
    try:
        return Mail.objects.values_list("phase", flat=True).filter(pk=pk).first()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_phase_data_is_committed_before_the_body_is_answered(waiting_mail, scripted):
    mail = waiting_mail()
    phases = {}
    scripted.before_reply = lambda step: phases.update({step: seen_by_another(mail.pk)})
    deliver(DUE, scripted.relay)
    assert phases["rcpt"] == "pre" and phases["data"] == "pre" and phases["body"] == "data"


def test_a_mail_that_fails_comes_back_later_and_in_the_end_never(waiting_mail, scripted):
    scripted.script = {"rcpt": "451 later"}
    mail = waiting_mail(kind="reminder", recipient=None)
    waits, now = [], DUE
    for _attempt in range(30):
        Mail.objects.filter(pk=mail.pk).update(kind="reminder")
        taken = claim(now)
        if taken is None:
            break
        from sto_portal.notices.delivering import record
        from sto_portal.notices.outbox.answers import Answer, Result

        record(taken, Answer(Result.LATER, 451, "later"), now)
        mail.refresh_from_db()
        if mail.state == "dead":
            break
        waits.append((mail.next_attempt_at - now) // MINUTE)
        now = mail.next_attempt_at
    assert waits[:6] == [1, 5, 15, 60, 240, 240]
    assert mail.state == "dead"
    assert now - DUE >= datetime.timedelta(hours=48)


def test_an_address_that_does_not_exist_is_not_tried_again(waiting_mail, scripted):
    waiting_mail()
    later = waiting_mail(address="LEZER@demo.example")
    scripted.script = {"rcpt": "550 5.1.1 no such user"}
    deliver(DUE, scripted.relay)
    assert SuppressedAddress.objects.get().address == "lezer@demo.example"
    later.refresh_from_db()
    assert later.state == "cancelled" and "adres" in later.reason


def test_a_relay_that_is_away_stops_the_run_after_one_mail(waiting_mail):
    mails = [waiting_mail() for _ in range(5)]
    nowhere = relay_at(9)
    assert deliver(DUE, nowhere) == 1
    assert Mail.objects.filter(state="pending").count() == len(mails)
    assert not Heartbeat.objects.get(part="sender").is_well


def test_a_sign_in_code_goes_before_digests(waiting_mail, sink):
    waiting_mail(next_attempt_at=DUE - MINUTE)
    first = waiting_mail(priority=1)
    deliver(DUE, sink.relay)
    assert sink.ids[0] == first.message_id


def test_a_lease_that_ended_before_the_body_is_tried_again(waiting_mail):
    waiting_mail()
    mail = claim(DUE)
    assert reap(DUE + 19 * MINUTE) == 0
    assert reap(DUE + 21 * MINUTE) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.fence) == ("pending", None)


def test_a_lease_that_ended_after_the_body_is_uncertain(waiting_mail):
    waiting_mail()
    mail = claim(DUE)
    assert outbox.enter_data(mail, DUE)
    reap(DUE + 21 * MINUTE)
    mail.refresh_from_db()
    assert mail.state == "uncertain"


def test_a_late_answer_still_counts(waiting_mail):
    waiting_mail()
    mail = claim(DUE)
    outbox.enter_data(mail, DUE)
    reap(DUE + 21 * MINUTE)
    assert settle(mail, Mail.State.SENT, DUE + 22 * MINUTE)
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_who_lost_the_claim_hands_over_no_body(waiting_mail, scripted):
    waiting_mail()
    mail = claim(DUE)
    reap(DUE + 21 * MINUTE)
    answer = send(
        scripted.relay,
        "portaal@demo.example",
        mail.address,
        bytes(mail.message),
        lambda: outbox.enter_data(mail, DUE),
    )
    assert answer.result == "lost"
    assert scripted.bodies == []
    assert not settle(mail, Mail.State.SENT, DUE)


@pytest.mark.django_db(transaction=True)
def test_many_senders_deliver_each_mail_once(waiting_mail, sink):
    mails = [waiting_mail() for _ in range(40)]
    assert in_parallel(4, lambda: deliver(DUE, sink.relay)) == []
    assert sorted(sink.ids) == sorted(mail.message_id for mail in mails)
    assert set(Mail.objects.values_list("state", "attempts")) == {("sent", 1)}


@pytest.mark.django_db(transaction=True)
def test_senders_without_a_claim_would_double(waiting_mail, sink):
    """The broken twin: choose, send, then mark."""
    mails = [waiting_mail() for _ in range(20)]
    start = threading.Barrier(3)

    def choose_send_mark():
        start.wait()
        for mail in Mail.objects.filter(state="pending"):
            sent = send(
                sink.relay, "p@demo.example", mail.address, bytes(mail.message), lambda: True
            )
            assert sent.result == "accepted"
            Mail.objects.filter(pk=mail.pk, state="pending").update(
                state="cancelled", reason="sent, says the twin"
            )

    assert in_parallel(3, choose_send_mark) == []
    assert len(sink.ids) > len(mails)


def test_evidence_settles_what_is_uncertain(waiting_mail, scripted):
    found, lost, unknown = (waiting_mail() for _ in range(3))
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    verdicts = {found.message_id: True, lost.message_id: False, unknown.message_id: None}

    def log_of_relay(mail):
        return verdicts[mail.message_id]

    assert resolve(DUE + 10 * MINUTE, [log_of_relay]) == 0  # not quiet yet
    assert resolve(DUE + 31 * MINUTE, [log_of_relay]) == 2
    states = [Mail.objects.get(pk=one.pk).state for one in (found, lost, unknown)]
    assert states == ["sent", "pending", "uncertain"]


def test_without_evidence_an_uncertain_mail_stays_for_the_bureau(waiting_mail, scripted):
    waiting_mail()
    scripted.script = {"body": "swallow"}
    for hours in range(0, 100, 10):
        deliver(DUE + datetime.timedelta(hours=hours), scripted.relay)
    assert len(scripted.bodies) == 1
    assert Mail.objects.get().state == "uncertain"


def test_after_a_restore_nothing_goes_out_by_itself(waiting_mail, sink):
    for _number in range(3):
        waiting_mail()
    claim(DUE)
    assert quarantine(DUE) == 3
    deliver(DUE + 60 * MINUTE, sink.relay)
    assert sink.envelopes == []
    assert set(Mail.objects.values_list("state", flat=True)) == {"uncertain"}


def test_a_resend_is_the_same_to_the_byte(waiting_mail, scripted):
    mail = waiting_mail()
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    scripted.script = {}
    assert decide(mail, "uncertain", "pending", DUE + MINUTE, None, "opnieuw")
    deliver(DUE + MINUTE, scripted.relay)
    assert len(scripted.bodies) == 2 and scripted.bodies[0] == scripted.bodies[1]


@pytest.mark.parametrize(
    "change",
    [{"message": b"x"}, {"subject": "anders"}, {"address": "x@demo.example"}, {"state": "pending"}],
)
def test_a_sent_mail_is_final(waiting_mail, sink, change):
    mail = waiting_mail()
    deliver(DUE, sink.relay)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(**change)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sending"},
        {"phase": "data"},
        {"state": "sent"},
        {"state": "dead"},
        {"state": "pending", "lease_until": DUE},
    ],
)
def test_the_database_refuses_states_that_cannot_be(waiting_mail, wrong):
    mail = waiting_mail()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(**wrong)


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("smtp://u:p%40ss@localhost:2525", ("localhost", 2525, "u", "p@ss", "")),
        ("smtp://mail.example?tls", ("mail.example", 587, "", "", "starttls")),
        ("smtp+tls://mail.example", ("mail.example", 587, "", "", "starttls")),
        ("smtps://mail.example", ("mail.example", 465, "", "", "tls")),
    ],
)
def test_the_address_of_a_relay_is_read(url, known):
    relay = Relay.from_url(url)
    assert (relay.host, relay.port, relay.user, relay.password, relay.encryption) == known


def test_a_wrong_address_of_a_relay_says_so():
    with pytest.raises(ValueError, match="EMAIL_URL"):
        Relay.from_url("http://mail.example")
