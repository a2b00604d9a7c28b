"""The ladder of a partnership: which step its dated facts carry. Pure: no database, no clock.

The last four quarters are the running one and the three before it; the last year begins on the
same day a year ago. What is dated after `today` does not count yet, so that every look at a day
tells the same. More facts never lower a step, and time without facts never raises one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

QUARTERS_LOOKED_AT = 4
QUARTERS_NEEDED = 3
PEOPLE_NEEDED = 2


class Rung(IntEnum):
    """The four steps in order; the name in lower case is the value that is stored."""

    CONTACT = 0
    EXCHANGE = 1
    STRUCTURAL = 2
    CO_OWNER = 3

    @property
    def code(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, code: str) -> "Rung":
        return cls[code.upper()]


@dataclass(frozen=True)
class Talk:
    """A real conversation; `person` is the id of whom it was with, where that was written down."""

    on: date
    person: int | None = None


@dataclass(frozen=True)
class Paper:
    """Evidence of one kind that holds from a day, until a day or without end."""

    on: date
    until: date | None = None

    def holds(self, today: date) -> bool:
        return self.on <= today and (self.until is None or today <= self.until)


@dataclass(frozen=True)
class Facts:
    """Everything that counts for the step of one partnership."""

    talks: tuple[Talk, ...] = ()
    exchanges: tuple[date, ...] = ()  # something given or done, a delivery, an event together
    lessons: tuple[Paper, ...] = ()
    agreements: tuple[Paper, ...] = ()

    def plus(self, other: "Facts") -> "Facts":
        return replace(
            self,
            talks=self.talks + other.talks,
            exchanges=self.exchanges + other.exchanges,
            lessons=self.lessons + other.lessons,
            agreements=self.agreements + other.agreements,
        )


@dataclass(frozen=True)
class Standing:
    """What the facts come to on a day."""

    quarters: int  # of the last four, with a talk
    people: int  # different ones, in those quarters
    last_exchange_on: date | None  # within the last year
    has_lessons: bool
    has_agreement: bool

    @property
    def is_structural(self) -> bool:
        return self.quarters >= QUARTERS_NEEDED and self.people >= PEOPLE_NEEDED

    @property
    def rung(self) -> Rung:
        if self.is_structural and self.has_lessons and self.has_agreement:
            return Rung.CO_OWNER
        if self.is_structural:
            return Rung.STRUCTURAL
        return Rung.EXCHANGE if self.last_exchange_on else Rung.CONTACT


def standing(facts: Facts, today: date) -> Standing:
    first = quarter_of(today) - QUARTERS_LOOKED_AT + 1
    talks = [talk for talk in facts.talks if talk.on <= today and quarter_of(talk.on) >= first]
    since = year_before(today)
    return Standing(
        quarters=len({quarter_of(talk.on) for talk in talks}),
        people=len({talk.person for talk in talks} - {None}),
        last_exchange_on=max((on for on in facts.exchanges if since <= on <= today), default=None),
        has_lessons=_any_holds(facts.lessons, today),
        has_agreement=_any_holds(facts.agreements, today),
    )


def quarter_of(day: date) -> int:
    """Quarters counted through the years, so that the difference is a number of quarters."""
    return day.year * 4 + (day.month - 1) // 3


def quarter_start(number: int) -> date:
    return date(number // 4, number % 4 * 3 + 1, 1)


def year_before(today: date) -> date:
    """The same day a year ago; 1 March for 29 February."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return today.replace(year=today.year - 1, day=28) + timedelta(days=1)


def _any_holds(papers: Iterable[Paper], today: date) -> bool:
    return any(paper.holds(today) for paper in papers)
