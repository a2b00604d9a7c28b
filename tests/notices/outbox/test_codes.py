"""A sign-in code does not wait for another mail, comes in seconds or not at all, and gets old."""

import datetime
import threading
import time

import pytest
from django.conf import settings as django_settings
from django.test import Client

from sto_portal.celery import app
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat, Mail
from sto_portal.notices.outbox.answers import Answer, Result, Step
from sto_portal.notices.outbox.breaker import heard
from sto_portal.notices.outbox.mails import claim
from sto_portal.notices.outbox.smtp import Relay
from tests.notices.conftest import DUE
from tests.notices.relay import scripted_relay

pytestmark = pytest.mark.django_db
SECOND, MINUTE = datetime.timedelta(seconds=1), datetime.timedelta(minutes=1)


def code(waiting_mail, **fields) -> Mail:
    return waiting_mail(priority=1, kind="account", **fields)


@pytest.mark.django_db(transaction=True)
def test_a_slow_relay_of_other_mails_holds_no_code(waiting_mail, scripted):
    """With one worker for both, a code once took 73 seconds behind a mail that took 40."""
    waiting_mail()
    with scripted_relay() as stuck:
        stuck.script = {"rcpt": "hang"}
        sender = threading.Thread(target=lambda: deliver(DUE, stuck.relay_waiting(4), lane="mails"))
        sender.start()
        while "mail" not in stuck.steps and sender.is_alive():
            time.sleep(0.01)
        mine = code(waiting_mail)
        begin = time.monotonic()
        assert deliver(DUE, scripted.relay, lane="codes") == 1
        took = time.monotonic() - begin
        assert sender.is_alive() and took < 3
        mine.refresh_from_db()
        assert mine.state == "sent"
        sender.join()


def test_each_lane_takes_its_own(waiting_mail, scripted):
    mine, other = code(waiting_mail), waiting_mail()
    assert deliver(DUE, scripted.relay, lane="mails") == 1
    assert [mail.state for mail in (reread(mine), reread(other))] == ["pending", "sent"]
    assert set(Heartbeat.objects.values_list("part", flat=True)) == {"sender", "resolver"}
    assert deliver(DUE, scripted.relay, lane="codes") == 1
    assert reread(mine).state == "sent"
    assert Heartbeat.objects.filter(part="codes").exists()


def reread(mail: Mail) -> Mail:
    mail.refresh_from_db()
    return mail


def test_where_nobody_sends_codes_the_other_lane_does_after_two_minutes(waiting_mail, scripted):
    mine = code(waiting_mail)
    assert deliver(DUE + MINUTE, scripted.relay, lane="mails") == 0
    assert deliver(DUE + 2 * MINUTE, scripted.relay, lane="mails") == 1
    assert reread(mine).state == "sent"


def test_no_answer_is_waited_for_longer_than_somebody_waits():
    relay = Relay("mail.example", 25).hurried()
    assert (relay.connect_wait, relay.final_wait) == (5, 30)
    assert Relay("mail.example", 25).final_wait == 600


def test_a_code_of_which_no_answer_came_is_sent_once_more_and_never_a_third_time(
    waiting_mail, scripted
):
    mine = code(waiting_mail)
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay, lane="codes")
    assert reread(mine).state == "pending"
    for seconds in range(6, 60, 6):
        deliver(DUE + seconds * SECOND, scripted.relay, lane="codes")
    assert reread(mine).state == "uncertain" and len(scripted.bodies) == 2
    assert scripted.bodies[0] == scripted.bodies[1]
    deliver(DUE + 61 * MINUTE, scripted.relay)
    assert reread(mine).state == "stale"  # a question to nobody


def test_a_sender_that_stopped_holds_a_code_for_three_minutes(waiting_mail, scripted):
    mine = code(waiting_mail)
    assert claim(DUE, "codes").pk == mine.pk
    deliver(DUE + 2 * MINUTE, scripted.relay)
    assert reread(mine).state == "sending"
    deliver(DUE + 4 * MINUTE, scripted.relay)
    assert reread(mine).state == "sent"


def test_a_code_that_is_too_old_is_not_sent(waiting_mail, scripted):
    mine = code(waiting_mail)
    deliver(DUE + 15 * MINUTE, scripted.relay, lane="codes")
    assert reread(mine).state == "stale" and scripted.bodies == []


def test_while_the_relay_takes_nothing_a_code_is_tried_every_half_minute(waiting_mail, scripted):
    for _number in range(4):
        code(waiting_mail)
    for mail in Mail.objects.all()[:3]:
        heard(mail, Answer(Result.LATER, 530, "5.7.0 no", Step.MAIL), DUE)
    scripted.script = {"mail": "530 5.7.0 no"}
    tried = [deliver(DUE + s * SECOND, scripted.relay, lane="codes") for s in range(0, 120, 10)]
    assert tried == [0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]


def test_the_codes_have_a_queue_and_a_worker_of_their_own():
    app.loader.import_default_modules()
    assert "notices.deliver_codes" in app.tasks
    route = app.amqp.router.route({}, "notices.deliver_codes")
    assert route["queue"].name == "codes"
    assert app.amqp.router.route({}, "notices.deliver")["queue"].name == "celery"
    lines = (django_settings.BASE_DIR / "Procfile").read_text().splitlines()
    assert [line.split(":")[0] for line in lines if "--queues codes" in line] == ["codes"]


def test_the_page_of_the_code_tells_everybody_the_same(merenland, settings):
    """Who asks with a suppressed, an unknown or a good address reads the same words."""
    settings.EMAIL_BACKEND = "sto_portal.notices.kinds.sign_in_mail.OutboxBackend"
    pages = []
    for address in (merenland.leader.email, "vreemd@demo.example"):
        client = Client()
        client.post("/accounts/login/code/", {"email": address})
        page = client.get("/accounts/login/code/confirm/").content.decode()
        assert "adres dat niet werkt" in page
        pages.append(page.replace(address, "x").partition("<h1>")[2].partition("<form")[0])
    assert pages[0] == pages[1]
