"""Amounts, sums and the forecast, with figures computed by hand."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.months import Month
from regions.partners.money.amounts import (
    State,
    Sums,
    cents_of,
    hours_value,
    rate_on,
    share_of,
    state_of,
    sums_of,
)
from regions.partners.money.financing import Period, best_month, forecast, outlook, reach

DAY = datetime.date
FIRST = DAY(2025, 1, 1)
PERIOD = Period(DAY(2025, 1, 1), DAY(2028, 12, 31))  # 1461 days, 48 months


@dataclass
class Gift:
    promised_cents: int = 100_00
    promised_on: DAY = FIRST
    expected_on: DAY | None = None
    delivered_on: DAY | None = None
    delivered_cents: int | None = None
    proven_on: DAY | None = None
    dropped_on: DAY | None = None


@dataclass
class Rate:
    cents: int
    valid_from_on: DAY
    valid_until_on: DAY | None = None


def delivered(cents: int, on: DAY, proven: DAY | None = None) -> Gift:
    return Gift(cents, on, delivered_on=on, delivered_cents=cents, proven_on=proven)


@pytest.mark.parametrize(
    ("hours", "rate", "cents"),
    [
        ("40", 55_00, 2_200_00),
        ("7.5", 55_00, 412_50),
        ("0.01", 50, 1),  # half a cent goes up
        ("0.03", 50, 2),  # one and a half as well
        ("0.01", 49, 0),
        ("99999.99", 55_00, 549_999_945),
    ],
)
def test_hours_are_worth_hours_times_rate_with_half_a_cent_up(hours, rate, cents):
    assert hours_value(Decimal(hours), rate) == cents


def test_the_rate_of_the_day_counts_first_and_last_day_included():
    rates = [Rate(50_00, DAY(2025, 1, 1), DAY(2026, 7, 31)), Rate(55_00, DAY(2026, 8, 1))]
    found = [rate_on(rates, day) for day in (DAY(2026, 7, 31), DAY(2026, 8, 1), DAY(2024, 12, 31))]
    assert [rate and rate.cents for rate in found] == [50_00, 55_00, None]


def test_the_norm_is_a_share_of_the_budget():
    assert share_of(Decimal("10"), 4_860_000_00) == 486_000_00
    assert share_of(Decimal("7.5"), 1_000_000_01) == 75_000_00  # 7.500.000,075 cents
    assert share_of(Decimal("7.5"), 20) == 2  # one and a half


def test_three_sums_stand_apart_and_a_dropped_promise_is_in_none():
    rows = [
        Gift(300_00),
        delivered(200_00, DAY(2026, 1, 1)),
        delivered(100_00, DAY(2026, 1, 1), DAY(2026, 2, 1)),
        Gift(5_000_00, dropped_on=DAY(2026, 1, 1)),
    ]
    assert sums_of(rows) == Sums(proven=100_00, delivered=200_00, promised=300_00)


def test_what_was_delivered_counts_for_what_it_was_and_not_for_the_promise():
    row = Gift(500_00, delivered_on=DAY(2026, 1, 1), delivered_cents=420_50)
    assert cents_of(row) == 420_50


def test_the_forecast_carries_the_pace_on_to_the_end_of_the_period():
    """1 January 2025 to 31 December 2026 is 730 days; 1461 / 730 × € 73.000 = € 146.100."""
    assert forecast(Sums(proven=43_000_00, delivered=30_000_00), PERIOD, DAY(2026, 12, 31)) == (
        146_100_00
    )


def test_there_is_no_forecast_in_the_first_three_months():
    assert forecast(Sums(proven=1_00), PERIOD, DAY(2025, 3, 30)) is None  # day 89
    assert forecast(Sums(proven=90_00), PERIOD, DAY(2025, 3, 31)) == 1461_00  # day 90
    assert forecast(Sums(), PERIOD, DAY(2024, 12, 31)) is None


def test_the_best_month_is_the_average_of_the_best_twelve_in_a_row():
    """€ 12.000 in each month of 2025 would be 144.000; here 24.000 in March and 12.000 in May."""
    rows = [
        delivered(24_000_00, DAY(2025, 3, 10)),
        delivered(12_000_00, DAY(2025, 5, 1)),
        delivered(6_000_00, DAY(2026, 6, 1)),
        Gift(900_000_00),
    ]
    assert best_month(rows, PERIOD, DAY(2026, 12, 31)) == Decimal(3_000_00)
    assert best_month(rows, PERIOD, DAY(2025, 6, 30)) == Decimal(6_000_00)  # of six months


def test_the_last_month_follows_from_pace_and_twice_the_best_year():
    """€ 1.000 a month in 24 months; the norm is € 60.000, so 36.000 in 24 months is missing.

    At the end of month 24 + k came in 24.000 + k × 1.000 (by days, so a little more or less) and
    (24 − k) × 2.000 can come: 72.000 − k × 1.000 ≥ 60.000 as long as k ≤ 12. After 365 of the 731
    days of 2027 and 2028 the pace by days gives 24.000 × 1095 / 730 = 36.000 exactly, so December
    2027 is the last.
    """
    found = reach(24_000_00, 60_000_00, Decimal(1_000_00), PERIOD, DAY(2026, 12, 31))
    assert found == (Month(2027, 12), False)


def test_twice_the_best_year_may_not_be_enough_any_more():
    """24.000 + 24 × 2.000 = 72.000 is the most that can come."""
    month = (24_000_00, Decimal(1_000_00), PERIOD, DAY(2026, 12, 31))
    received, best, period, today = month
    assert reach(received, 72_000_00, best, period, today) == (Month(2026, 12), False)
    assert reach(received, 72_000_01, best, period, today) == (None, True)


def test_a_pace_that_is_enough_has_no_last_month():
    found = reach(24_000_00, 48_000_00, Decimal(1_000_00), PERIOD, DAY(2026, 12, 31))
    assert found == (None, False)


def test_an_outlook_says_where_the_region_stands_and_ends():
    rows = [
        delivered(43_000_00, DAY(2025, 6, 1), DAY(2025, 7, 1)),
        delivered(30_000_00, DAY(2026, 6, 1)),
        Gift(20_000_00, DAY(2026, 10, 1)),
        delivered(99_000_00, DAY(2024, 6, 1)),  # before the period
    ]
    told = outlook(rows, PERIOD, DAY(2026, 12, 31), percent=Decimal(10), budget_cents=2_000_000_00)
    assert told.sums == Sums(43_000_00, 30_000_00, 20_000_00)
    assert (told.required_cents, told.missing_cents) == (200_000_00, 127_000_00)
    assert told.forecast_cents == 146_100_00
    assert told.sums.received == 73_000_00 and told.forecast_percent == Decimal("7.305")
    assert not told.is_met and not told.will_be_met


@pytest.mark.parametrize("known", [{"percent": None}, {"budget_cents": None}, {"budget_cents": 0}])
def test_without_norm_or_budget_there_are_sums_and_nothing_else(known):
    facts = {"percent": Decimal(10), "budget_cents": 1_000_00, **known}
    told = outlook([delivered(5_00, DAY(2025, 6, 1))], PERIOD, DAY(2026, 12, 31), **facts)
    assert told.sums.delivered == 5_00
    assert told.required_cents is None and told.last_month is None and not told.is_out_of_reach


days = st.dates(DAY(2024, 1, 1), DAY(2029, 12, 31))
amounts = st.integers(0, 10**10)


@st.composite
def gifts(draw) -> Gift:
    row = Gift(draw(amounts), draw(days))
    match draw(st.sampled_from(State)):
        case State.DELIVERED | State.PROVEN as state:
            row.delivered_on, row.delivered_cents = row.promised_on, draw(amounts)
            row.proven_on = row.delivered_on if state == State.PROVEN else None
        case State.DROPPED:
            row.dropped_on = row.promised_on
    return row


@given(st.lists(gifts()), st.randoms())
def test_sums_do_not_overlap_and_the_order_does_not_matter(rows, chance):
    sums = sums_of(rows)
    alive = [row for row in rows if state_of(row) != State.DROPPED]
    assert sums.total == sum(cents_of(row) for row in alive)
    assert sums == sums_of(alive)
    mixed = list(rows)
    chance.shuffle(mixed)
    assert sums_of(mixed) == sums
    assert sum((sums_of([row]) for row in rows), Sums()) == sums


@given(st.decimals(0, 99999, places=2), st.integers(0, 100_000))
def test_rounding_is_at_most_half_a_cent_and_stable(hours, rate):
    value = hours_value(hours, rate)
    assert abs(hours * rate - value) <= Decimal("0.5")
    assert hours_value(hours, rate) == value


@given(st.lists(gifts()), days, st.integers(1, 10**11))
def test_an_outlook_is_whole_whatever_came_in(rows, today, budget):
    told = outlook(rows, PERIOD, today, percent=Decimal(10), budget_cents=budget)
    if told.will_be_met:
        assert told.last_month is None and not told.is_out_of_reach
    if told.last_month is not None:
        assert Month.of(today) <= told.last_month <= Month.of(PERIOD.last_on)
    assert told.missing_cents >= 0
