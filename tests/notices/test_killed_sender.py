"""A sender that is killed outright, at the two moments that differ."""

import datetime
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.utils import timezone

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail

ROOT = Path(__file__).resolve().parents[2]


def killed_at(step: str, scripted) -> None:
    """Run `manage.py deliver` until the relay is at a step, and kill it there."""
    database = urlsplit(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    scripted.script = {step: "hang"}
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "deliver"],
        env={
            **os.environ,
            "DATABASE_URL": urlunsplit(database._replace(path=f"/{name}")),
            "EMAIL_URL": f"smtp://127.0.0.1:{scripted.relay.port}",
        },
    )
    begin = time.monotonic()
    while step not in scripted.steps and time.monotonic() - begin < 30:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert step in scripted.steps
    scripted.script = {}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("step", "state", "bodies"), [("rcpt", "sent", 1), ("body", "uncertain", 1)]
)
def test_a_killed_sender_neither_loses_nor_doubles(waiting_mail, scripted, step, state, bodies):
    mail = waiting_mail(kind="safety", waiting_since=timezone.now())
    killed_at(step, scripted)
    mail.refresh_from_db()
    assert (mail.state, mail.phase) == ("sending", "data" if step == "body" else "pre")
    for minutes in (1, 25, 50):
        deliver(timezone.now() + datetime.timedelta(minutes=minutes), scripted.relay)
    mail.refresh_from_db()
    assert (mail.state, len(scripted.bodies)) == (state, bodies)
    assert Mail.objects.count() == 1
