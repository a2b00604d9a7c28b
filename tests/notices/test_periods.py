import datetime

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


def test_a_digest_is_due_on_the_first_working_day_at_half_past_seven():
    october = Period(Month(2026, 10), Month(2026, 10))
    assert due_at(group(), october) == at(2026, 11, 2, 7, 30)
    december = Period(Month(2026, 12), Month(2026, 12))
    assert due_at(group(), december) == at(2027, 1, 4, 7, 30)


def test_the_hour_stays_half_past_seven_when_the_clock_changes():
    for month in Month.range(Month(2026, 1), Month(2035, 12)):
        due = due_at(group(), Period(month, month))
        assert (due.hour, due.minute) == (7, 30)
        assert month.next.contains(due)


def test_a_group_may_read_on_a_later_working_day():
    october = Period(Month(2026, 10), Month(2026, 10))
    assert due_at(group(day=6), october) == at(2026, 11, 9, 7, 30)


def test_a_digest_of_two_months_comes_once_per_two_months():
    periods = list(due_periods(group(rhythm=2), None, at(2026, 7, 1, 12, 0)))
    assert [str(one.first) for one in periods] == ["2026-01", "2026-03", "2026-05"]
    assert [str(one) for one in periods] == ["2026-02", "2026-04", "2026-06"]


def test_twice_a_year_is_twice_a_year():
    periods = list(due_periods(group(rhythm=6), None, at(2027, 1, 5, 12, 0)))
    assert [str(one) for one in periods] == ["2026-06", "2026-12"]


def test_after_a_change_of_rhythm_no_month_is_told_twice_or_never():
    sealed = Month(2026, 2)
    periods = list(due_periods(group(rhythm=6), sealed, at(2026, 10, 1, 12, 0)))
    assert [(str(one.first), str(one.last)) for one in periods] == [("2026-03", "2026-08")]


def test_too_late_begins_after_ten_days():
    october = Period(Month(2026, 10), Month(2026, 10))
    assert not is_too_late(group(), october, at(2026, 11, 12, 7, 30))
    assert is_too_late(group(), october, at(2026, 11, 12, 7, 31))


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
        for period in due_periods(group(rhythm, begin.first_day), None, moment)
        for month in Month.range(period.first, period.last)
    ]
    assert told == list(Month.range(begin, begin.plus(len(told) - 1)))
    assert len(told) % rhythm == 0
    assert begin.plus(len(told) + rhythm - 1) >= Month.of(moment).previous


def test_the_preview_finds_the_period_that_holds_a_month():
    two = group(rhythm=2)
    assert str(period_holding(two, Month(2026, 8), Month(2026, 9))) == "2026-10"
    assert period_holding(two, Month(2026, 8), Month(2026, 8)) is None
