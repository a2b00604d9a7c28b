"""Puts a backup back, and lets nothing be mailed until somebody says what went out: see
script/restore."""

import argparse
import contextlib
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2

from archive import program, unpack
from environment import CHECKOUT, stop, tell
from surroundings import STATE_DIR, local_servers, local_settings, manage, with_servers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--overwrite", action="store_true", help="lose what the database holds")
    wish = parser.parse_args()
    servers = local_servers(STATE_DIR)
    settings = {**with_servers(local_settings("8000"), servers), "STATEMENT_TIMEOUT": ""}
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "database.dump"
        manifest = unpack(wish.file, dump)
        check_version(manifest["migrations"])
        make_empty(settings["DATABASE_URL"], may_lose=wish.overwrite)
        tell("Putting the database back")
        command = [program("pg_restore"), "--no-owner", "--single-transaction", str(dump)]
        if subprocess.run([*command, f"--dbname={settings['DATABASE_URL']}"]).returncode:
            stop("The backup could not be put back; the lines above say why.")
    run(settings, "migrate", "--verbosity=0")
    run(settings, "quarantine_mail", "--stop", "--since", manifest["at"])
    tell(f"The backup of {manifest['at']} is back. Now run: manage.py quarantine_mail")
    return 0


def check_version(migrations: list[str]) -> None:
    """A backup of a newer portal does not fit; an older one is migrated forward."""
    known = {
        f"{path.parent.parent.name}.{path.stem}" for path in CHECKOUT.glob("*/**/migrations/*.py")
    }
    ours = {name.partition(".")[0] for name in known}
    newer = [name for name in migrations if name.partition(".")[0] in ours and name not in known]
    if newer:
        stop(f"This backup is of a newer portal: {newer[0]} is not here. Update the code first.")


def make_empty(url: str, *, may_lose: bool) -> None:
    with contextlib.closing(psycopg2.connect(url)) as database, database, database.cursor() as rows:
        rows.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        (tables,) = rows.fetchone() or (0,)
        if tables and not may_lose:
            stop("The database is not empty. Add --overwrite to lose what is in it.")
        rows.execute("SET lock_timeout = '20s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def run(settings: dict[str, str], *command: str) -> None:
    if subprocess.run(manage(*command), env=settings, cwd=CHECKOUT).returncode:
        stop(f"“manage.py {command[0]}” failed; the lines above say why.")


if __name__ == "__main__":
    sys.exit(main())
