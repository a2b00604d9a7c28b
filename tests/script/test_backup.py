"""The drill: a backup while people write, put back elsewhere, equal in every table."""

import itertools
import os
import subprocess
import sys
import threading
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
KEY = "a-key-for-tests-of-more-than-32-letters"
RUN_BY_RESTORE = {"notices_installation", "django_migrations", "django_content_type"}


def url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def rows(url: str, statement: str) -> list[tuple]:
    with closing(psycopg2.connect(url)) as line:
        line.autocommit = True
        cursor = line.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def script(name: str, url: str, *arguments: str | Path, key: str = "") -> str:
    """What it says; it is run in the environment that there is."""
    done = subprocess.run(
        [sys.executable, ROOT / "script" / f"{name}.py", *arguments],
        env={**os.environ, "DATABASE_URL": url, "BACKUP_KEY": key, "STARTED_AT": "0"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return f"{done.returncode} {done.stdout}{done.stderr}"


def checksums(url: str) -> dict[str, str]:
    named = rows(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = {}
    for (table,) in named:
        text = sorted(row[0] for row in rows(url, f'SELECT t::text FROM "{table}" t'))
        found[table] = sha256("\n".join(text).encode()).hexdigest()
    return found


@pytest.fixture
def elsewhere():
    """An empty database beside that of the test."""
    name = f"{connection.settings_dict['NAME']}_back"
    rows(url_of("postgres"), f'DROP DATABASE IF EXISTS "{name}"')
    rows(url_of("postgres"), f'CREATE DATABASE "{name}"')
    yield url_of(name)
    rows(url_of("postgres"), f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_under_writes_comes_back_whole(merenland, elsewhere, tmp_path):
    here, file = url_of(connection.settings_dict["NAME"]), tmp_path / "portal.backup"
    written, is_over = [], threading.Event()

    def write() -> None:
        with closing(psycopg2.connect(here)) as line:
            line.autocommit = True
            for number in itertools.count():
                if is_over.wait(0.005):
                    return
                line.cursor().execute(
                    "INSERT INTO notices_suppressedaddress (address, reason, since)"
                    f" VALUES ('{number:06}@demo.example', '', now())"
                )
                written.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    said = script("backup", here, file, key=KEY)
    is_over.set()
    writer.join()
    assert said.startswith("0"), said
    assert file.stat().st_mode & 0o077 == 0 and b"Merenland" not in file.read_bytes()

    assert "set BACKUP_KEY" in script("restore", elsewhere, file)
    assert "not the key" in script("restore", elsewhere, file, key=KEY[::-1])
    assert "not empty" in script("restore", here, file, key=KEY)
    assert script("restore", elsewhere, file, key=KEY).startswith("0")
    numbers = rows(elsewhere, "SELECT address FROM notices_suppressedaddress ORDER BY 1")
    assert [int(text[:6]) for (text,) in numbers] == list(range(len(numbers))), "none is missing"
    assert 0 < len(numbers) <= len(written)
    rows(here, f"DELETE FROM notices_suppressedaddress WHERE address >= '{len(numbers):06}'")
    before, after = checksums(here), checksums(elsewhere)
    assert before.keys() == after.keys() and len(before) > 100
    assert {name for name in before if before[name] != after[name]} <= RUN_BY_RESTORE
    assert rows(elsewhere, "SELECT unknown_since IS NOT NULL FROM notices_installation") == [
        (True,)
    ]

    assert "not empty" in script("restore", elsewhere, file, key=KEY)
    assert script("restore", elsewhere, file, "--overwrite", key=KEY).startswith("0")
    assert checksums(elsewhere)["regions_region"] == before["regions_region"]


def test_a_damaged_file_is_refused_in_one_sentence(tmp_path):
    file = tmp_path / "broken"
    for content in (b"", b"nonsense" * 1000):
        file.write_bytes(content)
        said = script("restore", "postgres://nobody@127.0.0.1:1/none", file)
        assert said.startswith("1") and "no backup of the portal" in said
    assert "There is no folder" in script("backup", "postgres://x@127.0.0.1:1/x", "/no/such/file")
