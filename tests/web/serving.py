"""The portal as the Procfile starts it, for tests that look at it over a line: gunicorn, and its
probes on a port of their own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

ROOT = Path(__file__).resolve().parents[2]
THREADS = 8


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def ask(url: str, host: str = "") -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


@pytest.fixture
def static_root(tmp_path: Path) -> Path:
    """As collectstatic leaves it, without what it takes a minute to compress."""
    found = [
        str(Path(getattr(storage, "prefix", None) or "") / path)
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    manifest = {"version": "1.1", "hash": "", "paths": {path: path for path in found}}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    return tmp_path


@pytest.fixture
def start(static_root: Path) -> Iterator[Callable[..., tuple[str, str]]]:
    """Start gunicorn as the Procfile does; its address and that of its probes."""
    running: list[subprocess.Popen] = []

    def run(workers: int = 1, threads: int = THREADS, **settings: str) -> tuple[str, str]:
        port, probes = free_port(), free_port()
        command = [sys.executable, "-m", "gunicorn", "sto_portal.wsgi", "--no-control-socket"]
        command += ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
        known = {name: text for name, text in os.environ.items() if name != "STATEMENT_TIMEOUT"}
        settings = {**known, "DEBUG": "", "DEMO": "1", "HEALTH_PORT": str(probes), **settings}
        settings["STATIC_ROOT"] = str(static_root)
        command += ["--workers", str(workers), "--threads", str(threads)]
        running.append(subprocess.Popen(command, cwd=ROOT, env=settings))
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", probes)) == 0:
                    break
            time.sleep(0.1)
        return f"http://127.0.0.1:{port}", f"http://127.0.0.1:{probes}"

    yield run
    for process in running:
        process.terminate()
        process.wait(20)
