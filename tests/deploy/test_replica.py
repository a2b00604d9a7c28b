"""Pages that read from a real copy of Postgres: that is behind, that goes on, and that is gone."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress

import psycopg2
import pytest
from django.conf import settings
from django.test import Client

from regions.models import Region, Role
from sto_portal import replica
from tests.conftest import member, person, place
from tests.faults.conftest import OwnPostgres, own_postgres  # noqa: F401
from tests.faults.parts import until
from tests.web.serving import ROOT

from servers.postgres import Postgres
from servers.processes import free_ports


class Copy:
    """A streaming replica of a primary."""

    def __init__(self, primary: Postgres) -> None:
        folder = primary.state_dir / "copy"
        folder.mkdir(mode=0o755)
        self.server = Postgres(folder, free_ports(1)[0], primary.password, durable=True)
        data = self.server.data_dir
        data.mkdir(mode=0o700)
        if primary.owner:
            os.chown(data, primary.owner.pw_uid, primary.owner.pw_gid)
        primary._run("pg_basebackup", f"--dbname={primary._url_of('postgres')}", f"--pgdata={data}",
                     "--write-recovery-conf", "--checkpoint=fast")  # fmt: skip
        self.process = self.server.start()
        until(self._answers, 30)

    def _answers(self) -> bool:
        with suppress(psycopg2.Error):
            return self.say("SELECT pg_is_in_recovery()")
        return False

    def say(self, query: str) -> bool:
        with closing(psycopg2.connect(self.server.url)) as line, line.cursor() as rows:
            rows.execute(query)
            (found,) = rows.fetchone()
            return found is True or found == ""

    def end(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)


@pytest.fixture
def copy(own_postgres: OwnPostgres) -> Iterator[Copy]:  # noqa: F811
    made = Copy(own_postgres.server)
    yield made
    if made.process.poll() is None:
        made.end()


class Reader:
    """Somebody of the bureau, who asks for the file of all regions."""

    def __init__(self, portal: str) -> None:
        self.portal, client = portal, Client()
        bureau = person("Bureau Beheer")
        member(bureau, Role.BUREAU)
        client.force_login(bureau)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}"

    def ask(self, more: str = "", path: str = "/national/regions.csv") -> str:
        told = {"Cookie": self.cookies + more}
        request = urllib.request.Request(self.portal + path, headers=told)
        try:
            with urllib.request.urlopen(request, timeout=40) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return f"{error.code}"

    def sees(self, name: str, more: str = "") -> bool:
        return name in self.ask(more)


@pytest.mark.slow
def test_a_copy_is_read_while_it_keeps_up_and_one_s_own_writing_is_seen_at_once(
    own_postgres, copy, start, counted  # noqa: F811
):  # fmt: skip
    merenland = place("Merenland", "Sanne Wiggers", "Leo Dekker", "Marijke Kuiper")
    portal, _probes = start(DATABASE_URL=own_postgres.server.url, READ_DATABASE_URL=copy.server.url)
    reader = Reader(portal)
    until(lambda: reader.sees("Merenland"), 30)
    copy.say("SELECT pg_wal_replay_pause()")
    Region.objects.filter(pk=merenland.region.pk).update(name="Nieuwland")
    assert reader.sees("Merenland"), "from the copy, which is a moment behind"
    assert reader.sees("Nieuwland", f"; {replica.WROTE}=1"), "who wrote just now reads the primary"
    assert "Nieuwland" in reader.ask(path="/bureau/regions/"), "a page where people write"
    began = time.monotonic()
    until(lambda: reader.sees("Nieuwland"), replica.MOST_BEHIND + replica.LOOK_EVERY + 4)
    seconds = time.monotonic() - began
    copy.say("SELECT pg_wal_replay_resume()")
    Region.objects.filter(pk=merenland.region.pk).update(name="Derdeland")
    until(lambda: reader.sees("Derdeland"), 10)
    copy.end()
    answers = [reader.ask() for _n in range(10) if time.sleep(0.2) is None]
    faults = sum(answer == "503" for answer in answers)
    assert "Derdeland" in answers[-1] and faults <= 1, answers
    counted("replica", seconds_behind=f"{seconds:.1f}", faults_when_it_went=faults)


def doctor(own_postgres: OwnPostgres, copy_url: str) -> str:  # noqa: F811
    """What `manage.py doctor` says of the copy."""
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "doctor"],
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "DATABASE_URL": own_postgres.server.url,
            "READ_DATABASE_URL": copy_url,
            "SITE_URL": f"http://127.0.0.1:{free_ports(1)[0]}",
        },
    )
    (line,) = [line for line in done.stdout.splitlines() if "copy to read" in line]
    return " ".join(line.split())


@pytest.mark.slow
def test_the_doctor_says_how_far_the_copy_is_and_what_is_wrong_with_it(own_postgres, copy):  # noqa: F811
    ours, theirs = own_postgres.server.url, copy.server.url
    until(lambda: copy.say("SELECT count(*) > 0 FROM django_migrations"), 30)
    assert "1000000000" not in doctor(own_postgres, theirs), "no row came yet, or it is up to date"
    Region.objects.create(name="Oudland", slug="oudland")
    well = "ok copy to read it has what was written"
    until(lambda: doctor(own_postgres, theirs).startswith(well), 40)
    assert "it is the database itself" in doctor(own_postgres, ours)
    other = theirs.rpartition("/")[0] + "/postgres"
    assert doctor(own_postgres, other).startswith("look copy to read it copies another database")
    copy.say("SELECT pg_wal_replay_pause()")
    Region.objects.create(name="Nieuwland", slug="nieuwland")
    time.sleep(replica.MOST_BEHIND + 1)
    line = doctor(own_postgres, theirs)
    assert re.match(r"look copy to read ([5-9]|\d\d+) seconds behind\. To do: look at", line), line
    copy.say("SELECT pg_wal_replay_resume()")
    copy.end()
    assert "start the copy, or mend READ_DATABASE_URL" in doctor(own_postgres, theirs)
