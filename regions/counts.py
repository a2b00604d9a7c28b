"""Counts of people, exact for who may know, and otherwise without any that points at somebody.

A sum could give away the small count it contains, so a sum that holds one is a lower bound.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .dutch import decimal_text

SMALL = 5


def small_count(number: int) -> str:
    """A count of people that points at nobody: "<5" under five, 0 shows 0."""
    return f"<{SMALL}" if 0 < number < SMALL else decimal_text(number, 0)


def count_text(parts: Iterable[int], exact: bool) -> str:
    """The sum of `parts`; with small parts "<5" or "40 of meer" for who may not know exactly."""
    numbers = list(parts)
    total = sum(numbers)
    if exact:
        return decimal_text(total, 0)
    if total < SMALL or not any(0 < number < SMALL for number in numbers):
        return small_count(total)
    shown = sum(number for number in numbers if number >= SMALL)
    return _("%(number)s or more") % {"number": decimal_text(max(shown, SMALL), 0)}
