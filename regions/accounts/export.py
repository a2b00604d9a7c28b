"""What the portal knows about one person, as that person may take it along."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from .models import User


def own_data(user: User) -> dict[str, Any]:
    """Plain values, ready for JSON; secrets of sign-in and mails about it are left out."""
    return {
        "person": {
            "name": user.name,
            "email": user.email,
            "phone": user.phone,
            "reached_on": user.days,
            "added_at": user.date_joined,
            "last_sign_in_at": user.last_login,
        },
        "roles": [
            {
                "role": m.get_role_display(),
                "region": m.region.name if m.region else None,
                "from": m.starts_on,
                "until": m.ends_on,
                "interim": m.is_interim,
            }
            for m in user.memberships.select_related("region").order_by("starts_on")
        ],
        "sign_in": [
            {
                "kind": one.get_type_display(),
                "added_at": one.created_at,
                "used_at": one.last_used_at,
            }
            for one in Authenticator.objects.filter(user=user)
        ],
        "linked_accounts": list(
            SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values(
                "created_at", "last_seen_at", "ip", "user_agent"
            )
        ),
        "mail": list(user.mails.exclude(kind="account").values("subject", "created_at", "sent_at"))
        if hasattr(user, "mails")
        else [],
    }
