"""A second factor for people whose account opens many regions: advisors, the bureau, admins."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.access import is_advisor, is_bureau

from .models import User
from .security.seeds import decrypted, encrypted
from .sign_in.devices import device

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN_VIEWS = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "health_live",
        "health_ready",
        "javascript-catalog",
        "metrics",
    }
)
SHOWING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})


def needs_second_factor(user: User) -> bool:
    """Whether this person may only come in with a second factor."""
    if not settings.SECOND_FACTOR_REQUIRED or (settings.DEMO and user.is_demo):
        return False
    return user.is_staff or user.is_superuser or is_advisor(user) or is_bureau(user)


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


class SecondFactorMiddleware:
    """Leads people who need a second factor to its set-up, until it is there.

    Once a factor is there, every session shows one before it does anything: also a session that
    began before the factor was added elsewhere.
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
        name = _name(request)
        if name in OPEN_VIEWS or _passed(request, user) or not needs_second_factor(user):
            return None
        if has_second_factor(user):
            return None if name in SHOWING else _to_show_it(request, user)
        if is_open(request):
            return None
        if request.method == "GET":
            messages.info(request, _("Your role needs a second step. Set it up first."))
        return redirect("mfa_index")


def _to_show_it(request: HttpRequest, user: User) -> HttpResponse:
    """To the page that asks for the factor that this person has, and then back."""
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    page = reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
    following = request.get_full_path() if request.method == "GET" else reverse("home")
    return redirect(f"{page}?{urlencode({'next': following})}")


def is_open(request: HttpRequest) -> bool:
    """Pages that are needed to set up a second factor, or to leave."""
    name = _name(request)
    return name in OPEN_VIEWS or name.startswith("mfa_")


def _name(request: HttpRequest) -> str:
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def _passed(request: HttpRequest, user: Any) -> bool:
    return any(step.get("method") == "mfa" for step in get_authentication_records(request, user))


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This is not the code. An app shows a new one every half minute; a recovery code works "
            "once."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """The device that it is made on; people may write another name."""
        return device(context.request.META.get("HTTP_USER_AGENT", ""))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last factor of somebody who needs one."""
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists()
