"""The cache in Postgres: one statement a write, nothing that lives goes, no fault is hidden."""

import datetime
import threading

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

from regions.web import cache as own


def rows() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        return {key for (key,) in cursor.fetchall()}


@pytest.mark.parametrize("write", ["set", "add"])
def test_a_write_is_one_statement_however_many_rows_there_are(db, django_assert_num_queries, write):
    for number in range(3):
        cache.set(f"other-{number}", number, 60)
    with django_assert_num_queries(1):
        assert getattr(cache, write)("a", {"count": 1}, 60) is not False
    assert cache.get("a") == {"count": 1}


def test_add_leaves_what_lives_and_takes_the_place_of_what_is_past(db):
    with time_machine.travel("2026-11-22 12:00 +0000", tick=False) as clock:
        assert cache.add("a", 1, 60) is True
        assert cache.add("a", 2, 60) is False
        clock.shift(61)
        assert cache.add("a", 3, 60) is True
        assert cache.get("a") == 3
        assert cache.touch("a", 600) and not cache.touch("nothing", 600)
        clock.shift(500)
        assert cache.get("a") == 3
        cache.set("a", 4, None)
        clock.shift(datetime.timedelta(days=4000))
        assert cache.get("a") == 4


def test_what_is_past_goes_by_itself_and_nothing_else(db, monkeypatch):
    monkeypatch.setattr(own, "SWEEP_EVERY", 5)
    now = timezone.now()
    with time_machine.travel(now - datetime.timedelta(hours=1)):
        for number in range(20):
            cache.set(f"past-{number}", 1, 60)
    for number in range(20):
        cache.set(f"living-{number}", 1, 60)
    there = {key for key in rows() if "past" in key or "living" in key}
    assert there == {f":1:living-{number}" for number in range(20)}


@pytest.mark.django_db(transaction=True)
def test_of_many_that_add_at_once_one_does():
    together, added = threading.Barrier(8), []

    def add() -> None:
        together.wait()
        added.append(cache.add("one", threading.get_ident(), 60))
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(added) == [False] * 7 + [True]


def test_a_write_that_fails_is_no_secret(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cache RENAME TO elsewhere")
    with pytest.raises(DatabaseError):
        cache.set("a", 1, 60)
