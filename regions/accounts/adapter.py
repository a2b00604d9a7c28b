"""How sign-in behaves here: the bureau makes accounts, nobody signs up."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .security.log import tell
from .sign_in.affiliation import is_of_a_pupil
from .sign_in.oidc import OwnSession


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code. Take it from the newest mail of the portal."),
        "email_password_mismatch": _(
            "This address and this password do not belong together. Or ask for a code by mail."
        ),
        "enter_current_password": _("This is not your password."),
        "too_many_login_attempts": _(
            "Too many attempts for this account. Wait five minutes, or sign in with a code by mail."
        ),
        "rate_limited": _("That was too often in a short time. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code == "too_many_login_attempts":
            tell("throttled")
        return super().validation_error(code, *args)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every link begins with SITE_URL, whatever host the request named."""
        ours = {name: _on_our_site(value) for name, value in context.items()}
        super().send_mail(template_prefix, email, {**ours, "site_url": settings.SITE_URL})


def _on_our_site(value: Any) -> Any:
    """An absolute address of the portal from SITE_URL; anything else as it is."""
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return value
    parts = urlsplit(value)
    return settings.SITE_URL + parts._replace(scheme="", netloc="").geturl()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An organisation's account opens the portal only when it was linked by its owner.

    A link is made from the account page, while signed in, and found again by issuer and subject;
    the e-mail address that the other side tells decides nothing.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Nothing of it: who comes is somebody whom the bureau made, with a name of our own."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The account of a pupil opens nothing and is linked to nobody, whoever typed the code."""
        if is_of_a_pupil(sociallogin.account.extra_data):
            tell("pupil_refused")
            page = render(request, "socialaccount/pupil.html", status=403)
            raise ImmediateHttpResponse(page)

    def get_requests_session(self) -> OwnSession:
        return OwnSession()

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False
