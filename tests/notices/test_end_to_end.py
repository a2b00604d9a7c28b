"""The real thing: a Celery worker and beat as processes of their own, on real Valkey and Postgres,
from a log that was submitted to a mail in a real SMTP server."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from regions.models import Role
from regions.months import Month
from regions.progress.models import RegionMonth
from sto_portal.notices.models import Digest, Heartbeat, Mail
from tests.conftest import member, person
from tests.progress.stories import log

ROOT = Path(__file__).resolve().parents[2]
WITHIN = 60  # seconds


def environment(sink, tmp_path) -> dict[str, str]:
    """The same database as this test, a Valkey database that nobody else listens to."""
    database = urlsplit(os.environ["DATABASE_URL"])
    redis = urlsplit(settings.REDIS_URL)
    name = connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(database._replace(path=f"/{name}")),
        "REDIS_URL": urlunsplit(redis._replace(path="/9")),
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "BEAT_SECONDS": "1",
        "DIGEST_STALE_AFTER_DAYS": "40",
        "STATE_DIR": str(tmp_path),
    }


@pytest.fixture
def start(tmp_path, sink):
    """Start a part of Celery; all are stopped in the end, and what they said is kept."""
    running: list[subprocess.Popen] = []

    def run(*arguments: str) -> Path:
        said = tmp_path / f"{arguments[0]}.log"
        with said.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "sto_portal", *arguments],
                cwd=ROOT,
                env=environment(sink, tmp_path),
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        running.append(process)
        return said

    yield run
    for process in running:
        process.send_signal(signal.SIGTERM)
    for process in running:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until(true, what: str, logs: list[Path]) -> None:
    begin = time.monotonic()
    while not true():
        if time.monotonic() - begin > WITHIN:
            said = "\n".join(path.read_text()[-3000:] for path in logs)
            pytest.fail(f"{what} did not happen within {WITHIN} seconds\n{said}")
        time.sleep(0.2)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_log_becomes_a_digest_in_the_mailbox_of_the_steering_group(merenland, sink, start):
    last = Month.of(timezone.now()).previous
    type(merenland.group).objects.update(digests_from_on=last.first_day)
    member(person("Bas de Vries"), Role.BUSINESS, merenland.region)
    logs = [
        start("worker", "--loglevel", "INFO", "--concurrency", "2", "--without-gossip"),
        start("beat", "--loglevel", "INFO", "--pidfile="),
    ]
    log(merenland.region, str(last), {"1.1": {"status": "on_track"}}, going_well="Oosterveen!")

    def snapshot():
        return RegionMonth.objects.filter(month_on=last.first_day, submitted_at__isnull=False)

    wait_until(snapshot().exists, "the snapshot", logs)
    wait_until(Digest.objects.exists, "the digest", logs)

    def all_sent():
        mails = Mail.objects.filter(kind="digest")
        return mails.count() == 2 and not mails.exclude(state="sent").exists()

    wait_until(all_sent, "the delivery", logs)
    time.sleep(3)  # beat goes on, and mails nobody twice
    ids = Mail.objects.filter(kind="digest").values_list("message_id", flat=True)
    assert sorted(pk for pk in sink.ids if pk in ids) == sorted(ids)
    letter = next(message for message in sink.messages if message["Message-ID"] in ids)
    assert "Merenland" in letter["Subject"]
    assert "Oosterveen!" in letter.get_body(("plain",)).get_content()
    assert "Oosterveen!" in letter.get_body(("html",)).get_content()
    assert Heartbeat.objects.filter(is_well=True).count() == 3
