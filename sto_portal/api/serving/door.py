"""The one door of the API: method, who asks, how much, in which form, and whether it is new.

Nothing but GET and HEAD comes in, whoever asks: no token ever changes anything.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sto_portal.api.models import Scope

from .callers import caller
from .problems import Refused, problem

VERSION = "1.0.0"
JSON, CSV = "application/json", "text/csv"
ALLOWED = "GET, HEAD"
View = Callable[..., HttpResponse]


def door(view: View, scope: Scope | None = None, kinds: tuple[str, ...] = (JSON, CSV)) -> View:
    """`view` finds who asks in `request.user`, and the form that is asked in `request.form`."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, **where: Any) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"  # Ninja knows no other
        try:
            response = _answer(request, view, scope, kinds, where)
        except Refused as refused:
            response = problem(refused)
        except Http404:
            response = problem(Refused(HTTPStatus.NOT_FOUND, _("There is nothing here.")))
        except PermissionDenied:
            text = _("The person of this token may not read this.")
            response = problem(Refused(HTTPStatus.FORBIDDEN, text))
        response.headers["API-Version"] = VERSION
        patch_vary_headers(response, ["Accept", "Authorization"])
        if asked == "HEAD":
            request.method = asked
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return answer


def _answer(
    request: HttpRequest,
    view: View,
    scope: Scope | None,
    kinds: tuple[str, ...],
    where: dict[str, Any],
) -> HttpResponse:
    if request.method != "GET":
        text = _("The API only reads: use GET.")
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, text, Allow=ALLOWED)
    headers = caller(request, scope)
    form = request.get_preferred_type(kinds)
    if form is None:
        text = _("Ask for %(kinds)s in the header Accept.") % {"kinds": ", ".join(kinds)}
        raise Refused(HTTPStatus.NOT_ACCEPTABLE, text)
    request.form = form  # type: ignore[attr-defined]
    response = view(request, **where)
    if response.status_code == HTTPStatus.OK:
        response = _if_new(request, response)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _if_new(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 where the asker has these very bytes already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    found = get_conditional_response(request, etag=etag, response=response)
    return response if found is None else found


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address of the API that does not exist: also this is told as a problem."""
    raise Http404
