"""Whether people were invited and mail reaches them, told by the room that mails.

The bureau knows no mail: that room offers a source when the portal starts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from regions.accounts.models import User


@dataclass(frozen=True)
class Reached:
    """How mail to one person stands; an instant is None where nothing is known of it."""

    invited_at: datetime | None = None
    opened_at: datetime | None = None  # a digest
    is_broken: bool = False  # a mail server said that the address does not exist
    has_ended: bool = False  # some kind of mail


class Source(Protocol):
    def broken(self) -> QuerySet[Any]:
        """Ids of people whose address does not work."""

    def ended(self) -> QuerySet[Any]:
        """Ids of people who ended a kind of mail."""

    def told(self, people: Collection[User]) -> dict[int, Reached]:
        """Of each of these people, in a fixed number of queries."""


_sources: list[Source] = []


def offer(source: Source) -> None:
    _sources.append(source)


def broken() -> QuerySet[Any]:
    return _sources[0].broken() if _sources else User.objects.none().values("pk")


def ended() -> QuerySet[Any]:
    return _sources[0].ended() if _sources else User.objects.none().values("pk")


def put_reach(people: Collection[User]) -> None:
    """Give each of these people what is known as `reach`."""
    told = _sources[0].told(people) if _sources and people else {}
    for person in people:
        person.reach = told.get(person.pk, Reached())  # type: ignore[attr-defined]
