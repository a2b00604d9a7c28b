"""Writes all that the portal knows to one file, while it runs: see script/backup."""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive import OPEN_SETTINGS, pack, program
from environment import CHECKOUT, stop, tell
from surroundings import STATE_DIR, local_servers, local_settings, manage, with_servers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file.resolve()
    if not file.parent.is_dir():
        stop(f"There is no folder {file.parent}.")
    servers = local_servers(STATE_DIR)
    settings = with_servers(local_settings("8000"), servers)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        dump = Path(folder) / "database.dump"
        manifest = about(settings)  # first: what is mailed while the dump is made is unknown to it
        command = [program("pg_dump"), "--format=custom", "--no-owner", f"--file={dump}"]
        if subprocess.run([*command, f"--dbname={settings['DATABASE_URL']}"]).returncode:
            stop("The database could not be read; the lines above say why.")
        pack(dump, manifest, file)
    tell(f"Written: {file} ({file.stat().st_size // 1024} kB)")
    if not os.environ.get("BACKUP_KEY"):
        tell("It is not encrypted: BACKUP_KEY is not set")
    return 0


def about(settings: dict[str, str]) -> dict[str, Any]:
    asked = subprocess.run(
        manage("showmigrations", "--list", "--no-color"),
        env=settings,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    if asked.returncode:
        stop(f"The database could not be read: {asked.stderr.strip().splitlines()[-1]}")
    commit = subprocess.run(
        ["git", "-C", str(CHECKOUT), "rev-parse", "HEAD"], capture_output=True, text=True
    )
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "migrations": applied(asked.stdout),
        "settings": {name: os.environ[name] for name in OPEN_SETTINGS if name in os.environ},
    }


def applied(listing: str) -> list[str]:
    """What `showmigrations` marks as done, as app.name."""
    found, app = [], ""
    for line in listing.splitlines():
        if not line.startswith(" "):
            app = line.strip()
        elif line.startswith(" [X] "):
            found.append(f"{app}.{line[5:].split()[0]}")
    return found


if __name__ == "__main__":
    sys.exit(main())
