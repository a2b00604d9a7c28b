"""The database of the tests, migrated once: each worker of each run begins with a copy.

Migrations take half a minute of pure Python, a copy takes a moment. A template is named after what
it was made from, so a new migration makes a new one and the one before it goes.
"""

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

ROOT = Path(__file__).parent.parent
APPS = ("regions", "advisors", "electives", "sto_portal")
PREFIX = "migrated_"
ONE_AT_A_TIME = 20261126  # any number, the same for all who may make a template


def migrated_template() -> str:
    """The name of a database with every migration applied, made where it is not there yet."""
    name = PREFIX + _made_from()
    with _maintaining() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        found = [row[0] for row in cursor.fetchall()]
        if name not in found:
            for old in found:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{PREFIX}draft"')
            _migrate(f"{PREFIX}draft")
            cursor.execute(f'ALTER DATABASE "{PREFIX}draft" RENAME TO "{name}"')
    return name


def _made_from() -> str:
    migrations = [path for app in APPS for path in (ROOT / app).rglob("migrations/*.py")]
    others = [ROOT / "requirements-dev.txt", ROOT / "sto_portal" / "settings.py"]
    made_from = sha256()
    for path in [*sorted(migrations), *others]:
        made_from.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return made_from.hexdigest()[:16]


@contextmanager
def _maintaining() -> Iterator[Any]:
    address = environ.Env().db_url("DATABASE_URL")
    names = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    where = {name: address[key] for name, key in names.items() if address.get(key)}
    with closing(psycopg2.connect(dbname="postgres", **where)) as line:
        line.autocommit = True
        yield line.cursor()


def _migrate(database: str) -> None:
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    settings = {**os.environ, "DATABASE_URL": f"{server}/{database}", "STATEMENT_TIMEOUT": ""}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=settings, check=True)
