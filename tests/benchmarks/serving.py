"""Two gunicorn workers as in the Procfile, and a client that keeps its connection."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Server:
    name: str
    port: int
    process: subprocess.Popen
    cookies: dict[int, str] = field(default_factory=dict)  # by person
    connection: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, person: int, body: str = "", headers: Mapping[str, str] = {}
    ) -> tuple[int, bytes, float]:
        """Status, body and seconds of one request over the kept connection."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sent = {"Cookie": self.cookies[person], "Host": f"127.0.0.1:{self.port}", **headers}
        begin = time.perf_counter()
        try:
            self.connection.request(method, path, body or None, sent)
            answer = self.connection.getresponse()
            content = answer.read()
        except (http.client.HTTPException, OSError):
            self.connection = None
            return self.ask(method, path, person, body, headers)
        seconds = time.perf_counter() - begin
        if answer.will_close:
            self.connection = None
        return answer.status, content, seconds

    def memory(self) -> int:
        """Resident bytes of the workers, without the process that starts them."""
        children = subprocess.run(
            ["ps", "-o", "rss=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return sum(int(line) for line in children.stdout.split()) * 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(name: str, application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"),
        *("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--keep-alive", "60"),
        *("--no-control-socket", "--log-level", "error"),
    ]
    site = {"SITE_URL": f"http://127.0.0.1:{port}", "PORT": str(port)}
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment, **site},
        cwd=Path(__file__).resolve().parents[2],
    )
    try:
        _wait_for(port, process)
        yield Server(name, port, process)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("gunicorn stopped at once; see above")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("gunicorn does not listen")
