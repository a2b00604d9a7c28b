"""What the portal knows about one person, as that person may take it along."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder

from .models import User

Source = Callable[[User], Iterable[tuple[str, Iterable[Any]]]]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """`source` tells what a higher room knows of a person, by kind of row; offered when the portal
    starts."""
    _sources.append(source)


def as_json(user: User) -> Iterator[str]:
    """All of one person as JSON, piece by piece: no more than a few rows are in memory."""
    yield "{"
    for number, (name, told) in enumerate(own_data(user).items()):
        yield f"{',' if number else ''}\n{_text(name)}: {_text(told)}"
    for source in _sources:
        for name, rows in source(user):
            yield f",\n{_text(name)}: ["
            for number, row in enumerate(rows):
                yield f"{',' if number else ''}\n {_text(row)}"
            yield "]"
    yield "\n}\n"


def _text(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


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
                "kind": authenticator.get_type_display(),
                "added_at": authenticator.created_at,
                "used_at": authenticator.last_used_at,
            }
            for authenticator in Authenticator.objects.filter(user=user)
        ],
        "linked_accounts": list(
            SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values(
                "created_at", "last_seen_at", "ip", "user_agent"
            )
        ),
    }
