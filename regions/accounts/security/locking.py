"""Sign-in, one attempt at a time: the library counts wrong tries by reading, then writing.

Twenty codes at the same moment would count as a few. An advisory lock of Postgres around every
attempt makes each see the count of the one before, in whatever process it runs. The lock is held by
a transaction on a connection of its own, so it also holds behind a pool of transactions.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import Error, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .log import tell

SIGN_IN = tuple(f"/accounts/{part}/" for part in ("login", "2fa", "password", "reauthenticate"))
LOCK = 7_236_001  # any number, as long as nothing else takes it
WAIT = "5s"


class OneAttemptAtATimeMiddleware:
    """Stands around the session: what an attempt counted there is saved before the next begins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path_info.startswith(SIGN_IN):
            return self.get_response(request)
        len(request.POST)  # the whole of it is here before anybody waits for this attempt
        with _alone() as is_alone:
            if is_alone:
                return self.get_response(request)
        tell("throttled", request=request)
        return render(request, "429.html", status=429)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether the lock was had within a few seconds; it is held inside."""
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute(f"BEGIN; SET LOCAL lock_timeout = '{WAIT}'")
            try:
                cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
                is_alone = True
            except OperationalError:
                is_alone = False
            yield is_alone
            with suppress(Error):
                cursor.execute("ROLLBACK")  # so that a pool may use its connection again
    finally:
        beside.close()
