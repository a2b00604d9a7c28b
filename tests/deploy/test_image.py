"""The image without a container: its steps in a clean folder, and its processes from there, as a
user who may write nothing of it. Web and workers share the database and the broker alone."""

import json
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from pathlib import Path

import pytest
from django.utils import timezone

from sto_portal.notices.models import Heartbeat, Mail
from tests.deploy.image import AS_OWNER, OWNER, Image
from tests.faults.parts import OwnBroker, until
from tests.notices.relay import ScriptedRelay
from tests.watch.debian import program
from tests.web.test_faults import database_url

from servers.processes import free_ports, wait_or_kill

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TOKEN = "een-lang-geheim-voor-prometheus"


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    folder = Path(tempfile.mkdtemp(prefix="sto-portal-image-", dir="/var/tmp"))
    folder.chmod(0o755)
    made = Image(folder)
    try:
        made.make()
        made.close()
        yield made
    finally:
        made.open()
        shutil.rmtree(folder)


class Running:
    """Processes of the image, each with a folder for its state that is its own, and empty."""

    def __init__(self, image: Image, folder: Path, **settings: str) -> None:
        self.image, self.folder, self.settings = image, folder, settings
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, *command: str, **more: str) -> Path:
        own = self.image.folder / "tmp" / name
        own.mkdir(parents=True)
        if AS_OWNER:
            shutil.chown(own, OWNER, OWNER)
        said = self.folder / f"{name}.log"
        told = {"STATE_DIR": str(own), "TMPDIR": str(own), "HOME": str(own)}
        self.processes.append(
            self.image.start(list(command), said, **{**self.settings, **told, **more})
        )
        return said

    def end(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            wait_or_kill(process)
        self.processes.clear()
        shutil.rmtree(self.image.folder / "tmp")


@pytest.fixture
def broker(tmp_path) -> Iterator[OwnBroker]:
    own = OwnBroker(tmp_path)
    own.start()
    yield own
    own.kill()


@pytest.fixture
def relay() -> Iterator[ScriptedRelay]:
    server = ScriptedRelay()
    yield server
    server.close()


@pytest.fixture
def ports() -> list[int]:
    return free_ports(3)


@pytest.fixture
def running(image, tmp_path, broker, relay, ports) -> Iterator[Running]:
    web, _plain, https = ports
    started = Running(
        image,
        tmp_path,
        SECRET_KEY="".join(chr(97 + n % 26) for n in range(64)),
        SITE_URL=f"https://localhost:{https}",
        ALLOWED_HOSTS="localhost",
        DATABASE_URL=database_url(),
        REDIS_URL=broker.url,
        EMAIL_URL=f"smtp://127.0.0.1:{relay.relay.port}",
        TRUSTED_PROXIES="1",
        METRICS_TOKEN=TOKEN,
        BIND="127.0.0.1",
        PORT=str(web),
        BEAT_SECONDS="1",
        SECOND_FACTOR_REQUIRED="0",
    )
    yield started
    started.end()


def ask(url: str, **headers: str) -> tuple[int, Message, str]:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    told = {name.replace("_", "-"): text for name, text in headers.items()}
    request = urllib.request.Request(url, headers=told)
    try:
        with urllib.request.urlopen(request, timeout=20, context=trusting) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()
    except OSError as trouble:
        return 0, Message(), str(trouble)


def test_the_web_runs_from_a_tree_that_it_cannot_write_in(image, running, ports, tmp_path):
    web = f"http://127.0.0.1:{ports[0]}"
    before = image.written()
    said = running.start("web", *json.loads(image.final.last("CMD")))
    with suppress(AssertionError):
        until(lambda: ask(f"{web}/health/live")[0] == 200, 60)
    assert ask(f"{web}/health/ready")[0] == 200, said.read_text()
    (process,) = running.processes
    status = Path(f"/proc/{process.pid}/status").read_text()
    if AS_OWNER:
        assert f"\nUid:\t{OWNER}\t{OWNER}" in status
        touch = [*AS_OWNER, "touch", image.work / "manage.py"]
        assert subprocess.run(touch, capture_output=True).returncode
    behind = {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "https", "Host": "localhost"}
    status, headers, page = ask(f"{web}/electives/", **behind)
    assert status == 200 and "Strict-Transport-Security" in headers
    style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    status, headers, _page = ask(f"{web}{style}", **behind)
    assert status == 200 and "immutable" in headers["Cache-Control"]
    assert ask(f"{web}/metrics", Authorization=f"Bearer {TOKEN}")[0] == 200
    check = image.final.last("HEALTHCHECK").partition("CMD ")[2].replace("8000", str(ports[0]))
    checked = running.image.start(json.loads(check), tmp_path / "check.log")
    assert checked.wait(20) == 0
    assert image.written() == before


def test_caddy_leads_to_it_with_tls_and_believes_no_visitor(image, running, ports, tmp_path):
    caddy = program("caddy", "caddy")
    web, plain, https = ports
    running.start("web", "script/process", "web")
    place = {"SITE_HOST": "localhost", "UPSTREAM": f"127.0.0.1:{web}"}
    place |= {"HTTPS_PORT": str(https), "HTTP_PORT": str(plain)}
    running.start(
        "caddy", str(caddy), "run", "--adapter", "caddyfile", "--config",
        str(image.work / "docs/deploy/Caddyfile"), **place,
    )  # fmt: skip
    portal = f"https://localhost:{https}"
    with suppress(AssertionError):
        until(lambda: ask(f"{portal}/health/live")[0] == 200, 60)
    lies = {"X_Forwarded_For": "192.0.2.66", "X_Forwarded_Proto": "http", "X_Request_ID": "a" * 32}
    status, headers, page = ask(f"{portal}/accounts/login/", **lies)
    assert status == 200, (status, page, (tmp_path / "caddy.log").read_text()[-2000:])
    assert headers["X-Request-ID"] not in ("a" * 32, "") and "Secure" in headers["Set-Cookie"]
    assert len(headers["X-Request-ID"]) == 36, "that of the proxy"
    status, _headers, page = ask(f"{portal}/metrics", Authorization=f"Bearer {TOKEN}")
    assert (status, page) == (404, "")
    said = (tmp_path / "web.log").read_text()
    line = next(one for one in said.splitlines() if headers["X-Request-ID"] in one)
    assert json.loads(line)["route"] == "account_login"


def test_two_beats_and_workers_that_share_no_disk_send_each_mail_once(
    image, running, relay, waiting_mail
):
    for _n in range(12):
        waiting_mail(next_attempt_at=timezone.now())
    running.start("worker", "script/process", "worker")
    running.start("other", "script/process", "worker", PORT="1")
    running.start("codes", "script/process", "codes")
    running.start("beat", "script/process", "beat")
    running.start("beat2", "script/process", "beat", PORT="1")
    parts = {"planner", "sender", "codes", "resolver"}
    until(lambda: parts <= set(Heartbeat.objects.values_list("part", flat=True)), 90)
    until(lambda: not Mail.objects.open().exists(), 60)
    time.sleep(3)  # both beats go on
    states = set(Mail.objects.values_list("state", flat=True))
    assert states == {"sent"}, list(Mail.objects.values_list("state", "reason", "trouble"))
    assert len(relay.bodies) == Mail.objects.count() >= 12
