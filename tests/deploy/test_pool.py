"""Behind PgBouncer, which gives a connection to each transaction: nothing rests on a session."""

import os
import pwd
import shutil
import string
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.utils.crypto import get_random_string

from sto_portal.notices.models import Mail
from tests.conftest import person
from tests.faults.parts import Browser, until
from tests.watch.debian import libraries_of, program
from tests.web.test_faults import database_url

from servers.processes import free_ports, wait_or_kill

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
INI = """
[databases]
sto = {place}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = {pool}
unix_socket_dir =
"""
POOL, AT_ONCE = 10, 8


@pytest.fixture
def pool() -> Iterator[str]:
    """The address of a pool in front of the database of the tests."""
    bouncer = program("pgbouncer", "pgbouncer", "libevent-2.1-7", "libc-ares2")
    parts, (port,) = urlsplit(database_url()), free_ports(1)
    folder = Path(tempfile.mkdtemp(prefix="sto-portal-pool-", dir="/var/tmp"))
    folder.chmod(0o755)
    place = f"host={parts.hostname} port={parts.port} dbname={parts.path.lstrip('/')}"
    place += f" user={parts.username} password={parts.password}"
    (folder / "pool.ini").write_text(INI.format(place=place, port=port, pool=POOL))
    who = {}
    if os.geteuid() == 0:
        who = {"user": pwd.getpwnam("nobody").pw_uid, "extra_groups": []}
    process = subprocess.Popen(
        [bouncer, folder / "pool.ini"], env=libraries_of(bouncer), cwd="/", **who
    )
    address = f"postgres://whoever@127.0.0.1:{port}/sto"

    def answers() -> bool:
        try:
            with closing(psycopg2.connect(address)):
                return True
        except psycopg2.OperationalError:
            return False

    until(answers, 20)
    yield address
    process.terminate()
    wait_or_kill(process)
    shutil.rmtree(folder)


def test_people_sign_in_one_attempt_at_a_time_behind_a_pool_of_transactions(start, pool):
    portal, _probes = start(DATABASE_URL=pool, DISABLE_SERVER_SIDE_CURSORS="1")
    email = person("Sanne Wiggers").email

    def ask_a_code(_n: int) -> int:
        browser = Browser(portal)
        csrf = get_random_string(32, string.ascii_letters)  # the same form twice is one press
        browser.cookies = f"{settings.CSRF_COOKIE_NAME}={csrf}"
        return browser.post("/accounts/login/code/", csrfmiddlewaretoken=csrf, email=email)

    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = list(people.map(ask_a_code, range(AT_ONCE)))
    assert sorted(answers) == [200] * (AT_ONCE - 3) + [302] * 3
    assert Mail.objects.count() == 3
    reader = Browser(portal, person("Karim Bakker"))
    assert reader.get("/accounts/me/export.json") == 200, "which is read with a cursor"
    assert [reader.get(path) for path in ("/", "/electives/", "/health/ready")] == [200] * 3


def test_without_the_setting_such_a_pool_is_refused_at_once(start, pool):
    portal, _probes = start(DATABASE_URL=pool)
    assert Browser(portal).get("/health/ready") == 503
