"""The heading of the overview: whose last chance is near, whose is over, or who waits."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from regions.counts import count_text
from regions.internships.ledger.cohorts import ShownCohort, alarms

NEAR = ngettext_lazy(
    "Last chance in %(month)s: %(number)s pupil still needs an internship",
    "Last chance in %(month)s: %(number)s pupils still need an internship",
    "count",
)
OVER = ngettext_lazy(
    "The last chance is over: %(number)s pupil had no internship",
    "The last chance is over: %(number)s pupils had no internship",
    "count",
)
OPEN = ngettext_lazy(
    "%(number)s pupil still needs an internship",
    "%(number)s pupils still need an internship",
    "count",
)
MISSED = ngettext_lazy(
    "For %(number)s pupil there never was an internship",
    "For %(number)s pupils there never was an internship",
    "count",
)


def cohorts_heading(rows: list[ShownCohort], exact: bool) -> str:
    """What can still be done comes before what is over."""
    pressing = alarms(rows)
    if near := [row for row in pressing if not row.is_over]:
        month = near[0].last_month
        return _told(NEAR, _open([row for row in near if row.last_month == month]), exact, month)
    if pressing:
        return _told(OVER, _missed(pressing), exact)
    if open_parts := _open(rows):
        return _told(OPEN, open_parts, exact)
    if missed := _missed(rows):
        return _told(MISSED, missed, exact)
    return _("Every pupil did an internship")


def _open(rows: list[ShownCohort]) -> list[int]:
    return [part for row in rows for part in row.state.open_parts if part]


def _missed(rows: list[ShownCohort]) -> list[int]:
    return [part for row in rows for part in row.missed_parts if part]


def _told(sentence: Any, parts: list[int], exact: bool, month: str = "") -> str:
    """A sentence about so many pupils; a hidden number is always many, or "one" would show."""
    count = sum(parts) if exact else 2
    return sentence % {"count": count, "number": count_text(parts, exact), "month": month}
