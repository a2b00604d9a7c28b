"""Makes the database of a release, as small as it may be: see docs/beheer.md.

    script/manage shell -c "from tests.upgrade.make import make; make('COMMIT')"

From the migrations of that commit, with the rows of the bench of that commit for a few regions. The
drill needs neither git nor the network: it reads the file that this writes.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.rows import create, drop

FILE = Path(__file__).parent / "release.dump"
NAME = "release_to_keep"
REGIONS, MONTHS, ELECTIVES = 3, 6, 60
FILL = f"""
import datetime, os, django
django.setup()
from tests.benchmarks import rows
rows.REGIONS = {REGIONS}
rows.fill(os.environ["DATABASE_URL"], {MONTHS}, datetime.date(2026, 11, 22))
from electives.models import Elective
from regions.models import Membership
Elective.objects.filter(pk__gt={ELECTIVES}).delete()
Membership.objects.filter(region__gt={REGIONS}).delete()
"""


def make(commit: str) -> None:
    sys.path.append("script")
    from archive import program

    server = os.environ["DATABASE_URL"]
    url = f"{server.rpartition('/')[0]}/{NAME}"
    create(server, NAME)
    with tempfile.TemporaryDirectory() as folder:
        run("git", "worktree", "add", "--force", "--detach", folder, commit)
        here = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": folder, "STATEMENT_TIMEOUT": ""}
        run(sys.executable, "manage.py", "migrate", "-v0", cwd=folder, env=here)
        run(sys.executable, "-c", FILL, cwd=folder, env=here)
        run("git", "worktree", "remove", "--force", folder)
    kept = ("--format=custom", "--compress=9", "--no-owner", "--no-privileges", f"--file={FILE}")
    run(program("pg_dump"), *kept, f"--dbname={url}")
    drop(server, NAME)
    print(f"{FILE}: {FILE.stat().st_size // 1024} kB")


def run(*command: str, **where) -> bytes:  # type: ignore[no-untyped-def]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **where).stdout
