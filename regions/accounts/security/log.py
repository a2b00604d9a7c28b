"""The security log: one line of JSON for each thing that matters to who watches the doors.

It says who by number, from which address and on which route; no name, no path, no code and no text
of anybody. `portal.security` is its own logger, so that it can be shipped apart (docs/beheer.md).
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("portal.security")


def tell(
    event: str, person: Any = None, *, request: HttpRequest | None = None, **more: Any
) -> None:
    """Write one line. `person` is whom it is about; who did it is read from the request."""
    asked = request or context.request
    doer = getattr(asked, "user", None)
    told = {
        "event": event,
        "person": getattr(person, "pk", None),
        "by": getattr(doer, "pk", None),
        "address": _address(asked),
        "route": _route(asked),
        **more,
    }
    logger.info(event, extra={"told": told})


def _address(request: HttpRequest | None) -> str | None:
    """Of the visitor, behind the proxies that are trusted; None outside a request."""
    if request is None:
        return None
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return None


def _route(request: HttpRequest | None) -> str | None:
    match = request.resolver_match if request else None
    return match.view_name if match else None


class SecurityLogMiddleware:
    """Tells of answers: refused to somebody who is signed in, braked, or taken out as a file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = request.user if request.user.is_authenticated else None
        if event := _event_of(response, is_signed_in=user is not None):
            tell(event, user, request=request)
        return response


def _event_of(response: HttpResponse, *, is_signed_in: bool) -> str:
    if response.status_code == 429:
        return "throttled"
    if is_signed_in and response.status_code == 403:
        return "refused"
    if is_signed_in and response.get("Content-Disposition", "").startswith("attachment"):
        return "file_taken"
    return ""


def signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    tell("signed_in", user, request=request)


def signed_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    tell("signed_out", user, request=request)


def wrong_password(credentials: dict, request: HttpRequest | None = None, **kwargs: Any) -> None:
    tell("wrong_password", request=request)


def wrong_code(request: HttpRequest, user: Any = None, **kwargs: Any) -> None:
    tell("wrong_code", user, request=request)


def role_saved(instance: Any, created: bool, **kwargs: Any) -> None:
    """A role that was given, or of which the days were changed; an end is a day of its own."""
    event = "role_given" if created else "role_ended" if instance.ends_on else "role_changed"
    _tell_role(event, instance)


def role_deleted(instance: Any, **kwargs: Any) -> None:
    _tell_role("role_ended", instance)


def _tell_role(event: str, row: Any) -> None:
    until = row.ends_on.isoformat() if row.ends_on else None
    tell(event, row.user, role=row.role, region=row.region_id, until=until)
