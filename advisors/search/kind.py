"""What can be found: of each kind the rows that a reader may see, and what makes one a hit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet
from django.utils.functional import Promise as Lazy

from regions.accounts.models import User
from regions.web.searching import having, named


@dataclass(frozen=True)
class Hit:
    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Kind:
    """`rows` come through the door of their model; `fields` are what is searched in them."""

    name: str | Lazy
    rows: Callable[[User], QuerySet[Any]]
    says: Callable[[str], Q]
    hit: Callable[[User, Any], Hit]
    fields: tuple[str, ...]
    order: tuple[str, ...]

    def is_for(self, user: User) -> bool:
        """Whether `user` may see any row of it, were there one."""
        try:
            self.rows(user).query.sql_with_params()
        except EmptyResultSet:
            return False
        return True


def by_name(*fields: str) -> Callable[[str], Q]:
    """Names that have an index of their grams."""
    return lambda words: named(words, *fields)


def by_part(*fields: str) -> Callable[[str], Q]:
    return lambda words: having(words, *fields)
