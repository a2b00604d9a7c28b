"""A new version under load: web and worker are restarted, and no visitor and no mail is lost."""

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from sto_portal.notices.models import Mail
from tests.conftest import member, person
from tests.faults.parts import Browser, OwnBroker, Parts, until
from tests.notices.relay import ScriptedRelay
from tests.web.serving import ROOT
from tests.web.test_faults import database_url

from servers.processes import free_ports, wait_or_kill

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
RESTARTS, VISITORS = 3, 4


@pytest.fixture
def web(static_root: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """As script/process starts it, with two processes."""
    (port,) = free_ports(1)
    known = {name: text for name, text in os.environ.items() if name != "STATEMENT_TIMEOUT"}
    settings = {"DEBUG": "", "DEMO": "1", "PORT": str(port), "STATIC_ROOT": str(static_root)}
    settings |= {"DATABASE_URL": database_url(), "WEB_WORKERS": "2"}
    process = subprocess.Popen([ROOT / "script/process", "web"], env={**known, **settings})
    portal = f"http://127.0.0.1:{port}"
    until(lambda: Browser(portal).get("/health/ready") == 200, 60)
    yield portal, process
    process.terminate()
    wait_or_kill(process)


def children(process: subprocess.Popen[bytes]) -> set[str]:
    return set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())


def test_new_processes_of_the_web_take_over_without_a_lost_request(web, counted):
    portal, process = web
    chair = person("Marijke Kuiper")
    member(chair, "bureau")
    answers, is_over = Counter[int](), threading.Event()

    def visit() -> None:
        browser = Browser(portal, chair)
        while not is_over.is_set():
            answers[browser.get("/health/ready")] += 1
            answers[browser.get("/help/")] += 1
            answers[browser.post("/accounts/role/", membership=str(chair.pk))] += 1

    people = [threading.Thread(target=visit) for _n in range(VISITORS)]
    for one in people:
        one.start()
    for _n in range(RESTARTS):
        before, told = children(process), answers.total()
        process.send_signal(signal.SIGHUP)
        until(lambda: len(children(process)) == 2 and not children(process) & before, 60)  # noqa: B023
        until(lambda: answers.total() > told + 60, 60)  # noqa: B023
    is_over.set()
    for one in people:
        one.join(60)
    counted("restart", restarts=RESTARTS, requests=answers.total(), lost=answers[0],
            faults=sum(n for status, n in answers.items() if status >= 500))  # fmt: skip
    assert answers.total() > 60 * RESTARTS
    assert not answers[0] and all(status < 500 for status in answers), answers
    process.terminate()
    wait_or_kill(process)
    assert Browser(portal).get("/health/live") == 0, "a request that is lost would be counted"


def test_workers_that_are_restarted_send_each_mail_once(tmp_path, waiting_mail, counted):
    broker, relay = OwnBroker(tmp_path), ScriptedRelay()
    broker.start()
    parts = Parts(tmp_path, DATABASE_URL=database_url(), REDIS_URL=broker.url, BEAT_SECONDS="1",
                  EMAIL_URL=f"smtp://127.0.0.1:{relay.relay.port}")  # fmt: skip
    relay.before_reply = lambda step: time.sleep(0.05)
    try:
        parts.celery("beat", "--pidfile=", "--schedule", str(tmp_path / "beat"))
        parts.worker()
        for _n in range(RESTARTS):
            for _m in range(20):
                waiting_mail(
                    next_attempt_at=timezone.now(), address=f"{time.time_ns()}@demo.example"
                )
            until(lambda: Mail.objects.filter(state="sending").exists(), 20)
            old = parts.running.pop()
            old.terminate()
            parts.worker()
            assert old.wait(60) == 0
        until(lambda: not Mail.objects.open().exists(), 60)
    finally:
        parts.end()
        broker.kill()
        relay.close()
    states = Counter(Mail.objects.values_list("state", flat=True))
    counted("restart", restarts=RESTARTS, mails=states.total(), taken=len(relay.bodies))
    assert set(states) == {"sent"}
    assert len(relay.bodies) == states.total() >= 20 * RESTARTS
