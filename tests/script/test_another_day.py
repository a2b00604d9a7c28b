"""A run on another day: every process lives then, and waiting takes as long as ever."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

import another_day

ROOT = Path(__file__).resolve().parent.parent.parent
WAITS = """
import datetime, queue, threading, time
began = time.monotonic()
time.sleep(0.05)
threading.Event().wait(0.05)
try:
    queue.Queue().get(timeout=0.05)
except queue.Empty:
    pass
print(datetime.datetime.now(datetime.UTC).isoformat(), time.monotonic() - began)
"""
needs_faketime = pytest.mark.skipif(another_day.library() is None, reason="no libfaketime here")


def test_postgres_lives_on_the_day_of_this_process(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (told,) = cursor.fetchone()
    assert abs(told - timezone.now()) < datetime.timedelta(minutes=5)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2028-02-29", "2028-02-29T11:00"),
        ("2028-02-29T23:50", "2028-02-29T22:50"),
        ("2028-07-01T00:30", "2028-06-30T22:30"),
    ],
)
def test_a_day_is_named_on_the_clock_of_amsterdam(text, utc):
    assert another_day.moment_of(text).timestamp() == (
        datetime.datetime.fromisoformat(f"{utc}+00:00").timestamp()
    )


@pytest.mark.parametrize("days", ["", "onzin", "2027-02-29", "2028-02-29T25:00"])
def test_what_is_no_day_is_said_in_a_sentence(days):
    done = subprocess.run(
        [sys.executable, "script/check.py", "--on", days],
        cwd=ROOT, env=dict(os.environ), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        f"--on takes a day or a minute: 2028-02-29 or 2028-02-29T23:50, not “{days}”.\n"
    )


def test_without_the_library_it_is_said_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(another_day, "FOLDERS", ())
    with pytest.raises(SystemExit) as stopped:
        another_day.clock_at(timezone.now())
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        "A run on another day needs libfaketime (Debian: apt-get install faketime).\n"
    )


@needs_faketime
@pytest.mark.parametrize("days", [45, 500, -400])
def test_python_lives_on_that_day_and_waits_no_longer(days):
    moment = timezone.now() + datetime.timedelta(days=days)
    environment = {**os.environ, **another_day.clock_at(moment)}
    done = subprocess.run(
        [sys.executable, "-c", WAITS], env=environment, capture_output=True, text=True, timeout=30
    )
    told, waited = done.stdout.split()
    assert abs(datetime.datetime.fromisoformat(told) - moment) < datetime.timedelta(minutes=1)
    assert 0.15 <= float(waited) < 10
