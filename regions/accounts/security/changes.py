"""A change of what opens an account: kept as a fact, and the other sessions end.

The pages record; the portal tells the person by mail, once (`notices/kinds/safety_mail.py`).
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest

from regions.accounts.models import AccountChange, User
from regions.accounts.sessions import end_sessions

from .log import tell

What = AccountChange.What
ADDED = {
    Authenticator.Type.TOTP: What.APP_ADDED,
    Authenticator.Type.WEBAUTHN: What.PASSKEY_ADDED,
}
REMOVED = {
    Authenticator.Type.TOTP: What.APP_REMOVED,
    Authenticator.Type.WEBAUTHN: What.PASSKEY_REMOVED,
    Authenticator.Type.RECOVERY_CODES: What.RECOVERY_CODES_REMOVED,
}


@transaction.atomic
def keep_change(
    person: User, what: str, by: User | None, *, but: str | None = None, **fields: Any
) -> AccountChange:
    """Write it down and sign the person out everywhere, but for the session with the key `but`."""
    end_sessions(person, but=but)
    fields = {"address": person.email, **fields}
    change = AccountChange.objects.create(person=person, what=what, by=by, **fields)
    tell(f"account_{what}", person)
    return change


def address_changed(person: User, before: str, by: User | None) -> None:
    """After the new address was saved; nothing where only capitals differ."""
    if before and before.lower() != person.email.lower():
        keep_change(person, What.ADDRESS, by, address=before, new_address=person.email)


def factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """The recovery codes that come by themselves with a first factor are no change of their own."""
    if what := ADDED.get(authenticator.type):
        _by_oneself(request, user, what)


def factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """The recovery codes that go by themselves with the last factor neither."""
    keeps_others = Authenticator.objects.filter(user=user).exists()
    if authenticator.type != Authenticator.Type.RECOVERY_CODES or keeps_others:
        _by_oneself(request, user, REMOVED[authenticator.type])


def recovery_codes_renewed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    _by_oneself(request, user, What.RECOVERY_CODES)


def password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Also one that was set for the first time, or anew by the link in a mail."""
    _by_oneself(request, user, What.PASSWORD)


def _by_oneself(request: HttpRequest, user: User, what: str) -> None:
    is_signed_in = request.user.is_authenticated and request.user.pk == user.pk
    key = request.session.session_key if is_signed_in else None
    keep_change(user, what, user if is_signed_in else None, but=key)
