"""Whoever has just set up a second factor has just shown it."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator

from regions.access import Request

from .models import User


def remember_proof(
    request: Request, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Ask for no second proof on the page that follows, where the recovery codes stand."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, method="mfa", type=authenticator.type, reauthenticated=True
        )
