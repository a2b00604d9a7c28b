"""Silence towards other sites, for pages without sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def kept_quiet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No search engine, and no other site, gets to know the address of a secret page."""

    @wraps(view)
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return quiet
