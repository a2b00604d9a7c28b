"""The two sizes, the table that is printed, and a Postgres that may be stopped at any moment."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
import pytest
from django.db import connection, connections

from tests.databases import migrated_template
from tests.notices.conftest import scripted, waiting_mail  # noqa: F401
from tests.web.serving import start, static_root  # noqa: F401

from servers.postgres import Postgres, _bin_dir
from servers.processes import free_ports

# How far from the sizes of the suite (0) to the full ones (1).
PART = float(os.environ.get("FAULTS", "0"))
IS_FULL = PART >= 1


def sized(small: int, full: int) -> int:
    return round(small + (full - small) * PART)


@pytest.fixture
def counted(record_property) -> Callable[..., None]:
    """Keep the counts of a figure for the table."""

    def keep(figure: str, **counts: object) -> None:
        record_property("figure", figure)
        # As text: a process of the suite hands plain values to the one that prints them.
        told = {name.replace("_", " "): str(number) for name, number in counts.items()}
        record_property("counts", told)

    return keep


def pytest_terminal_summary(terminalreporter) -> None:
    rows = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            told = dict(getattr(report, "user_properties", []))
            if "figure" in told:
                rows.append((told["figure"], outcome, report.duration, told["counts"]))
    for figure, outcome, seconds, counts in sorted(rows, key=lambda row: row[0]):
        words = ", ".join(f"{name} {number}" for name, number in counts.items())
        terminalreporter.write_line(f"{figure:<5} {outcome:<7} {seconds:6.1f} s   {words}")


def dumped(url: str) -> bytes:
    command = [_bin_dir() / "pg_dump", "--no-owner", url]
    return subprocess.run(command, capture_output=True, check=True).stdout


class OwnPostgres:
    """A durable cluster with the schema of the portal, that is stopped without warning."""

    def __init__(self, folder: Path) -> None:
        self.server = Postgres(folder, free_ports(1)[0], "faults", durable=True)
        self.stops = 0
        self._start()

    def _start(self) -> None:
        self.process = self.server.start()
        self.server.wait_until_ready(self.process)

    def stop_at_once_and_start(self) -> None:
        """What a power cut leaves: SIGQUIT ends every backend where it is."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)
        self.stops += 1
        time.sleep(0.3)
        self._start()

    def lose_everything(self) -> None:
        """What a broken disk leaves: a new cluster, with an empty database."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)
        shutil.rmtree(self.server.data_dir)
        self._start()

    def end(self) -> None:
        """Nobody needs what is in it any more."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)

    def fill(self) -> None:
        """The schema, copied from the template that every run of the tests has."""
        source = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{migrated_template()}"
        self.load(dumped(source))

    def load(self, dump: bytes) -> None:
        load = [_bin_dir() / "psql", "-q1", "-v", "ON_ERROR_STOP=1", self.server.url]
        subprocess.run(load, input=dump, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def used_by_django(url: str) -> Iterator[None]:
    """Every connection of this process, and of those it forks, goes to another database."""
    told, before = environ.Env.db_url_config(url), dict(connection.settings_dict)
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    connections.close_all()
    connection.settings_dict.update({name: told[name] for name in names})
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update({name: before[name] for name in names})


@pytest.fixture
def own_postgres(django_db_setup, django_db_blocker) -> Iterator[OwnPostgres]:
    folder = Path(tempfile.mkdtemp(prefix="sto-portal-faults-", dir="/var/tmp"))
    folder.chmod(0o755)
    server = OwnPostgres(folder)
    try:
        server.fill()
        with django_db_blocker.unblock(), used_by_django(server.server.url):
            yield server
    finally:
        server.end()
        shutil.rmtree(folder)
