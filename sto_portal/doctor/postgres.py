"""Postgres: whether it is there and up to date, what it lacks, and whether its clock is ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from sto_portal.replica import COPY, MOST_BEHIND, NOTHING_YET, seconds_behind

from .findings import WAIT, Finding, fault, first_line, look, ok

OLDEST = 15
MOST_APART = timedelta(seconds=5)
TOO_FAR_APART = timedelta(seconds=30)  # a code of an app is good for so long


@contextmanager
def own_connection(alias: str = DEFAULT_DB_ALIAS) -> Iterator[BaseDatabaseWrapper]:
    """A connection beside that of the command, which does not wait for ever."""
    probe = connections[alias].copy()
    probe.settings_dict["OPTIONS"].setdefault("connect_timeout", WAIT)
    try:
        yield probe
    finally:
        probe.close()


def one(probe: BaseDatabaseWrapper, query: str) -> tuple:
    with probe.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone() or ()


def database() -> Finding:
    name = "database"
    try:
        with own_connection() as probe:
            number, is_copy = one(
                probe, "SELECT current_setting('server_version'), pg_is_in_recovery()"
            )
            executor = MigrationExecutor(probe)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as trouble:
        return fault(name, first_line(trouble), "start Postgres, or mend DATABASE_URL")
    if int(number.partition(".")[0]) < OLDEST:
        return fault(name, f"Postgres {number} is too old", f"use Postgres {OLDEST} or newer")
    if is_copy:
        return fault(name, "this Postgres is a copy that takes no rows", "name the primary server")
    if waiting:
        return fault(name, f"{len(waiting)} migrations wait", "run manage.py migrate")
    return ok(name, f"Postgres {number}, every migration is there")


def copy() -> Finding:
    """The copy that pages may read from; the portal does without one that is not well."""
    name = "copy to read"
    if COPY not in settings.DATABASES:
        return ok(name, "none is set, so all is read from the database")
    until_then = "until then all is read from the database"
    try:
        with own_connection(COPY) as theirs, own_connection() as ours:
            (is_copy,) = one(theirs, "SELECT pg_is_in_recovery()")
            behind = seconds_behind(theirs, ours)
    except Error as trouble:
        what = f"start the copy, or mend READ_DATABASE_URL or DATABASE_URL; {until_then}"
        return look(name, first_line(trouble), what)
    if behind is None:
        what = f"mend READ_DATABASE_URL, or make the copy again; {until_then}"
        return look(name, "it copies another database than that of DATABASE_URL", what)
    if not is_copy:
        what = "name the copy in READ_DATABASE_URL, or take it away"
        return look(name, "it is the database itself, which spares that nothing", what)
    if behind > MOST_BEHIND:
        what = f"look at the streaming replication of Postgres; {until_then}"
        far = f"{behind:.0f} seconds behind"
        words = far if behind < NOTHING_YET else "behind, and no row came since it started"
        return look(name, words, what)
    return ok(name, f"it has what was written until {behind:.0f} seconds ago")


def extensions() -> Finding:
    """None is needed; with pgvector questions are found by what they mean."""
    name = "extensions"
    if not settings.SIMILAR_BY_MEANING:
        return ok(name, "none is needed; SIMILAR_BY_MEANING is off")
    try:
        with own_connection() as probe:
            offered = one(
                probe,
                "SELECT installed_version FROM pg_available_extensions WHERE name = 'vector'",
            )
            (is_used,) = one(
                probe,
                "SELECT EXISTS (SELECT FROM pg_attribute WHERE attname = 'vector' "
                "AND attrelid = to_regclass('advisors_meaning') "
                "AND format_type(atttypid, NULL) = 'vector')",
            )
    except Error:
        return look(name, "not looked at", "see the line of the database")
    if not offered:
        what = "install pgvector at the server of Postgres, or set SIMILAR_BY_MEANING=0"
        return look(name, "pgvector is not there, so only words are searched", what)
    if not (offered[0] and is_used):
        what = "turn it on as docs/beheer.md says at “Zoeken op betekenis”"
        return look(name, "pgvector is there and not used, so only words are searched", what)
    return ok(name, f"pgvector {offered[0]}")


def clock() -> Finding:
    name = "clock"
    try:
        with own_connection() as probe:
            before = timezone.now()
            (theirs,) = one(probe, "SELECT clock_timestamp()")
            after = timezone.now()
    except Error:
        return look(name, "not compared", "see the line of the database")
    apart = max(before - theirs, theirs - after, timedelta())
    words = f"{apart.total_seconds():.1f} seconds from the clock of Postgres"
    what = "let this machine and that of Postgres follow the same time server (NTP)"
    if apart > TOO_FAR_APART:
        return fault(name, words, what)
    return look(name, words, what) if apart > MOST_APART else ok(name, words)
