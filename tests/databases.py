"""The database of the tests, migrated once: each worker of each run begins with a copy.

Migrations take half a minute of pure Python, a copy takes a moment. A template is named after what
it was made from. Migrations that were added since are applied to a copy of the template before;
one that was changed or taken away makes a new one from the start.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import environ
import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).parent.parent
APPS = ("regions", "advisors", "electives", "sto_portal")
OTHERS = ("requirements-dev.txt", "sto_portal/settings.py")
PREFIX = "migrated_"
DRAFT = f"{PREFIX}draft"
ONE_AT_A_TIME = 20261126  # any number, the same for all who may make a template
TEMPLATES = """
    SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '{}')
    FROM pg_database WHERE datname LIKE 'migrated\\_%'
"""

Sources = dict[str, str]  # a file, and the hash of what it held


def migrated_template() -> str:
    """The name of a database with every migration applied, made where it is not there yet."""
    sources = _sources()
    name = PREFIX + _hash(json.dumps(sources).encode())
    with _maintaining() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(TEMPLATES)
        found = {template: json.loads(made_from) for template, made_from in cursor.fetchall()}
        if name not in found:
            _make(cursor, name, sources, found)
    return name


def _make(cursor: Any, name: str, sources: Sources, found: dict[str, Sources]) -> None:
    if DRAFT in found:
        _drop(cursor, DRAFT)
    before = next(
        (old for old, known in found.items() if known and known.items() <= sources.items()), None
    )
    if not (before and _migrated(cursor, before)):
        _drop(cursor, DRAFT)
        _migrated(cursor, "template1", check=True)
    rename = "ALTER DATABASE {} RENAME TO {}"
    cursor.execute(_with_names(rename, DRAFT, name))
    cursor.execute(_with_names("COMMENT ON DATABASE {} IS %s", name), [json.dumps(sources)])
    for old in found.keys() - {DRAFT}:
        _drop(cursor, old)


def _migrated(cursor: Any, template: str, *, check: bool = False) -> bool:
    """Whether a copy of `template` could be migrated: a migration in between can not be added."""
    cursor.execute(_with_names("CREATE DATABASE {} TEMPLATE {}", DRAFT, template))
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    settings = {**os.environ, "DATABASE_URL": f"{server}/{DRAFT}", "STATEMENT_TIMEOUT": ""}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    return subprocess.run(command, cwd=ROOT, env=settings, check=check).returncode == 0


def _drop(cursor: Any, database: str) -> None:
    cursor.execute(_with_names("DROP DATABASE IF EXISTS {}", database))


def _with_names(query: str, *names: str) -> sql.Composed:
    return sql.SQL(query).format(*map(sql.Identifier, names))


def _sources() -> Sources:
    paths = [path for app in APPS for path in (ROOT / app).rglob("migrations/*.py")]
    paths += [path for app in APPS for path in (ROOT / app).rglob("shipped/*.json")]
    paths += [ROOT / other for other in OTHERS]
    return {str(path.relative_to(ROOT)): _hash(path.read_bytes()) for path in sorted(paths)}


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


@contextmanager
def _maintaining() -> Iterator[Any]:
    address = environ.Env().db_url("DATABASE_URL")
    names = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    where = {name: address[key] for name, key in names.items() if address.get(key)}
    with closing(psycopg2.connect(dbname="postgres", **where)) as line:
        line.autocommit = True
        yield line.cursor()
