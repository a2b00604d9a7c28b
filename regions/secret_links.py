"""Addresses that are proof in themselves: a page, a file or a calendar without signing in.

Whoever has the address may come in, so of its secret only a hash is kept. Each room has its own
kind of link, with what it opens; what they share stands here. In a route the secret is written as
`<secret:token>`: what keeps addresses (history, logs) leaves it out by that.
"""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Self
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Q

LONGEST_TOKEN = 100


class Secret(str):
    """What stands in an address as proof; nothing shows it by accident."""

    def __repr__(self) -> str:
        return "Secret(…)"


class SecretConverter:
    """`<secret:token>` in a URL path."""

    regex = "[^/]+"

    def to_python(self, value: str) -> Secret:
        return Secret(value)

    def to_url(self, value: str) -> str:
        return str(value)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def derived_token(purpose: str, nonce: str) -> str:
    """A token that can be shown again without being kept: it follows from the portal's own key."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{purpose}:{nonce}".encode(), hashlib.sha256).hexdigest()


def mailto(subject: str, text: str) -> str:
    """An address that opens the maker's own mail program with this text, to hand the link on."""
    body = text.replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


class SecretLinkQuerySet(models.QuerySet):
    def at(self, token: str) -> Self:
        """The link of a token, open or not; nothing for what can be none."""
        if len(token) > LONGEST_TOKEN:
            return self.none()
        return self.filter(secret_hash=hash_of(token))

    def open(self, now: datetime) -> Self:
        """Neither revoked nor too old."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)

    def revoke(self, now: datetime) -> None:
        """From now on they open nothing; a second time changes nothing."""
        self.filter(revoked_at=None).update(revoked_at=now)

    def mark_opened(self, now: datetime) -> None:
        """Only the first time is kept."""
        self.filter(opened_at=None).update(opened_at=now)


class SecretLink(models.Model):
    """One address that works until `expires_at`, unless it is revoked before."""

    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = SecretLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    def revoke(self, now: datetime) -> None:
        type(self)._default_manager.filter(pk=self.pk).revoke(now)

    def mark_opened(self, now: datetime) -> None:
        type(self)._default_manager.filter(pk=self.pk).mark_opened(now)
