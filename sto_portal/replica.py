"""Reading from a copy of Postgres (READ_DATABASE_URL): dashboards, files of lists, national page.

Only what such a page shows comes from the copy. Who asks and what they may see is read from the
primary, so is everything for somebody who wrote something in the past seconds, and so is all of it
while the copy is away, is another database, or is too far behind.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from regions.web.away import is_database_away

logger = logging.getLogger(__name__)
COPY = "replica"
ROUTES = frozenset(
    {
        *("region", "region_activities", "activity", "activity_csv", "national", "national_csv"),
        *("check_ins_csv", "remarks_csv", "decisions_csv", "decision_register_csv", "ideas_csv"),
        *("budget_csv", "realised_csv", "realised_export", "plan_export", "partners_csv"),
        *("contributions_export", "meeting_csv", "mail_csv", "electives_over_time"),
    }
)
# Who somebody is, what they may do, and what was counted of them.
OF_WHO_ASKS = frozenset(
    {"accounts", "account", "mfa", "usersessions", "socialaccount", "sessions", "auth", "admin",
     "contenttypes", "django_cache", "api"}
)  # fmt: skip
ROLES = ("regions", "membership")
WROTE = "wrote"
NOTHING_YET = 1e9  # seconds: it replayed no row since it started
AFTER_WRITING, MOST_BEHIND, LOOK_EVERY = 10, 4, 2  # seconds; the first is above the others together
SAFE = frozenset({"GET", "HEAD"})
WHICH = """SELECT (SELECT system_identifier FROM pg_control_system()),
    (SELECT oid FROM pg_database WHERE datname = current_database())"""
WRITTEN = "SELECT pg_current_wal_lsn()"
READ = """SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= %s::pg_lsn,
    extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())"""

_reads_copy: ContextVar[bool] = ContextVar("reads_copy", default=False)


class Router:
    """Of Django: which database a row is read from."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        named = model._meta.app_label, model._meta.model_name  # all that the table of a cache has
        if not _reads_copy.get() or named[0] in OF_WHO_ASKS or named == ROLES:
            return DEFAULT_DB_ALIAS
        return COPY

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class Health:
    """Whether the copy may be read, looked at every few seconds by each process."""

    def __init__(self) -> None:
        self.looked_at, self.is_well = float("-inf"), False

    def may_read(self) -> bool:
        now = time.monotonic()
        if now - self.looked_at > LOOK_EVERY:
            self.looked_at = now  # first: others go on with what was found before
            found = self._look()
            if found != self.is_well:
                logger.warning("The copy of the database is %s", "read" if found else "not read")
            self.is_well = found
        return self.is_well

    def doubt(self) -> None:
        self.looked_at, self.is_well = time.monotonic(), False

    def _look(self) -> bool:
        try:
            behind = seconds_behind(connections[COPY], connections[DEFAULT_DB_ALIAS])
        except Error:
            return False
        return behind is not None and behind <= MOST_BEHIND


def seconds_behind(copy: BaseDatabaseWrapper, primary: BaseDatabaseWrapper) -> float | None:
    """How far a copy is behind the primary; 0 when it has all, None when it copies another one.

    Raises django.db.Error while one of them does not answer.
    """
    if _row(copy, WHICH) != _row(primary, WHICH):
        return None
    (written,) = _row(primary, WRITTEN)
    has_all, behind = _row(copy, READ, written)
    return 0.0 if has_all else float(NOTHING_YET if behind is None else behind)


def _row(connection: BaseDatabaseWrapper, query: str, *values: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return tuple(cursor.fetchone())


health = Health()


class ReplicaMiddleware:
    """Before anything that reads; it does nothing where there is no copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.cookie = f"{settings.HOST_ONLY}{WROTE}"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if COPY not in settings.DATABASES:
            return self.get_response(request)
        try:
            response = self.get_response(request)
        finally:
            _reads_copy.set(False)
        if request.method not in SAFE:
            response.set_cookie(
                self.cookie, "1", max_age=AFTER_WRITING, secure=settings.IS_HTTPS, httponly=True,
                samesite="Lax",
            )  # fmt: skip
        return response

    def process_view(self, request: HttpRequest, *view: object) -> None:
        match = request.resolver_match
        _reads_copy.set(
            COPY in settings.DATABASES
            and request.method in SAFE
            and match is not None
            and match.view_name in ROUTES
            and self.cookie not in request.COOKIES
            and health.may_read()
        )

    def process_exception(self, request: HttpRequest, trouble: Exception) -> None:
        """The next page reads from the primary."""
        if _reads_copy.get() and is_database_away(trouble):
            health.doubt()
