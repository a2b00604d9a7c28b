"""The days that a rhythm proposes, against a calendar on the wall."""

import calendar
import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from regions.months import Month, public_holidays
from regions.steering.meetings.holidays import Holiday
from regions.steering.meetings.planning import plan_by_rhythm
from regions.steering.meetings.rhythm import day_in, outside_holidays, proposed_days
from regions.steering.models import Meeting, MeetingRhythm
from sto_portal.notices.models import SchoolHoliday
from tests.conftest import NOW

DAY = datetime.timedelta(days=1)


@given(
    week=st.integers(1, 5), weekday=st.integers(0, 4), year=st.integers(2024, 2032),
    month=st.integers(1, 12),
)  # fmt: skip
def test_the_day_is_the_one_on_the_wall(week, weekday, year, month):
    rows = calendar.monthcalendar(year, month)
    days = [row[weekday] for row in rows if row[weekday]]
    wanted = days[-1] if week == 5 else days[week - 1]
    rhythm = MeetingRhythm(week=week, weekday=weekday)
    assert day_in(rhythm, Month(year, month)) == datetime.date(year, month, wanted)


@given(
    day=st.dates(datetime.date(2026, 1, 1), datetime.date(2029, 12, 31)),
    starts=st.integers(-20, 20),
    length=st.integers(0, 40),
)
def test_a_day_in_a_holiday_moves_by_whole_weeks_to_the_first_that_is_free(day, starts, length):
    first = day + starts * DAY
    holiday = Holiday("Vakantie", first, first + length * DAY)
    found = outside_holidays(day, [holiday])

    def is_free(on: datetime.date) -> bool:
        return on in public_holidays(on.year) or holiday.first <= on <= holiday.last

    weeks = [day + number * 7 * DAY for number in range(9)]
    wanted = next(on for on in weeks if not is_free(on))
    assert found.day == wanted
    assert (found.instead_of is None) == (wanted == day)


@pytest.fixture
def rhythm(merenland) -> MeetingRhythm:
    return MeetingRhythm.objects.create(
        steering_group=merenland.group, week=2, weekday=3, months=[1, 5],
        begins=datetime.time(14), ends=datetime.time(15, 30), place="Gemeentehuis",
    )  # fmt: skip


def test_what_is_in_the_diary_is_not_proposed_again(rhythm, merenland, on_22_november):
    SchoolHoliday.objects.create(
        title="Meivakantie", starts_on=datetime.date(2027, 5, 3), ends_on=datetime.date(2027, 5, 14)
    )
    days = proposed_days(rhythm, NOW)
    assert [str(one.day) for one in days] == ["2027-01-14", "2027-05-20"]
    assert (str(days[1].instead_of), days[1].why) == ("2027-05-13", "Meivakantie")
    assert plan_by_rhythm(rhythm, [days[0].day], merenland.leader, NOW) == 1
    assert plan_by_rhythm(rhythm, [days[0].day], merenland.leader, NOW) == 0
    row = Meeting.objects.get()
    assert timezone.localtime(row.starts_at).strftime("%d-%m %H:%M") == "14-01 14:00"
    assert [str(one.day) for one in proposed_days(rhythm, NOW)] == ["2027-05-20"]


def test_a_day_that_nobody_proposed_is_not_planned(rhythm, merenland, on_22_november):
    assert plan_by_rhythm(rhythm, [datetime.date(2027, 1, 15)], merenland.leader, NOW) == 0
