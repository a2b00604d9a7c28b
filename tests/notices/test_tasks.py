import os
import ssl

import pytest
from celery import current_app
from celery.signals import worker_shutting_down
from django.conf import settings
from django.core.management import CommandError, call_command
from kombu import Connection

from sto_portal.addresses import verified
from sto_portal.celery import app
from sto_portal.notices.delivering import deliver
from sto_portal.notices.management.commands.keep_going import step_in
from sto_portal.notices.models import Digest, Heartbeat, Mail
from sto_portal.notices.outbox.runs import is_stopping, stop_runs
from sto_portal.notices.outbox.waking import wake_sender
from tests.progress.stories import log

from .conftest import DUE


def test_every_beat_entry_is_a_task_that_takes_no_arguments():
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        task = app.tasks[entry["task"]]
        task.signature().clone()
        assert entry["schedule"].total_seconds() > 0


def test_the_commands_do_the_whole_job_without_a_worker(merenland, capsys, settings):
    settings.EMAIL_URL = ""
    type(merenland.group).objects.update(digests_from_on="2026-10-01")
    log(merenland.region, "2026-10", going_well="Het loopt.")
    moment = "2026-11-02T07:30"
    call_command("plan", now=DUE)
    call_command("deliver", now=DUE)
    call_command("plan", "--now", moment)
    call_command("deliver", "--now", moment)
    assert Digest.objects.count() == 1
    assert Mail.objects.get(kind="digest").state == "kept"
    assert set(Heartbeat.objects.values_list("part", flat=True)) == {
        "planner",
        "sender",
        "codes",
        "resolver",
    }
    with pytest.raises(CommandError, match="gisteren"):
        call_command("plan", "--now", "gisteren")


def test_quarantine_is_a_command(db, waiting_mail, capsys):
    waiting_mail()
    call_command("quarantine_mail")
    assert Mail.objects.get().state == "uncertain"


def test_a_broker_that_is_away_hurts_nobody(monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    wake_sender()


def test_a_worker_that_is_asked_to_stop_takes_no_new_mail(db, waiting_mail, scripted):
    """Asked in the first process of the worker, heard in the children that it forks."""
    waiting_mail(), waiting_mail()
    scripted.before_reply = lambda step: step == "body" and worker_shutting_down.send(sender=None)
    try:
        assert deliver(DUE, scripted.relay) == 1
        stop_runs(False)
        child = os.fork()
        if child == 0:
            stop_runs()
            os._exit(0)
        os.waitpid(child, 0)
        assert is_stopping(), "parent and child share it"
    finally:
        stop_runs(False)
    scripted.before_reply = lambda step: None
    assert deliver(DUE, scripted.relay) == 1
    assert len(scripted.bodies) == 2


def test_a_backlog_of_wake_ups_is_one_wake_up():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["options"]["expires"] == entry["schedule"].total_seconds()


def test_a_worker_waits_for_a_broker_however_long_and_checks_its_certificate():
    assert app.conf.broker_connection_max_retries is None
    assert app.conf.broker_connection_retry_on_startup
    assert verified("redis://:x@host:1/0") == "redis://:x@host:1/0"
    with Connection(verified("rediss://:x@host:1/0")) as line:
        assert line.ssl["ssl_cert_reqs"] == ssl.CERT_REQUIRED
    own = "rediss://host:1/0?ssl_cert_reqs=none"
    assert verified(own) == own


def test_without_a_broker_a_timer_plans_and_sends(db, waiting_mail, settings):
    settings.EMAIL_URL = ""
    waiting_mail(kind="digest", recipient=None)
    assert step_in()
    assert Mail.objects.get().state != "pending"
    assert not step_in(), "somebody did it just now"
    Heartbeat.objects.filter(part="sender").update(ran_at=DUE)
    assert step_in()
