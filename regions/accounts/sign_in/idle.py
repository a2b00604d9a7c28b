"""A session that nobody uses ends: sooner where it opens many regions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.accounts.second_factor import needs_second_factor
from regions.accounts.security.log import tell

SEEN = "seen"
NOTED_EVERY = timedelta(minutes=10).total_seconds()
MANY_REGIONS = timedelta(hours=12).total_seconds()
ONE_REGION = timedelta(days=7).total_seconds()


class IdleMiddleware:
    """Comes before what asks who somebody is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        if not request.user.is_authenticated:
            return
        now = timezone.now().timestamp()
        away = now - request.session.get(SEEN, 0)
        if away > MANY_REGIONS and SEEN in request.session and away > _longest(request.user):
            tell("idle", request.user, request=request)
            logout(request)
            messages.info(request, _("You were away for a while. Sign in again to go on."))
        elif away > NOTED_EVERY:
            request.session[SEEN] = now


def _longest(user: Any) -> float:
    return MANY_REGIONS if needs_second_factor(user) else ONE_REGION


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Somebody signed in just now."""
    request.session[SEEN] = timezone.now().timestamp()
