"""Who asks: the person of a token, or nobody. A session opens nothing here.

A token acts for its person, with what that person may do at that moment: roles, a closed account
and the second step are looked at with every request.
"""

from datetime import datetime
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.accounts.second_factor import has_second_factor, needs_second_factor
from regions.web.brakes import SECONDS, counted
from sto_portal.api.models import ApiToken, Scope
from sto_portal.api.tokens import opened

from .problems import Refused

A_TOKEN, AN_ADDRESS, WRONG = 120, 60, 20  # requests a minute


def caller(request: HttpRequest, scope: Scope | None) -> dict[str, str]:
    """Put who asks on the request, and tell in headers how much they may ask still.

    Without a scope anybody may ask, and a token is looked at when it is there.
    """
    request.user = AnonymousUser()
    told = request.headers.get("Authorization", "")
    if not told and scope is None:
        return _counted(f"api:open:{_address(request)}", AN_ADDRESS)
    token = _token(request, told, timezone.now())
    headers = _counted(f"api:token:{token.pk}", A_TOKEN)
    request.user = token.person
    _look(token, scope)
    return headers


def _token(request: HttpRequest, told: str, now: datetime) -> ApiToken:
    kind, _space, secret = told.partition(" ")
    token = opened(secret.strip(), now) if kind.lower() == "bearer" else None
    if token is None:
        _counted(f"api:wrong:{_address(request)}", WRONG)
        raise Refused(
            HTTPStatus.UNAUTHORIZED,
            _("Send a token that works in the header Authorization: Bearer sto_…"),
            WWW_Authenticate='Bearer realm="STO-portaal"',
        )
    return token


def _look(token: ApiToken, scope: Scope | None) -> None:
    person = token.person
    if needs_second_factor(person) and not has_second_factor(person):
        raise Refused(
            HTTPStatus.FORBIDDEN, _("The person of this token needs a second step first.")
        )
    if scope is not None and scope not in token.scopes:
        text = _("This token may not read “%(scope)s”. Make one that may.")
        raise Refused(HTTPStatus.FORBIDDEN, text % {"scope": scope.value})


def _counted(key: str, most: int) -> dict[str, str]:
    """Raises Refused where it is too much, and says when to come back."""
    count, seconds = counted(key)
    headers = {
        "RateLimit-Limit": str(most),
        "RateLimit-Remaining": str(max(most - count, 0)),
        "RateLimit-Reset": str(min(seconds, SECONDS)),
    }
    if count > most:
        text = _("This is more than %(most)s requests in a minute. Wait, then go on.")
        refused = Refused(HTTPStatus.TOO_MANY_REQUESTS, text % {"most": most})
        refused.headers = {**headers, "Retry-After": headers["RateLimit-Reset"]}
        raise refused
    return headers


def _address(request: HttpRequest) -> str:
    return get_adapter().get_client_ip(request)
