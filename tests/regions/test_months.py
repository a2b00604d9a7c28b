import os
import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from regions.months import (
    AMSTERDAM,
    Month,
    MonthConverter,
    easter_sunday,
    first_month_of,
    is_working_day,
    school_year_of,
    school_year_text,
    working_day,
)

NOVEMBER = Month(2026, 11)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
months = st.builds(Month, st.integers(2026, 2035), st.integers(1, 12))
zones = st.sampled_from(["UTC", "Europe/Amsterdam", "America/Los_Angeles", "Pacific/Kiritimati"])
instants = st.builds(
    lambda seconds, zone: (FIRST + timedelta(seconds=seconds)).astimezone(ZoneInfo(zone)),
    st.integers(0, int((LAST - FIRST).total_seconds())),
    zones,
)


def clock_changes():
    """The last Sundays of March and October, 01:00 UTC, when the Dutch clock jumps."""
    for year in range(2026, 2036):
        for month in (3, 10):
            last = date(year, month, 31)
            last -= timedelta(days=last.isoweekday() % 7)
            yield datetime(last.year, last.month, last.day, 1, tzinfo=UTC)


def months_that_hold(instant):
    around = Month.of(instant)
    candidates = Month.range(around.plus(-2), around.plus(2))
    return [month for month in candidates if month.start <= instant < month.end]


@given(instants)
@example(datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
@example(datetime(2026, 10, 31, 22, 59, 59, 999999, tzinfo=UTC))
@example(datetime(2026, 6, 30, 22, 0, tzinfo=UTC))
def test_every_instant_is_in_exactly_one_month(instant):
    assert months_that_hold(instant) == [Month.of(instant)]
    assert Month.of(instant).contains(instant)


def test_a_month_in_utc_would_put_the_first_hours_in_the_wrong_one():
    """The broken twin: what the partition test is there to find."""
    instant = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert Month.of(instant) == NOVEMBER
    assert Month(instant.year, instant.month) != NOVEMBER


@given(months)
def test_a_month_ends_where_the_next_begins(month):
    assert month.end == month.next.start
    assert month.next.previous == month
    assert month.last_day + timedelta(days=1) == month.next.first_day
    assert month.contains(month.start) and not month.contains(month.end)
    assert month.contains(month.end.astimezone(UTC) - timedelta(microseconds=1))


@pytest.mark.parametrize("instant", list(clock_changes()))
def test_the_hour_that_comes_twice_or_never_stays_in_its_month(instant):
    for minutes in range(-120, 121, 15):
        moment = instant + timedelta(minutes=minutes)
        assert Month.of(moment) == Month(instant.year, instant.month)
        assert len(months_that_hold(moment)) == 1


def test_a_month_with_a_clock_change_is_an_hour_shorter_or_longer():
    def hours(month):
        return (month.end.astimezone(UTC) - month.start.astimezone(UTC)) / timedelta(hours=1)

    for year in range(2026, 2036):
        assert hours(Month(year, 3)) == 31 * 24 - 1
        assert hours(Month(year, 10)) == 31 * 24 + 1


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_time_zone_of_the_process_makes_no_difference(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert os.environ["TZ"] == zone
        assert NOVEMBER.start.timestamp() == datetime(2026, 10, 31, 23, tzinfo=UTC).timestamp()
        assert Month.of(datetime(2026, 10, 31, 23, tzinfo=UTC)) == NOVEMBER
        assert Month.of(datetime(2026, 10, 31, 23, tzinfo=UTC).astimezone()) == NOVEMBER
    finally:
        monkeypatch.undo()
        time.tzset()


@given(months, st.integers(-500, 500))
def test_months_can_be_counted(month, steps):
    assert month.plus(steps).minus(month) == steps
    assert (month.plus(steps) > month) == (steps > 0)
    assert Month.parse(str(month)) == month


def test_a_month_is_a_value():
    assert {NOVEMBER: "found"}[Month.of(date(2026, 11, 30))] == "found"
    assert sorted([Month(2027, 1), NOVEMBER]) == [NOVEMBER, Month(2027, 1)]
    assert str(Month(2026, 3)) == "2026-03"
    assert Month.of(datetime(2026, 11, 22, 9, tzinfo=AMSTERDAM)) == NOVEMBER


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError):
        Month.of(datetime(2026, 11, 1))


def test_an_instant_in_any_other_zone_is_read_as_dutch_time():
    tokyo = timezone(timedelta(hours=9))
    assert Month.of(datetime(2026, 11, 1, 7, 59, tzinfo=tokyo)) == Month(2026, 10)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-1", "26-11", "2026-11-01", "\uff12026-11"]
)
def test_a_text_that_is_no_month_is_refused_with_a_sentence(text):
    with translation.override("en"), pytest.raises(ValueError, match="is not a month"):
        Month.parse(text)


