import pytest
from celery import current_app
from django.conf import settings
from django.core.management import CommandError, call_command

from sto_portal.celery import app
from sto_portal.notices.models import Digest, Heartbeat, Mail
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
