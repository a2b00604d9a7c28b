"""A body that is too large is refused before anything reads it, and so before it is on a disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class BodyLimitMiddleware:
    """413 when the length that was told is above DATA_UPLOAD_MAX_MEMORY_SIZE (bytes).

    A body without a length is none to Django: it reads nothing of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not (told.isascii() and told.isdigit()):
            return _refused(400)
        if int(told) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return _refused(413)
        return self.get_response(request)


def _refused(status: int) -> HttpResponse:
    """Without a request to render it from: who asks is not known yet, and nothing is read."""
    return render(None, "errors/too_large.html", status=status)
