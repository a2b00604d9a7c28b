"""The mail that a person was sent, as that person may take it along."""

from collections.abc import Iterator
from typing import Any

from regions.accounts.models import User


def mails_of(user: User) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Without mails about signing in."""
    rows = user.mails.exclude(kind="account").order_by("pk")
    columns = "kind", "state", "address", "subject", "text", "created_at", "sent_at"
    yield "mail", rows.values(*columns).iterator(chunk_size=100)
