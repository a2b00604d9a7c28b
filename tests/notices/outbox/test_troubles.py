"""Faults of our own: a mail that cannot be made or judged, a part that fails, no database."""

import datetime
import threading
import time

import psycopg2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors.models import Question
from regions.accounts.addresses import on_the_wire
from regions.models import Membership
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat, Mail
from sto_portal.notices.outbox.mails import claim, decide, enter_data, mail_to, reap
from sto_portal.notices.outbox.resolving import resolve
from sto_portal.notices.planning import plan
from sto_portal.notices.rendering import render_waiting
from tests.conftest import person
from tests.notices.conftest import DUE

pytestmark = pytest.mark.django_db
MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


def broken(place, waiting_mail) -> Mail:
    """A message of which nobody can read what it is about: its last look raises."""
    reader = place.leader
    return waiting_mail(kind="news", recipient=reader, address=reader.email, about={})


def test_a_mail_that_cannot_be_judged_stops_no_other_and_is_set_aside(
    merenland, waiting_mail, scripted
):
    """It once ended the run, and was taken again after each lease for as long as one watched."""
    mail, others = broken(merenland, waiting_mail), [waiting_mail() for _ in range(3)]
    deliver(DUE, scripted.relay)
    assert len(scripted.bodies) == len(others)
    mail.refresh_from_db()
    assert (mail.state, mail.troubles, mail.fence) == ("pending", 1, None)
    assert "TypeError" in mail.trouble
    for hours in range(1, 30):
        deliver(DUE + hours * HOUR, scripted.relay)
    mail.refresh_from_db()
    assert (mail.state, mail.troubles, mail.attempts) == ("dead", 5, 5)
    assert mail.reason.startswith("opzijgezet na 5 pogingen: TypeError")
    assert len(scripted.bodies) == len(others)


def test_a_mail_that_cannot_be_rendered_says_why_and_is_set_aside(merenland, browse, bureau):
    """It once waited for ever without a reason, tried every minute."""
    mail = mail_to(merenland.chair, "digest", "digest:of:nothing", DUE)
    mail.save()
    assert render_waiting(DUE) == 1
    mail.refresh_from_db()
    assert mail.state == "pending" and mail.troubles == 1
    page = browse(bureau).get(reverse("mail"), {"trouble": "yes"}).content.decode()
    assert mail.key in page and "ValueError" in page
    assert [render_waiting(DUE + minute * MINUTE) for minute in range(1, 8)].count(1) == 2
    for hours in range(1, 30):
        render_waiting(DUE + hours * HOUR)
    mail.refresh_from_db()
    assert (mail.state, mail.troubles) == ("dead", 5) and "ValueError" in mail.reason
    assert (
        "ValueError" in browse(bureau).get(reverse("mail_detail", args=[mail.pk])).content.decode()
    )
    assert decide(mail, "dead", "pending", DUE + 40 * HOUR, bureau, "hersteld")
    mail.refresh_from_db()
    assert (mail.troubles, mail.trouble) == (0, "")  # all its tries are before it again


def test_a_source_of_evidence_that_raises_stops_nobody(waiting_mail, scripted):
    """A log that could not be read once ended every run: nothing was sent at all."""
    lost, next_one = waiting_mail(), waiting_mail(next_attempt_at=DUE + 40 * MINUTE)
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    scripted.script = {}

    def unreadable(_mail):
        raise PermissionError("/var/log/mail.log")

    assert resolve(DUE + 40 * MINUTE, [unreadable, lambda mail: True]) == 1
    lost.refresh_from_db()
    assert lost.state == "sent"
    pulse = Heartbeat.objects.get(part="resolver")
    assert not pulse.is_well and "/var/log/mail.log" in pulse.outcome
    deliver(DUE + 40 * MINUTE, scripted.relay)
    next_one.refresh_from_db()
    assert next_one.state == "sent"


def test_what_a_source_cannot_read_is_no_proof_of_absence(waiting_mail, scripted):
    mail = waiting_mail()
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)

    def unreadable(_mail):
        raise PermissionError

    assert resolve(DUE + 40 * MINUTE, [unreadable, lambda mail: False]) == 0
    mail.refresh_from_db()
    assert mail.state == "uncertain"


