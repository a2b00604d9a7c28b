"""What one rule of retention says, and the rows that it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

from .models import Deed


class Source(Protocol):
    """The rows of a rule: how many are due, and a step that ends some of them."""

    def count(self, now: datetime) -> int: ...

    def step(self, now: datetime, deed: Deed, name: str, most: int) -> int:
        """End at most so many rows and write in the deed how many; 0 when none is left."""
        ...


@dataclass(frozen=True)
class Rows:
    """Rows of a model. Two processes at once each take others: who is second skips what is held."""

    due: Callable[[datetime], QuerySet[Any]]
    end: Callable[[list[Any], Deed, datetime], object]

    def count(self, now: datetime) -> int:
        return self.due(now).count()

    def step(self, now: datetime, deed: Deed, name: str, most: int) -> int:
        with transaction.atomic():
            held = self.due(now).order_by("pk").select_for_update(skip_locked=True, of=("self",))
            found = [row.pk for row in held.only("pk")[:most]]
            if found:
                self.end(found, deed, now)
                deed.add(name, len(found))
        return len(found)


@dataclass(frozen=True)
class Rule:
    """`what` is kept for the days of `setting`, counted from `until`, and then goes as `then` says;
    without a setting `until` says how long. `why` is why it is kept that long."""

    name: str
    what: Promise
    then: Promise
    why: Promise
    source: Source
    setting: str = ""
    until: Promise | str = ""

    @property
    def how_long(self) -> str:
        if not self.setting:
            return str(self.until)
        days = settings.KEPT_DAYS[self.setting]
        if days % 365 == 0:
            months = days // 365 * 12
            return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def before(setting: str, now: datetime) -> datetime:
    """The instant before which a row is older than its setting allows."""
    return now - timedelta(days=settings.KEPT_DAYS[setting])
