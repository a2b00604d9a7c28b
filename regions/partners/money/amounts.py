"""What contributions are worth, in whole cents. Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol

from regions.models.validity import Valid, holds_on


class State(StrEnum):
    PROMISED = "promised"
    DELIVERED = "delivered"
    PROVEN = "proven"
    DROPPED = "dropped"


class Counted(Protocol):
    """What a contribution has that counts; the model fits, and so does a row of a test."""

    promised_on: date
    promised_cents: int
    expected_on: date | None
    delivered_on: date | None
    delivered_cents: int | None
    proven_on: date | None
    dropped_on: date | None


class Rated(Valid, Protocol):
    cents: int


@dataclass(frozen=True)
class Sums:
    """Three sums apart; no contribution is in two of them, and a dropped one in none."""

    proven: int = 0
    delivered: int = 0  # and not signed yet
    promised: int = 0

    @property
    def received(self) -> int:
        """What came in, signed or not: promises do not count."""
        return self.proven + self.delivered

    @property
    def total(self) -> int:
        return self.received + self.promised

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.proven + other.proven,
            self.delivered + other.delivered,
            self.promised + other.promised,
        )


def round_cents(amount: Decimal) -> int:
    """Half a cent goes up: 0,5 → 1 and 1,5 → 2."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


def hours_value(hours: Decimal, rate_cents: int) -> int:
    return round_cents(hours * rate_cents)


def share_of(percent: Decimal, cents: int) -> int:
    """So many percent of an amount."""
    return round_cents(percent * cents / 100)


def rate_on(rates: Iterable[Rated], day: date) -> Rated | None:
    """The rate that holds on a day; at most one does."""
    return next((rate for rate in rates if holds_on(rate, day)), None)


def state_of(row: Counted) -> State:
    if row.dropped_on is not None:
        return State.DROPPED
    if row.proven_on is not None:
        return State.PROVEN
    return State.PROMISED if row.delivered_on is None else State.DELIVERED


def cents_of(row: Counted) -> int:
    """What it counts for now: what was delivered, or what was promised before that."""
    return row.promised_cents if row.delivered_cents is None else row.delivered_cents


def day_of(row: Counted) -> date:
    """The day that decides in which period a contribution falls."""
    return row.delivered_on or row.expected_on or row.promised_on


def sums_of(rows: Iterable[Counted]) -> Sums:
    found = dict.fromkeys(State, 0)
    for row in rows:
        found[state_of(row)] += cents_of(row)
    return Sums(found[State.PROVEN], found[State.DELIVERED], found[State.PROMISED])