def test_a_range_holds_both_ends():
    assert [str(month) for month in Month.range(NOVEMBER, Month(2027, 2))] == [
        "2026-11",
        "2026-12",
        "2027-01",
        "2027-02",
    ]
    assert list(Month.range(NOVEMBER, NOVEMBER.previous)) == []


def test_a_month_is_written_in_the_language_of_the_reader():
    with translation.override("nl"):
        assert (NOVEMBER.label, NOVEMBER.short_label) == ("november 2026", "nov 2026")
        assert Month(2026, 3).short_label == "mrt 2026"


@pytest.mark.parametrize(
    ("month", "quarter", "school_year"),
    [
        (Month(2026, 1), 1, "2025–2026"),
        (Month(2026, 7), 3, "2025–2026"),
        (Month(2026, 8), 3, "2026–2027"),
        (Month(2026, 12), 4, "2026–2027"),
    ],
)
def test_a_month_lies_in_a_quarter_and_in_a_school_year(month, quarter, school_year):
    assert (month.quarter, school_year_text(month.school_year)) == (quarter, school_year)
    assert school_year_of(month.start) == school_year_of(month.last_day) == month.school_year
    assert first_month_of(month.school_year) <= month < first_month_of(month.school_year + 1)


def test_figures_are_read_today_or_on_the_last_day_of_a_closed_month():
    assert NOVEMBER.as_of(date(2026, 11, 22)) == date(2026, 11, 22)
    assert NOVEMBER.as_of(date(2027, 3, 1)) == date(2026, 11, 30)


def test_a_month_in_an_address_is_of_this_century():
    converter = MonthConverter()
    assert converter.to_python("2026-11") == NOVEMBER
    assert converter.to_url(NOVEMBER) == "2026-11"
    for text in ("1999-12", "2100-01", "0000-01"):
        with pytest.raises(ValueError):
            converter.to_python(text)


def test_easter_moves():
    known = [
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2035, 3, 25),
        (2038, 4, 25),
    ]
    known += [(1954, 4, 18), (1981, 4, 19), (2049, 4, 18), (2076, 4, 19)]
    assert [easter_sunday(year) for year, _, _ in known] == [date(*day) for day in known]


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 1, 1),
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # Kingsday
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2025, 5, 5),  # Liberation Day in a lustrum year
        date(2026, 12, 25),
        date(2028, 12, 26),
    ],
)
def test_on_a_public_holiday_nobody_works(holiday):
    assert holiday.weekday() < 5
    assert not is_working_day(holiday)


@pytest.mark.parametrize(
    "day", [date(2026, 5, 5), date(2026, 4, 3), date(2031, 4, 28), date(2026, 12, 24)]
)
def test_on_other_days_people_do(day):
    assert is_working_day(day)


def test_kingsday_on_a_sunday_is_held_on_saturday():
    assert date(2031, 4, 27).weekday() == 6
    assert not is_working_day(date(2031, 4, 26))


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (Month(2026, 1), date(2026, 1, 2)),
        (Month(2026, 8), date(2026, 8, 3)),
        (Month(2026, 12), date(2026, 12, 1)),
        (Month(2028, 1), date(2028, 1, 3)),
    ],
)
def test_the_first_working_day_skips_weekends_and_holidays(month, day):
    assert working_day(month, 1) == day


@given(months)
def test_the_first_working_day_comes_within_five_days(month):
    day = working_day(month, 1)
    assert month.contains(day) and is_working_day(day) and day.day <= 5


@given(months, st.integers(1, 18))
def test_before_a_working_day_lie_as_many_as_its_number_says(month, number):
    day = working_day(month, number)
    before = [month.first_day + timedelta(days=step) for step in range(day.day - 1)]
    assert month.contains(day) and is_working_day(day)
    assert sum(is_working_day(one) for one in before) == number - 1
