"""What `manage.py doctor` says of real servers: they answer, they refuse, or they are not there."""

import datetime
import subprocess
import sys

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sto_portal.doctor import machine, others, postgres
from sto_portal.doctor.findings import Verdict, fault, look, ok, worst
from tests.faults.parts import OwnBroker
from tests.notices.relay import scripted_relay
from tests.web.serving import ROOT

from servers.processes import free_ports

NAMES = [
    *("database", "copy to read", "extensions", "broker", "relay"),
    *("clock", "disk", "secrets", "proxy headers"),
]


@pytest.fixture
def broker(tmp_path, settings):
    own = OwnBroker(tmp_path)
    own.start()
    settings.REDIS_URL = own.url
    yield own
    own.kill()


@pytest.fixture
def nowhere() -> int:
    """A port at which nobody listens."""
    return free_ports(1)[0]


@pytest.mark.django_db
def test_there_is_a_line_for_each_thing_and_what_to_do(broker, settings, tmp_path, nowhere, capsys):
    settings.STATE_DIR, settings.SITE_URL = tmp_path, f"http://127.0.0.1:{nowhere}"
    call_command("doctor")
    lines = capsys.readouterr().out.splitlines()
    assert [line[6:21].strip() for line in lines] == NAMES
    assert all(("To do: " in line) != line.startswith("ok") for line in lines)


@pytest.mark.django_db
def test_a_fault_ends_with_1_and_the_other_lines_come_too(settings, nowhere, capsys):
    settings.REDIS_URL = f"redis://:geheim@127.0.0.1:{nowhere}/0"
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    told = capsys.readouterr().out
    assert ended.value.code == 1
    assert len(told.splitlines()) == len(NAMES) and "geheim" not in told


def test_nothing_that_is_away_keeps_the_command_from_its_lines(nowhere, tmp_path):
    away = f"127.0.0.1:{nowhere}"
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "doctor"],
        capture_output=True,
        text=True,
        timeout=120,
        env={
            "DEMO": "1",
            "STATE_DIR": str(tmp_path / "none"),
            "DATABASE_URL": f"postgres://portaal:geheim@{away}/sto",
            "REDIS_URL": f"redis://:geheim@{away}/0",
            "EMAIL_URL": f"smtp://post:geheim@{away}",
            "SITE_URL": f"http://{away}",
        },
    )
    verdicts = {line[6:21].strip(): line[:6].strip() for line in done.stdout.splitlines()}
    assert list(verdicts) == NAMES, done.stderr
    assert [name for name in NAMES if verdicts[name] == "fault"] == [
        *("database", "broker", "relay", "disk")
    ]
    assert done.returncode == 1 and "geheim" not in done.stdout + done.stderr


@pytest.mark.django_db
def test_a_database_that_answers_is_fine():
    assert postgres.database().verdict == Verdict.OK
    assert postgres.extensions().verdict in {Verdict.OK, Verdict.LOOK}


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_waits_is_a_fault():
    rows = MigrationRecorder.Migration.objects
    last = rows.filter(app="advisors").order_by("-pk").first()
    rows.filter(pk=last.pk).delete()
    try:
        found = postgres.database()
    finally:
        rows.create(pk=last.pk, app=last.app, name=last.name, applied=last.applied)
    assert found == fault("database", "1 migrations wait", "run manage.py migrate")


@pytest.mark.django_db
def test_a_password_that_postgres_refuses_is_not_told(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "geheim")
    told = postgres.database()
    assert told.verdict == Verdict.FAULT and "password authentication failed" in told.words
    assert "geheim" not in str(told)
    assert postgres.extensions().words == "not looked at"
    assert postgres.clock().words == "not compared"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ahead, verdict",
    [(0, Verdict.OK), (12, Verdict.LOOK), (-12, Verdict.LOOK), (90, Verdict.FAULT)],
)
def test_clocks_that_differ_are_told(ahead, verdict):
    with own_time(ahead):
        assert postgres.clock().verdict == verdict


