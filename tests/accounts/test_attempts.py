"""Wrong codes are all counted, however many come at once, and a code lives ten minutes."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from regions.accounts.security.locking import LOCK

ATTEMPTS = 12


def ask(client: Client, email: str) -> str:
    client.post(reverse("account_request_login_code"), {"email": email})
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]


def try_code(client: Client, code: str):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


@pytest.mark.django_db(transaction=True)
def test_wrong_codes_at_the_same_moment_are_all_counted(merenland):
    client = Client()
    code = ask(client, merenland.leader.email)
    cookies = client.cookies.output(header="", sep=";")

    def wrong(_number: int) -> int:
        other = Client()
        other.cookies.load(cookies)
        try:
            return try_code(other, "XXXX-XXXX").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(ATTEMPTS) as pool:
        answers = list(pool.map(wrong, range(ATTEMPTS)))
    assert answers.count(200) == 2  # the third ends the code, the others find none
    try_code(client, code)
    assert client.get("/accounts/me/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_an_attempt_leaves_no_lock_behind(merenland):
    client = Client()
    try_code(client, ask(client, merenland.leader.email))
    with connection.cursor() as cursor:
        cursor.execute(  # pg_locks shows the whole server: other workers' databases are not ours
            "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE locktype = 'advisory' AND datname = current_database()"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_asked_to_come_back(merenland, monkeypatch):
    monkeypatch.setattr("regions.accounts.security.locking.WAIT", "50ms")
    with ThreadPoolExecutor(1) as pool, connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({LOCK})")

        def attempt() -> int:
            try:
                return try_code(Client(), "XXXX-XXXX").status_code
            finally:
                connection.close()

        assert pool.submit(attempt).result() == 429
        cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")


@pytest.mark.parametrize(("minutes", "is_in"), [(9, True), (11, False)])
def test_a_code_lives_ten_minutes(merenland, time_machine, minutes, is_in):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    client = Client()
    code = ask(client, merenland.leader.email)
    assert "tien minuten" in mail.outbox[-1].body
    time_machine.shift(minutes * 60)
    try_code(client, code)
    assert (client.get("/accounts/me/").status_code == 200) == is_in
