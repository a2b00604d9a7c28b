"""A brake on what costs much: at most so many a minute, of one address or of one person.

Public pages name theirs (`throttled`). For people who signed in one rule holds on every route that
there is and will be: so many files sent, and so many files asked.
"""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

SECONDS = 60
FILES_SENT, FILES_ASKED = 20, 60  # a minute, by one person
ENDINGS = (".csv", ".xlsx", ".docx", ".json", ".ics")


def throttled(name: str, most: int) -> Callable:
    """At most `most` visits a minute from one address; then a page that asks to wait."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if visits(f"throttle:{name}:{get_adapter().get_client_ip(request)}") > most:
                return _wait(request)
            return view(request, *args, **kwargs)

        return guarded

    return wrap


class BrakeMiddleware:
    """Comes after everything that refuses a person: who may not ask is not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if request.method == "POST":
            name, most, counts = "sent", FILES_SENT, bool(request.FILES)
        else:
            name, most, counts = "asked", FILES_ASKED, _asks_a_file(request)
        is_too_much = counts and visits(f"brake:{name}:{request.user.pk}") > most
        return _wait(request) if is_too_much else None


def _asks_a_file(request: HttpRequest) -> bool:
    wanted = request.GET.get("format") or request.GET.get("as")
    return bool(wanted) or request.path_info.endswith(ENDINGS)


def _wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(SECONDS)
    return response


def visits(key: str) -> int:
    """This visit included; the minute begins with the first. Visits at once are all counted."""
    return counted(key)[0]


def counted(key: str) -> tuple[int, int]:
    """As `visits`, with the seconds until the next minute of this key begins."""
    now = timezone.now().timestamp()
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        count, ends_at = cache.get(key) or (0, 0.0)
        if ends_at <= now:
            count, ends_at = 0, now + SECONDS
        cache.set(key, (count + 1, ends_at), SECONDS)
    return count + 1, ceil(ends_at - now)
