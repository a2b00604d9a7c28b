"""Co-financing against its norm over the whole period. Pure: no database, no clock.

Forecast: what came in (proven or delivered) per day since the period began, for all its days.
After which month the norm is out of reach: until that month the region goes on at this pace, and
in each month after it takes in at most twice what it did on average in its best twelve months.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions.dutch import years_text
from regions.months import Month

from .amounts import (
    Counted,
    State,
    Sums,
    cents_of,
    day_of,
    round_cents,
    share_of,
    state_of,
    sums_of,
)

TOO_EARLY_DAYS = 90  # a forecast from less says nothing
BEST_MONTHS = 12
AT_MOST_TIMES = 2
RECEIVED = (State.DELIVERED, State.PROVEN)


@dataclass(frozen=True)
class Period:
    first_on: date
    last_on: date

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1

    def holds(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on

    def days_until(self, today: date) -> int:
        """How many days of it have passed, today included."""
        return min(max((today - self.first_on).days + 1, 0), self.days)

    @property
    def label(self) -> str:
        return years_text(self.first_on.year, self.last_on.year)


@dataclass(frozen=True)
class Outlook:
    """Where the region stands in a period, and where this ends; None where that is not known."""

    period: Period
    sums: Sums
    percent: Decimal | None  # the norm
    budget_cents: int | None
    required_cents: int | None
    forecast_cents: int | None
    last_month: Month | None  # after this month the norm can hardly be met
    is_out_of_reach: bool  # it hardly can already

    @property
    def forecast_percent(self) -> Decimal | None:
        return _percent(self.forecast_cents, self.budget_cents)

    @property
    def missing_cents(self) -> int | None:
        if self.required_cents is None:
            return None
        return max(self.required_cents - self.sums.received, 0)

    @property
    def is_met(self) -> bool:
        return self.required_cents is not None and self.missing_cents == 0

    @property
    def will_be_met(self) -> bool:
        known = self.forecast_cents is not None and self.required_cents is not None
        return self.is_met or (known and self.forecast_cents >= self.required_cents)  # type: ignore[operator]


def outlook(
    rows: Iterable[Counted],
    period: Period,
    today: date,
    *,
    percent: Decimal | None,
    budget_cents: int | None,
) -> Outlook:
    rows = [row for row in rows if period.holds(day_of(row))]
    sums = sums_of(rows)
    known = percent is not None and budget_cents
    required = share_of(percent, budget_cents) if known else None  # type: ignore[arg-type]
    last, is_out = None, False
    if required is not None and sums.received < required and _is_running(period, today):
        best = best_month(rows, period, today)
        last, is_out = reach(sums.received, required, best, period, today)
    return Outlook(
        period, sums, percent, budget_cents, required, forecast(sums, period, today), last, is_out
    )


def forecast(sums: Sums, period: Period, today: date) -> int | None:
    """What the region ends at when it goes on like this; None while that says nothing."""
    passed = period.days_until(today)
    if passed < min(TOO_EARLY_DAYS, period.days):
        return None
    return round_cents(_at_this_pace(sums.received, period, today, period.last_on))


def best_month(rows: Iterable[Counted], period: Period, today: date) -> Decimal:
    """The average of the best twelve months in a row so far, or of all when there are fewer."""
    months = list(Month.range(Month.of(period.first_on), Month.of(today)))
    received = dict.fromkeys(months, 0)
    for row in rows:
        if state_of(row) in RECEIVED and (month := Month.of(day_of(row))) in received:
            received[month] += cents_of(row)
    width = min(BEST_MONTHS, len(months))
    amounts = [received[month] for month in months]
    windows = (sum(amounts[start : start + width]) for start in range(len(months) - width + 1))
    return Decimal(max(windows, default=0)) / max(width, 1)


def reach(
    received: int, required: int, best: Decimal, period: Period, today: date
) -> tuple[Month | None, bool]:
    """The last month up to which this pace may go on; (None, True) when it may not any more.

    (None, False) when this pace alone is enough.
    """
    if _at_this_pace(received, period, today, period.last_on) >= required:
        return None, False
    end, last = Month.of(period.last_on), None
    for month in Month.range(Month.of(today), end):
        by_then = _at_this_pace(received, period, today, month.last_day)
        if by_then + AT_MOST_TIMES * best * end.minus(month) < required:
            break
        last = month
    return last, last is None


def _at_this_pace(received: int, period: Period, today: date, day: date) -> Decimal:
    """What will have come in by a day that is not before today."""
    return Decimal(received) * period.days_until(day) / period.days_until(today)


def _is_running(period: Period, today: date) -> bool:
    return period.days_until(today) >= TOO_EARLY_DAYS and today <= period.last_on


def _percent(cents: int | None, budget: int | None) -> Decimal | None:
    return Decimal(cents) * 100 / budget if cents is not None and budget else None
