import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.periods import (
    Period,
    due_at,
    due_periods,
    is_too_late,
    period_holding,
)


def group(rhythm: int = 1, start: datetime.date = datetime.date(2026, 1, 1), day: int = 1):
    region = Region(name="Merenland")
    return SteeringGroup(
        region=region, rhythm=rhythm, digests_from_on=start, digest_working_day=day
    )


def at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=AMSTERDAM)


OCTOBER = Period(Month(2026, 10), Month(2026, 10))


@pytest.mark.parametrize(
    ("logged", "due"),
    [
        (at(2026, 10, 28, 16, 0), at(2026, 11, 2, 7, 30)),  # before the month was over
        (at(2026, 11, 3, 9, 0), at(2026, 11, 4, 7, 30)),
        (at(2026, 11, 3, 23, 59), at(2026, 11, 4, 7, 30)),
        (at(2026, 11, 6, 9, 0), at(2026, 11, 9, 7, 30)),  # a Friday, and its last day
        (at(2026, 11, 20, 9, 0), at(2026, 11, 9, 7, 30)),
        (None, at(2026, 11, 9, 7, 30)),
    ],
)
def test_a_digest_waits_for_its_log_and_no_longer_than_the_day_after_that_was_due(logged, due):
    assert due_at(group(), OCTOBER, logged) == due


def test_the_working_day_of_a_group_is_the_earliest():
    early = at(2026, 11, 2, 9, 0)
    assert due_at(group(day=3), OCTOBER, early) == at(2026, 11, 4, 7, 30)
    assert due_at(group(day=10), OCTOBER, early) == at(2026, 11, 13, 7, 30)
    assert due_at(group(day=10), OCTOBER) == at(2026, 11, 13, 7, 30)


HOLIDAYS = {
    (1, 1), (4, 27), (12, 25), (12, 26),  # with those that move, of the years looked at
    "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-24", "2026-05-25",
    "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-16", "2027-05-17",
    "2028-04-16", "2028-04-17", "2028-05-25", "2028-06-04", "2028-06-05",
}  # fmt: skip


def works(day: datetime.date) -> bool:
    """Written out again, so that the calendar of the product does not judge itself."""
    is_free = (day.month, day.day) in HOLIDAYS or day.isoformat() in HOLIDAYS
    return day.weekday() not in (5, 6) and not is_free


@given(
    month=st.integers(0, 35),
    number=st.integers(1, 10),
    after=st.none() | st.integers(-20 * 24 * 60, 40 * 24 * 60),
)
def test_the_day_is_the_one_that_a_calendar_on_the_wall_gives(month, number, after):
    """Weekends, holidays and the clock change; counted day by day from the first of the month."""
    told = Month(2026, 1).plus(month)
    first = told.next.first_day
    days = [first + datetime.timedelta(days=past) for past in range(60)]
    working = [day for day in days if works(day)]
    logged = told.end + datetime.timedelta(minutes=after) if after is not None else None
    latest = working[5]
    if logged is not None:
        evening = logged.astimezone(AMSTERDAM).date()
        latest = min(latest, next(day for day in working if day > evening))
    wanted = max(working[number - 1], latest)
    due = due_at(group(day=number), Period(told, told), logged)
    assert due == datetime.datetime.combine(wanted, datetime.time(7, 30), AMSTERDAM)
    assert due.utcoffset() == at(wanted.year, wanted.month, wanted.day, 7, 30).utcoffset()


@given(after=st.integers(0, 40 * 24 * 60), later=st.integers(0, 40 * 24 * 60))
def test_a_log_never_makes_a_digest_later_and_an_earlier_log_never_later_than_a_late_one(
    after, later
):
    first = OCTOBER.last.end + datetime.timedelta(minutes=after)
    second = first + datetime.timedelta(minutes=later)
    assert due_at(group(), OCTOBER, first) <= due_at(group(), OCTOBER, second)
    assert due_at(group(), OCTOBER, second) <= due_at(group(), OCTOBER)


def periods_due(group, sealed, now, logged=None) -> list[Period]:
    return [period for period, _due in due_periods(group, sealed, now, logged or {})]


def test_a_digest_of_two_months_comes_once_per_two_months():
    periods = list(periods_due(group(rhythm=2), None, at(2026, 7, 10, 12, 0)))
    assert [str(period.first) for period in periods] == ["2026-01", "2026-03", "2026-05"]
    assert [str(period) for period in periods] == ["2026-02", "2026-04", "2026-06"]


def test_twice_a_year_is_twice_a_year():
    periods = list(periods_due(group(rhythm=6), None, at(2027, 1, 12, 12, 0)))
    assert [str(period) for period in periods] == ["2026-06", "2026-12"]


def test_after_a_change_of_rhythm_no_month_is_told_twice_or_never():
    sealed = Month(2026, 2)
    periods = list(periods_due(group(rhythm=6), sealed, at(2026, 10, 1, 12, 0)))
    assert [(str(period.first), str(period.last)) for period in periods] == [("2026-03", "2026-08")]


def test_too_late_begins_after_ten_days():
    due = at(2026, 11, 2, 7, 30)
    assert not is_too_late(due, at(2026, 11, 12, 7, 30))
    assert is_too_late(due, at(2026, 11, 12, 7, 31))


@given(
    rhythm=st.sampled_from([1, 2, 6]),
    start=st.integers(0, 60),
    now=st.datetimes(datetime.datetime(2026, 1, 1), datetime.datetime(2036, 1, 1)),
)
def test_every_month_up_to_now_is_in_exactly_one_period(rhythm, start, now):
    begin = Month(2026, 1).plus(start)
    moment = now.replace(tzinfo=AMSTERDAM)
    told = [
        month
        for period in periods_due(group(rhythm, begin.first_day), None, moment)
        for month in Month.range(period.first, period.last)
    ]
    assert told == list(Month.range(begin, begin.plus(len(told) - 1)))
    assert len(told) % rhythm == 0
    assert begin.plus(len(told) + rhythm - 1) >= Month.of(moment).plus(-2)


def test_the_preview_finds_the_period_that_holds_a_month():
    two = group(rhythm=2)
    assert str(period_holding(two, Month(2026, 8), Month(2026, 9))) == "2026-10"
    assert period_holding(two, Month(2026, 8), Month(2026, 8)) is None
