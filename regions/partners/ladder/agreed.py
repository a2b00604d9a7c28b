"""The next contact that was agreed with a partner: it stands until a later talk is logged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from regions.partners.models import ContactMoment


@dataclass(frozen=True)
class Agreed:
    """The day, with whom (may be nobody), and the contact in which it was agreed."""

    on: date
    person: str
    moment: int
    is_due: bool


def agreed_with(ids: Collection[int] | QuerySet[Any], today: date) -> dict[int, Agreed]:
    """By partnership what was agreed last; one query."""
    rows = (
        ContactMoment.objects.to_come()
        .filter(partnership__in=ids)
        .order_by("partnership", "-held_on", "-pk")
        .distinct("partnership")
        .values_list("partnership", "next_on", "next_person__name", "pk")
    )
    return {pk: Agreed(on, name or "", moment, on <= today) for pk, on, name, moment in rows if on}
