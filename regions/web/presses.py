"""One press of a button is one deed: a form that arrives twice is handled once.

Django masks the CSRF token anew on every page, so the token in a form tells from which showing of
a page it comes. The same address and content with the same token is a second press of one button
(a double click, a tap on a slow line), never a second wish: who wants two alike rows opens the form
twice. Nothing in a form, a view or a model has to know of it.
"""

import hashlib
import time
from collections.abc import Callable

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

BUSY = 60  # seconds; longer than any request may take
KEPT = 3600  # seconds that an answer is known
PATIENCE = 15.0  # seconds that a second press waits for the first
LATER = 10.0  # seconds after which a second press was no slip of the finger
POLL = 0.05
UNKNOWN = "unknown"
# A sign-in has a state of its own, and its answers carry a cookie that only one press gets.
LIBRARIES = ("allauth.", "django.contrib.admin")


class PressMiddleware:
    """The second press gets the redirect of the first, and waits for it.

    Only a redirect is remembered: a form that came back with errors may be sent again as it is.
    When the process of the first press died, its answer is unknown: then a page says so, until
    `BUSY` seconds have passed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if mark := getattr(request, "press", None):
            if response.status_code in (302, 303):
                cache.set(mark, (response.headers["Location"], timezone.now().timestamp()), KEPT)
            else:
                cache.delete(mark)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Comes last, after everything that refuses; None lets the view handle it."""
        if not request.POST.get("csrfmiddlewaretoken") or view.__module__.startswith(LIBRARIES):
            return None
        mark, patience_ends = _mark(request), time.monotonic() + PATIENCE
        while not cache.add(mark, UNKNOWN, BUSY):
            while (answer := cache.get(mark)) == UNKNOWN:
                if time.monotonic() > patience_ends:
                    return render(request, "errors/pressed.html", status=409)
                time.sleep(POLL)
            if answer:
                return _again(request, *answer)
        request.press = mark  # type: ignore[attr-defined]
        return None


def _again(request: HttpRequest, address: str, answered_at: float) -> HttpResponse:
    if timezone.now().timestamp() - answered_at > LATER:
        messages.info(request, _("This form was sent before; nothing was added."))
    return HttpResponseRedirect(address)


def _mark(request: HttpRequest) -> str:
    """Of who sends what from which page; the content of files counts, not their name alone."""
    digest = hashlib.sha256(repr((request.user.pk, request.get_full_path())).encode())
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return f"press:{digest.hexdigest()}"
