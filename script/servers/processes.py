"""Child processes of the keeper, and the ports they get."""

import contextlib
import ctypes
import importlib.util
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

READY_WITHIN_SECONDS = 40


class LocalServersError(Exception):
    """What stands in the way, as a sentence for the person at the keyboard."""

    exit_code = 3


def package_dir(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise LocalServersError(
            f"The package {package} is not installed; set DATABASE_URL and REDIS_URL instead."
        )
    return Path(spec.origin).parent


def private_log(path: Path) -> IO[bytes]:
    """A log to add to, for the owner alone: statements stand in it with what people wrote."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    return path.open("ab")


def start_child(
    command: list[str], log: Any, last_wish: signal.Signals, **who: Any
) -> "subprocess.Popen[bytes]":
    """A child that gets `last_wish` from the kernel when the keeper dies without a word."""

    def die_with_parent() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, int(last_wish))

    return subprocess.Popen(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        preexec_fn=die_with_parent,
        **who,
    )


def wait_until(
    is_ready: Callable[[], bool], name: str, process: "subprocess.Popen[bytes]", log: Path
) -> None:
    """Return when the process is ready; raise with the last reason in its log when it is not."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            lines = [*log.read_text(errors="replace").strip().splitlines(), "no reason given"]
            reason = next((line for line in reversed(lines) if "FATAL" in line), lines[-2:][0])
            raise LocalServersError(f"{name} did not start: {reason} (see {log})")
        time.sleep(0.02)


def wait_or_kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_free(port: int) -> bool:
    if not port:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
