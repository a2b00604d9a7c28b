"""Asking the API as a program does: with the token of a person, and without a session."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.test import Client
from django.utils import timezone

from regions.accounts.models import User
from sto_portal.api.models import Scope
from sto_portal.api.tokens import make_token

ALL = tuple(Scope.values)


def secret_of(user: User, scopes: Sequence[str] = ALL, days: int = 30) -> str:
    last_on = timezone.localdate() + datetime.timedelta(days=days)
    return make_token(user, "Proef", scopes, last_on, timezone.now()).secret


def by_token(user: User, scopes: Sequence[str] = ALL) -> Client:
    return with_secret(secret_of(user, scopes))


def with_secret(secret: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {secret}"})


def pages(client: Client, address: str) -> Iterator[dict[str, Any]]:
    """Every page of a list, from the first on."""
    following: str | None = address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.content
        yield answer.json()
        following = answer.json()["volgende"]


def rows(client: Client, name: str, **asked: object) -> list[dict[str, Any]]:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return [row for page in pages(client, f"/api/v1/{name}?{query}") for row in page["resultaten"]]
