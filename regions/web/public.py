"""What every page without sign-in has: a brake on visits, and silence towards other sites."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECONDS = 60


def throttled(name: str, most: int) -> Callable:
    """At most `most` visits a minute from one address; then a page that asks to wait."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if _visits(f"throttle:{name}:{get_adapter().get_client_ip(request)}") > most:
                response = render(request, "429.html", status=429)
                response.headers["Retry-After"] = str(SECONDS)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def kept_quiet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No search engine, and no other site, gets to know the address of a secret page."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return quiet


def _visits(key: str) -> int:
    """This visit included; the minute begins with the first."""
    if cache.add(key, 1, SECONDS):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended in between
        cache.set(key, 1, SECONDS)
        return 1
