"""A second factor for people whose account opens many regions: advisors, the bureau, admins."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from regions.access import is_advisor, is_bureau

from .models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN_VIEWS = frozenset({"account_logout", "account_reauthenticate", "health_live", "health_ready"})


def needs_second_factor(user: User) -> bool:
    """Whether this person may only come in with a second factor."""
    if not settings.SECOND_FACTOR_REQUIRED or (settings.DEMO and user.is_demo):
        return False
    return user.is_staff or user.is_superuser or is_advisor(user) or is_bureau(user)


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


class SecondFactorMiddleware:
    """Leads people who need a second factor to its set-up, until it is there.

    Once a factor is set up, allauth asks for it at every sign-in, and `MFAAdapter` keeps the last
    one from being removed; so a session that passed one needs no second look.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) and not user.is_authenticated:
            return None
        if is_open(request) or _passed(request, user) or not needs_second_factor(user):
            return None
        if has_second_factor(user):
            return None
        if request.method == "GET":
            messages.info(request, _("Your role needs a second step. Set it up first."))
        return redirect("mfa_index")


def is_open(request: HttpRequest) -> bool:
    """Pages that are needed to set up a second factor, or to leave."""
    name = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return name in OPEN_VIEWS or name.startswith("mfa_") or name == "javascript-catalog"


def _passed(request: HttpRequest, user: Any) -> bool:
    return any(step.get("method") == "mfa" for step in get_authentication_records(request, user))


class MFAAdapter(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last factor of somebody who needs one."""
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists()
