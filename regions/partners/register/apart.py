"""Likely doubles that nobody has looked at yet, and pairs that turned out to be two businesses."""

from datetime import datetime

from regions.accounts.models import User
from regions.partners.models import Business, PairApart

from .doubles import likely_doubles


def pairs_to_look_at() -> list[tuple[int, int]]:
    """Pairs of ids, the lower one first, in two queries."""
    names = Business.objects.known().values_list("pk", "name").order_by()
    looked_at = set(PairApart.objects.values_list("first", "second"))
    return [pair for pair in likely_doubles(names) if pair not in looked_at]


def keep_apart(one: Business, other: Business, by: User, now: datetime) -> PairApart:
    """Kept once, in whatever order and however often it is said."""
    first, second = sorted((one, other), key=lambda business: business.pk)
    row, _is_new = PairApart.objects.get_or_create(
        first=first, second=second, defaults={"looked_by": by, "looked_at": now}
    )
    return row