def test_after_a_reap_the_quiet_time_is_kept(waiting_mail):
    """The answer may still be on its way to a sender that lives."""
    waiting_mail()
    mail = claim(DUE)
    enter_data(mail, DUE)
    ended = DUE + 21 * MINUTE
    assert reap(ended) == 1
    absent = [lambda mail: False]
    assert resolve(ended, absent) == resolve(ended + 29 * MINUTE, absent) == 0
    assert resolve(ended + 31 * MINUTE, absent) == 1


def test_a_part_of_the_planner_that_fails_stops_no_other(merenland, waiting_mail):
    broken(merenland, waiting_mail)  # the planner of messages reads what was told before
    waits = mail_to(merenland.chair, "digest", "digest:of:nothing", DUE)
    waits.save()
    now = DUE + 2 * HOUR
    Question.objects.create(
        region=merenland.region, asked_of="advisor", asked_by=merenland.leader, asked_at=now,
        text="Hoe?",
    )  # fmt: skip
    plan(now)
    pulse = Heartbeat.objects.get(part="planner")
    assert not pulse.is_well and "TypeError" in pulse.outcome
    waits.refresh_from_db()
    assert waits.troubles == 1  # rendering comes after planning, and was reached


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        ("jan@demo.example", "jan@demo.example"),
        ("jan@bücher.nl", "jan@xn--bcher-kva.nl"),
        ("jan@Bücher.NL", "jan@xn--bcher-kva.nl"),
        ("jan@straße.de", "jan@xn--strae-oqa.de"),
    ],
)
def test_a_domain_with_other_letters_goes_as_punycode(waiting_mail, sink, address, wire):
    assert on_the_wire(address) == wire
    waiting_mail(address=address)
    deliver(DUE, sink.relay)
    assert sink.envelopes[0].rcpt_tos == [wire]
    assert sink.messages[0]["To"].addresses[0].addr_spec == wire
    assert Mail.objects.get().state == "sent"


@pytest.mark.parametrize("address", ["jörg@demo.example", "jan@ü_b.example"])
def test_an_address_that_mail_cannot_carry_is_refused_at_the_form(
    merenland, browse, bureau, address
):
    client = browse(bureau)
    asked = {"email": address, "name": "Jörg", "role": "leader", "starts_on": "2026-11-01"}
    page = client.post(reverse("bureau_membership_new"), asked).content.decode()
    assert "Mail kan dit adres niet bereiken" in page
    page = client.post(
        reverse("bureau_person", args=[merenland.leader.pk]), {"email": address, "name": "Jörg"}
    ).content.decode()
    assert "Mail kan dit adres niet bereiken" in page


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_while_the_database_is_away_is_kept(waiting_mail, scripted):
    """With Postgres stopped when the relay answered, six sent mails once ended uncertain."""
    mail = waiting_mail()
    name, outside = connection.settings_dict["NAME"], connection.get_connection_params()
    line = psycopg2.connect(**{**outside, "dbname": "postgres"})
    line.autocommit = True
    cursor = line.cursor()

    def open_again():
        time.sleep(2)
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def close_at(step):
        if step == "body":
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            threading.Thread(target=open_again).start()

    scripted.before_reply = close_at
    try:
        deliver(DUE, scripted.relay_waiting(5))
    finally:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        line.close()
    mail.refresh_from_db()
    assert (mail.state, mail.reply_code, len(scripted.bodies)) == ("sent", 250, 1)


def test_the_last_look_reads_the_news_once_a_run(merenland, waiting_mail):
    """Ten queries a mail: with a hundred messages the last look asked a thousand."""

    def queries(mails: int) -> int:
        now = DUE + mails * MINUTE
        for number in range(mails):
            reader = person(f"L{mails}x{number} Lezer")
            told = {"kind": "news", "about": {"news": []}, "next_attempt_at": now}
            waiting_mail(recipient=reader, address=reader.email, **told)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert deliver(now, is_kept=True) == mails
        return len(seen)

    few, many = queries(2), queries(12)
    assert (many - few) / 10 <= 12  # claim, look, settle and their savepoints
    assert Membership.objects.exists() and not Mail.objects.exclude(state="kept").exists()
