"""A real web server while the database is locked or away: what people and load balancers see."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.test import Client

from sto_portal import pages
from tests.web.serving import ROOT, THREADS, ask, free_port


def database_url(port: int | None = None, query: str = "") -> str:
    """That of this test, or the same where nobody listens."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    place = parts.netloc if port is None else f"{parts.netloc.rpartition(':')[0]}:{port}"
    name = connection.settings_dict["NAME"]
    return urlunsplit(parts._replace(netloc=place, path=f"/{name}", query=query))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_threads_that_wait_for_a_lock_give_up_soon_and_the_probe_waits_for_none(start):
    portal, probes = start(DATABASE_URL=database_url())
    assert ask(f"{portal}/electives/")[0] == 200
    with closing(psycopg2.connect(database_url())) as other, ThreadPoolExecutor(THREADS) as people:
        other.cursor().execute("LOCK TABLE electives_elective IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        waiting = [people.submit(ask, f"{portal}/electives/") for _ in range(THREADS)]
        time.sleep(1.5)
        asked = time.monotonic()
        assert ask(f"{probes}/health/live", host="10.0.0.7")[:2] == (200, "ok")
        assert time.monotonic() - asked < 1
        assert not any(one.done() for one in waiting), "every thread waits"
        answers = [one.result() for one in waiting]
        assert time.monotonic() - began < 12
    for status, page, headers in answers:
        assert (status, headers["Retry-After"]) == (503, str(pages.RETRY_AFTER))
        assert "kan even niet bij zijn gegevens" in page and "Traceback" not in page
    assert ask(f"{portal}/electives/")[0] == 200
    assert ask(f"{portal}/health/live", host="10.0.0.7")[0] == 200
    assert ask(f"{portal}/health/ready", host="10.0.0.7")[0] == 200
    assert ask(f"{portal}/electives/", host="10.0.0.7")[0] == 400


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_503_and_says_so(start):
    portal, probes = start(DATABASE_URL=database_url(port=free_port()))
    status, page, headers = ask(f"{portal}/electives/")
    assert (status, headers["Retry-After"]) == (503, str(pages.RETRY_AFTER))
    assert "kan even niet bij zijn gegevens" in page
    assert ask(f"{portal}/health/ready")[0] == 503
    assert ask(f"{portal}/health/live")[0] == ask(f"{probes}/health/live")[0] == 200
    assert ask(f"{probes}/elsewhere")[0] == 404
    status, page, _headers = ask(f"{portal}/metrics")
    assert status == 200 and "portal_database_up 0.0" in page and "portal_mails" not in page


def settings_of_a_connection(query: str, **environment: str) -> list[str]:
    names = "'statement_timeout', 'lock_timeout', 'search_path',"
    names += "'idle_in_transaction_session_timeout'"
    show = (
        "import sto_portal.wsgi; from django.db import connection; c = connection.cursor();"
        f"c.execute('SELECT current_setting(n) FROM unnest(ARRAY[' + {names!r} + ']) n');"
        "print(*[row[0] for row in c.fetchall()], sep='\\n')"
    )
    known = {name: text for name, text in os.environ.items() if name != "STATEMENT_TIMEOUT"}
    env = {**known, "DATABASE_URL": database_url(query=query), **environment}
    done = subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.split("\n")[:-1]


@pytest.mark.django_db(transaction=True)
def test_options_of_the_address_go_before_ours():
    assert settings_of_a_connection("")[:2] == ["15s", "5s"]
    query = "options=-c%20lock_timeout%3D1s%20-c%20search_path%3Dpublic"
    assert settings_of_a_connection(query) == ["15s", "1s", "public", "1min"]


def test_ready_reads_the_migrations_once(db, django_assert_num_queries):
    pages._complete.clear()
    assert Client().get("/health/ready").status_code == 200
    with django_assert_num_queries(1):
        assert Client().get("/health/ready").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notices'")
    assert Client().get("/health/ready").status_code == 503


def test_only_what_came_of_the_database_is_503():
    try:
        try:
            raise OperationalError("canceling statement due to lock timeout")
        except OperationalError as trouble:
            raise ValueError("no page") from trouble
    except ValueError as trouble:
        assert pages.is_database_away(trouble)
    assert not pages.is_database_away(ValueError("our own"))
    assert not pages.is_database_away(None)
