"""Closing an account, and opening it again."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from .models import User
from .security.log import tell


@transaction.atomic
def disable(user: User) -> None:
    """Close the account and end every session of it, now and for good.

    The sessions hang on the password's hash. A new, unusable one ends those that nobody wrote
    down too, and none of them comes back to life when the account is opened again.
    """
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    end_sessions(user)
    tell("account_closed", user)


def end_sessions(user: User, but: str | None = None) -> None:
    """Sign the person out everywhere, but for the session with this key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()


def enable(user: User) -> None:
    """Open the account; the person signs in anew, by code or passkey."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    tell("account_opened", user)