def own_time(ahead: int) -> time_machine.travel:
    now = datetime.datetime.now(datetime.UTC)
    return time_machine.travel(now + datetime.timedelta(seconds=ahead), tick=True)


def test_a_broker_that_forgets_jobs_when_it_is_full_is_told(broker):
    assert others.broker().verdict == Verdict.OK
    server = others.redis.Redis.from_url(broker.url)
    server.config_set("maxmemory", "100mb")
    server.config_set("maxmemory-policy", "allkeys-lru")
    assert "allkeys-lru" in others.broker().words


def test_a_broker_that_takes_the_line_and_says_nothing_is_a_fault(broker, monkeypatch):
    monkeypatch.setattr(others, "WAIT", 1)
    with broker.frozen():
        assert others.broker().verdict == Verdict.FAULT


def test_a_part_of_a_password_is_not_told_either(settings):
    settings.REDIS_URL = "redis://:geheim/woord@127.0.0.1:6379/0"
    assert others.broker().words == "REDIS_URL is no address"


@pytest.mark.parametrize(
    "script, verdict, words",
    [
        ({}, Verdict.OK, "lets portaal@demo.example send"),
        ({"mail": "550 5.7.1 not you"}, Verdict.FAULT, "at mail: 550 5.7.1 not you"),
        ({"connect": "554 go away"}, Verdict.FAULT, "at connect: 554 go away"),
        ({"ehlo": "drop"}, Verdict.FAULT, "at connect: "),
        ({"connect": "garbage"}, Verdict.FAULT, "at connect: "),
    ],
)
def test_a_relay_is_greeted_and_no_mail_is_offered(settings, script, verdict, words):
    with scripted_relay() as server:
        server.script = script
        settings.EMAIL_URL = f"smtp://127.0.0.1:{server.relay.port}"
        found = others.relay()
    assert found.verdict == verdict and words in found.words
    assert server.bodies == [] and not {"rcpt", "data"} & set(server.steps)


def test_without_a_relay_mail_is_kept(settings):
    settings.EMAIL_URL = ""
    assert others.relay() == look("relay", "mail is kept and not sent", "set EMAIL_URL")


def test_room_on_a_disk_is_told(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    assert machine.disk().verdict == machine.room(tmp_path, machine_room(tmp_path)).verdict
    assert [machine.room(tmp_path, free).verdict for free in (199, 200, 1023, 1024)] == [
        *(Verdict.FAULT, Verdict.LOOK, Verdict.LOOK, Verdict.OK)
    ]
    settings.STATE_DIR = tmp_path / "none"
    assert machine.disk().verdict == Verdict.FAULT


def machine_room(path) -> int:
    return machine.shutil.disk_usage(path).free // machine.MEGABYTE


@pytest.mark.parametrize(
    "told, verdict",
    [
        ({}, Verdict.OK),
        ({"IS_LOCAL": True}, Verdict.LOOK),
        ({"SECRET_KEY": "kort"}, Verdict.FAULT),
        ({"SECRET_KEY_FALLBACKS": ["x" * 60]}, Verdict.FAULT),
        ({"OIDC_PROVIDERS": [{"provider_id": "surf"}]}, Verdict.FAULT),
        ({"REDIS_URL": "redis://broker.example:6379/0"}, Verdict.LOOK),
        ({"REDIS_URL": "redis://:geheim@broker.example:6379/0"}, Verdict.OK),
    ],
)
def test_secrets_are_weighed_and_not_told(settings, told, verdict):
    settings.IS_LOCAL, settings.SECRET_KEY = False, "een lange sleutel die niemand raadt " * 2
    settings.REDIS_URL = "redis://127.0.0.1:6379/0"
    for name, value in told.items():
        setattr(settings, name, value)
    found = machine.secrets()
    assert found.verdict == verdict
    assert settings.SECRET_KEY not in str(found) and "geheim" not in str(found)


def test_the_worst_of_several_is_told():
    found = [ok("disk", "a"), fault("disk", "b", "c"), look("disk", "d", "e")]
    assert worst(found).words == "b"
