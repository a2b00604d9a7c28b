"""What the ledger of a cohort adds up to. Pure: numbers and days in, numbers and sentences out.

Nobody is followed, so the sums cannot say who was placed after being postponed. Two rules make the
parts of a cohort add up: who was postponed stays so until the internship is done or lost, and who
is lost was postponed before. The order of the entries makes no difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from regions.months import Month

ALARM = timedelta(days=120)


@dataclass(frozen=True)
class Line:
    """One entry; a correction has a count below zero."""

    kind: str
    count: int


class Sums(NamedTuple):
    """All that was entered of each kind, less what was corrected."""

    placed: int = 0
    done: int = 0
    postponed: int = 0
    lost: int = 0


@dataclass(frozen=True)
class State:
    """Where every pupil of a cohort stands: needed = done + placed + postponed + waiting + lost."""

    needed: int
    done: int
    placed: int
    postponed: int
    lost: int

    @property
    def open(self) -> int:
        """Who can still do one: neither done nor lost."""
        return self.needed - self.done - self.lost

    @property
    def waiting(self) -> int:
        """Open, without a place and not postponed."""
        return self.open - self.placed - self.postponed

    @property
    def open_parts(self) -> list[int]:
        return [self.placed, self.postponed, self.waiting]

    @property
    def parts(self) -> list[int]:
        return [self.done, *self.open_parts, self.lost]

    def missed_parts(self, last_chance_on: date, today: date) -> list[int]:
        """Who never will have had one: lost, and open after the last possible day."""
        return [self.lost, *(self.open_parts if last_chance_on < today else [])]


def sums_of(lines: Iterable[Line]) -> Sums:
    found = dict.fromkeys(Sums._fields, 0)
    for line in lines:
        found[line.kind] += line.count
    return Sums(**found)


def state_of(needed: int, sums: Sums) -> State:
    still = needed - sums.done - sums.lost
    postponed = min(max(sums.postponed - sums.lost, 0), still)
    placed = min(max(sums.placed - sums.done, 0), still - postponed)
    return State(needed, sums.done, placed, postponed, sums.lost)


def refusal(state: State, kind: str, count: int) -> str:
    """Which number is wrong when so many more are entered, or nothing."""
    if count < 1:
        return _("Give a number of at least one.")
    if kind in ("done", "lost") and count > state.open:
        text = _(
            "%(count)s is too many: of %(needed)s pupils %(done)s did an internship and for "
            "%(lost)s it is lost, so %(open)s are left."
        )
    elif kind == "placed" and count > state.open - state.placed:
        text = _(
            "%(count)s is too many: %(open)s pupils still need one and %(placed)s of them have "
            "a place, so %(without)s are without."
        )
    elif kind == "postponed" and count > state.open - state.postponed:
        text = _(
            "%(count)s is too many: %(open)s pupils still need one and %(postponed)s of them are "
            "postponed already, so %(rest)s are left."
        )
    else:
        return ""
    return text % {
        "count": count,
        "needed": state.needed,
        "done": state.done,
        "lost": state.lost,
        "open": state.open,
        "placed": state.placed,
        "postponed": state.postponed,
        "without": state.open - state.placed,
        "rest": state.open - state.postponed,
    }


def too_few_needed(needed: int, sums: Sums) -> str:
    """Why a cohort cannot need so few, or nothing."""
    if needed >= sums.done + sums.lost:
        return ""
    return _("%(done)s pupils did an internship and for %(lost)s it is lost: that is more.") % {
        "done": sums.done,
        "lost": sums.lost,
    }


def is_carried(school_year: int, last_chance_on: date, still_open: int, year: int) -> bool:
    """Whether an earlier cohort shows up again in `year`: open, and its last chance not over."""
    last_year = Month.of(last_chance_on).school_year
    return school_year < year <= last_year and still_open > 0


def is_alarming(last_chance_on: date, still_open: int, today: date) -> bool:
    """Open pupils, and the last possible day is close or over."""
    return still_open > 0 and last_chance_on <= today + ALARM


def a_year_later(day: date) -> date:
    """The same day next year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
