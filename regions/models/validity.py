"""Rows that hold from a day until a day, or on: `valid_from_on` and `valid_until_on`."""

from datetime import date
from typing import Protocol

from django.db.models import Q


class Valid(Protocol):
    """First and last day are included."""

    valid_from_on: date
    valid_until_on: date | None


def holds_on(row: Valid, day: date) -> bool:
    return row.valid_from_on <= day and (row.valid_until_on is None or day <= row.valid_until_on)


def holding(day: date) -> Q:
    """As `holds_on`, for a query."""
    return Q(valid_from_on__lte=day) & (Q(valid_until_on=None) | Q(valid_until_on__gte=day))
