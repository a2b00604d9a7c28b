"""Another day for a run of the tests: every process of it, Postgres and Valkey too, lives then.

libfaketime moves the clock that tells the day, and leaves the one that measures how long something
takes. With both moved the run comes to a stand: Python waits for a lock with a call that the
library does not know (sem_clockwait), and a wait of a second lasts until that other day.
"""

import os
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg2

from environment import CHECKOUT, stop

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LIBRARY = "faketime/libfaketimeMT.so.1"
FOLDERS = ("lib/*", "lib", "lib64")
CANNOT_RUN = 2
SAME_CLOCK_SECONDS = 300


def moment_of(text: str) -> datetime:
    """A day (then at noon) or a minute, on the clock of Amsterdam."""
    try:
        moment = datetime.fromisoformat(text if "T" in text else f"{text}T12:00")
    except ValueError:
        stop(
            f"--on takes a day or a minute: 2028-02-29 or 2028-02-29T23:50, not “{text}”.",
            CANNOT_RUN,
        )
    return moment.replace(tzinfo=AMSTERDAM)


def library() -> Path | None:
    found = (path for folder in FOLDERS for path in Path("/usr").glob(f"{folder}/{LIBRARY}"))
    return next(found, None)


def clock_at(moment: datetime) -> dict[str, str]:
    """What the environment says to a process that starts now and for which it is `moment`."""
    preload = library()
    if preload is None:
        stop(
            "A run on another day needs libfaketime (Debian: apt-get install faketime).", CANNOT_RUN
        )
    real_now = time.time() - int(os.environ.get("FAKETIME", "0"))  # ours may be moved already
    ahead = round(moment.timestamp() - real_now)
    path = [str(CHECKOUT / "script" / "on_another_day"), os.environ.get("PYTHONPATH", "")]
    preloads = [str(preload), os.environ.get("LD_PRELOAD", "")]
    return {
        "LD_PRELOAD": " ".join(filter(None, preloads)),
        "FAKETIME": f"{ahead:+d}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
    }


def check_postgres_lives(database_url: str, moment: datetime | None) -> None:
    """Servers that run already, or elsewhere, have a clock of their own."""
    with closing(psycopg2.connect(database_url)) as line, line.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        [(told,)] = cursor.fetchall()
    wanted = moment.timestamp() if moment else time.time()
    if abs(float(told) - wanted) > SAME_CLOCK_SECONDS:
        stop(
            "Postgres lives on another day than this run: wait until the other run in this "
            "checkout has ended, and leave DATABASE_URL out when you ask for --on.",
            CANNOT_RUN,
        )
