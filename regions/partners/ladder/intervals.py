"""How long ago the last real talk was, and on how many people a partnership leans.

Pure: no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .ladder import Talk, year_before


class Interval(StrEnum):
    """The values are those of a status, so that shape and colour come with it."""

    OK = "on_track"
    OVER = "behind"  # longer ago than is ideal
    SILENT = "stalled"  # longer ago than is allowed


@dataclass(frozen=True)
class Since:
    """Days since the last real talk; since the beginning where there never was one."""

    days: int
    last_on: date | None
    ideal_days: int
    max_days: int

    @property
    def state(self) -> Interval:
        if self.days > self.max_days:
            return Interval.SILENT
        return Interval.OVER if self.days > self.ideal_days else Interval.OK

    @property
    def is_new(self) -> bool:
        """Never spoken, and not yet too long a partner for that: neither in time nor late."""
        return self.last_on is None and self.state == Interval.OK

    @property
    def urgency(self) -> tuple[int, int]:
        """Silent before over the ideal, and then the longest ago first."""
        order = (Interval.SILENT, Interval.OVER, Interval.OK)
        return order.index(self.state), -self.days


def since(
    last_on: date | None, started_on: date, today: date, ideal_days: int, max_days: int
) -> Since:
    """`last_on` is the last real talk up to today; a mail is none."""
    days = max(0, (today - (last_on or started_on)).days)
    return Since(days, last_on, ideal_days, max_days)


def hangs_on_one(talks: Iterable[Talk], known_people: int, today: date) -> bool:
    """Whether all talks of the last year were with one person, or only one person is known.

    A talk without a name says nothing about it.
    """
    first = year_before(today)
    with_whom = {talk.person for talk in talks if first <= talk.on <= today} - {None}
    return len(with_whom) == 1 or known_people == 1


def urgency_of(since: Since, is_due: bool) -> tuple[int, int]:
    """Whoever is to be called again by now comes with those over the ideal."""
    order, days = since.urgency
    return (min(order, 1) if is_due else order), days


def whom_to_call(rows: Iterable[Any]) -> list[Any]:
    """Rows with a `since` that ask for a call, or that are due by what was agreed: silent first,
    then over the ideal or due."""
    late = [row for row in rows if row.since.state != Interval.OK or row.is_due]
    return sorted(late, key=lambda row: urgency_of(row.since, row.is_due))
