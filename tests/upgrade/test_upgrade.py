"""From the last release to this code, under the writes of the old one: see make.py."""

import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from .make import FILE
from archive import program

ROOT = Path(__file__).resolve().parents[2]
NAME = f"upgrade_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
# As LOCK_TIMEOUT of the web: what waits for longer is a page with 503 to somebody.
PATIENCE = "5s"
# Columns that went at once: old code fails there until it is replaced. Each with why.
DROPPED = {
    ("internships_cohortentry", "press"): "one form, that is saved again in a minute",
}
# What the release writes: its columns, and only those.
WRITES = [
    "UPDATE accounts_user SET last_login = now() WHERE id = 11",
    "UPDATE regions_region SET tolerance_months = 1 WHERE id = 1",
    "UPDATE regions_school SET place = 'Elders' WHERE region_id = 1",
    "INSERT INTO partners_business (name, place, sector, kvk, added_at)"
    " VALUES ('Bedrijf', '', '', '', now())",
    "INSERT INTO advisors_question (region_id, kind, asked_of, text, answer, asked_at,"
    " is_confidential) VALUES (1, 'process', 'advisor', 'Mag dat?', '', now(), false)",
    "INSERT INTO advisors_answercard (title, answer, kind, recheck_on, is_for_starters, made_at)"
    " VALUES ('Mag dat?', 'Ja.', 'process', '2030-01-01', false, now())",
    "UPDATE labs_event SET invitation = invitation || '.' WHERE region_id = 1",
    "INSERT INTO electives_listedelective (code, title, profiles, description, competences,"
    " is_in_use, loaded_at)"
    " VALUES (left(gen_random_uuid()::text, 20), 'Vak', '{PIE}', '', '{}', true, now())",
]


def url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def rows(url: str, *statements: str) -> list[tuple]:
    with closing(psycopg2.connect(url)) as line:
        line.autocommit = True
        cursor = line.cursor()
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def release() -> Iterator[str]:
    """A database as the last release left it, with rows."""
    drop = f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)'
    rows(url_of("postgres"), drop, f'CREATE DATABASE "{NAME}"')
    command = [program("pg_restore"), "--no-owner", f"--dbname={url_of(NAME)}", str(FILE)]
    subprocess.run(command, check=True, capture_output=True)
    yield url_of(NAME)
    rows(url_of("postgres"), drop)


class Writer(threading.Thread):
    """The code of the release, that goes on while somebody migrates."""

    def __init__(self, url: str, patience: str) -> None:
        super().__init__()
        self.url, self.patience = url, patience
        self.is_over, self.has_failed = threading.Event(), threading.Event()
        self.rounds, self.failure = 0, ""

    def run(self) -> None:
        with closing(psycopg2.connect(self.url)) as line:
            line.autocommit = True
            cursor = line.cursor()
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [self.patience])
            while not self.is_over.wait(0.01) and not self.failure:
                self._write(cursor)

    def _write(self, cursor) -> None:  # type: ignore[no-untyped-def]
        for statement in WRITES:
            try:
                cursor.execute(statement)
            except psycopg2.Error as trouble:
                self.failure = f"{statement}: {trouble}"
                self.has_failed.set()
                return
        self.rounds += 1


@contextmanager
def writing(url: str, patience: str = PATIENCE) -> Iterator[Writer]:
    writer = Writer(url, patience)
    writer.start()
    try:
        yield writer
    finally:
        writer.is_over.set()
        writer.join()


def migrate(url: str) -> None:
    settings = {"DATABASE_URL": url, "STATEMENT_TIMEOUT": "", "LOCK_TIMEOUT": PATIENCE}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def columns(url: str) -> dict[tuple[str, str], tuple[str, bool]]:
    """Type, and whether a row needs no value of it, by table and column."""
    found = rows(
        url,
        """
        SELECT table_name, column_name, udt_name, is_nullable = 'YES'
            OR column_default IS NOT NULL OR is_identity = 'YES' OR is_generated = 'ALWAYS'
        FROM information_schema.columns WHERE table_schema = 'public'
        """,
    )
    return {(table, name): (kind, fills) for table, name, kind, fills in found}


@pytest.mark.slow
def test_the_last_release_migrates_under_its_own_writes_and_its_code_goes_on(release):
    before = columns(release)
    counted = rows(release, "SELECT count(*) FROM progress_activityupdate")
    with writing(release) as writer:
        migrate(release)
        migrated_at = writer.rounds
        while writer.rounds < migrated_at + 3 and not writer.failure:
            writer.is_over.wait(0.01)
    assert not writer.failure and migrated_at, writer.failure
    after = columns(release)
    # Old code names its columns: they are there, and nothing else asks for a value.
    gone = {at for at, (kind, _) in before.items() if after.get(at, ("",))[0] != kind}
    assert gone <= DROPPED.keys(), gone - DROPPED.keys()
    tables = {table for table, _name in before}
    new = {at: fills for at, (_, fills) in after.items() if at not in before and at[0] in tables}
    assert [at for at, fills in new.items() if not fills] == []
    assert rows(release, "SELECT count(*) FROM progress_activityupdate") == counted
    said = [sys.executable, "manage.py", "migrate", "--check"]
    assert (
        subprocess.run(said, cwd=ROOT, env={**os.environ, "DATABASE_URL": release}).returncode == 0
    )


@pytest.mark.slow
def test_a_migration_that_locks_for_longer_is_found(release):
    with writing(release, patience="200ms") as writer, closing(psycopg2.connect(release)) as line:
        line.cursor().execute("ALTER TABLE partners_business ADD COLUMN slow integer")
        assert writer.has_failed.wait(60)
        line.rollback()
    assert "lock timeout" in writer.failure and "partners_business" in writer.failure


@pytest.mark.slow
def test_a_column_that_old_code_cannot_fill_is_found(release):
    with writing(release) as writer:
        rows(release, "ALTER TABLE advisors_question ADD COLUMN tone text NOT NULL DEFAULT ''")
        rows(release, "ALTER TABLE advisors_question ALTER COLUMN tone DROP DEFAULT")
        assert writer.has_failed.wait(60)
    assert "advisors_question" in writer.failure


def test_a_release_has_one_version():
    """The topmost with a day in CHANGELOG.md is that of pyproject.toml."""
    told = re.findall(r"^## (\S+) — \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert told and told[0] == project["version"]
    assert told == sorted(
        told, key=lambda one: [int(part) for part in one.split(".")], reverse=True
    )
