"""Digests two weeks before a meeting: no month told twice, none left out, whatever moves."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.progress.measure.deadlines import log_due_on
from regions.steering.models import Meeting, SteeringGroup
from sto_portal.notices.digest.forewords import save_foreword
from sto_portal.notices.digest.periods import (
    MOST_MONTHS,
    Period,
    asked_on,
    due_periods,
    last_told,
    slots_after,
)
from sto_portal.notices.digest.waiting import expected, meetings_ahead
from sto_portal.notices.kinds.digest_mail import plan_digests
from sto_portal.notices.models import Digest, Mail

START = Month(2026, 1)
DAY = datetime.timedelta(days=1)


def group(rhythm: int = 1, before: bool = True) -> SteeringGroup:
    return SteeringGroup(
        region=Region(name="Merenland"), rhythm=rhythm, digests_from_on=START.first_day,
        digests_before_meetings=before,
    )  # fmt: skip


def at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), AMSTERDAM)


@given(st.dates(datetime.date(2026, 2, 1), datetime.date(2032, 12, 31)))
def test_it_goes_on_a_working_day_at_least_two_weeks_before(day):
    on = asked_on(day)
    assert 14 <= (day - on).days <= 18 and on.weekday() < 5
    last = last_told(on)
    assert log_due_on(last) < on <= log_due_on(last.next) + 4 * DAY


meetings_of_years = st.lists(
    st.dates(datetime.date(2026, 1, 1), datetime.date(2030, 12, 31)), max_size=14
)


@given(days=meetings_of_years, sealed=st.none() | st.integers(0, 20))
def test_slots_follow_each_other_without_a_gap_and_none_is_too_long(days, sealed):
    last = START.plus(sealed) if sealed is not None else None
    slots = slots_after(group(), last, days)
    begin = last.next if last else START
    for _number in range(30):
        slot = next(slots)
        assert slot.period.first == begin
        assert 0 <= slot.period.last.minus(begin) < MOST_MONTHS
        assert slot.on is None or slot.on in {asked_on(day) for day in days}
        begin = slot.period.last.next


@given(days=meetings_of_years, walk=st.lists(st.tuples(st.integers(1, 90), meetings_of_years)))
def test_no_month_is_told_twice_or_never_while_meetings_move(days, walk):
    """A planner that wakes up on some days, with another diary each time."""
    told: list[Month] = []
    on = datetime.date(2026, 1, 2)
    for step, (wait, other) in enumerate(walk):
        on += wait * DAY
        diary = [day for day in (days if step % 2 else other) if day > on]
        sealed = told[-1] if told else None
        for period, due in due_periods(group(), sealed, at(on), {}, diary):
            assert due <= at(on)
            told += Month.range(period.first, period.last)
    assert told == list(Month.range(START, START.plus(len(told) - 1)))
    assert not told or log_due_on(told[-1]) < on


@given(st.dates(datetime.date(2026, 9, 1), datetime.date(2031, 1, 1)))
def test_without_a_meeting_no_month_waits_longer_than_half_a_year(day):
    told = [period for period, _due in due_periods(group(), None, at(day), {}, [])]
    waiting = Month.of(day).minus(told[-1].last if told else START.previous)
    assert waiting <= MOST_MONTHS + 2
    assert all(period.last.minus(period.first) == MOST_MONTHS - 1 for period in told)


@given(days=meetings_of_years, rhythm=st.sampled_from([1, 2, 6]))
def test_a_group_that_does_not_want_it_is_as_before(days, rhythm):
    plain, other = group(rhythm, before=False), slots_after(group(rhythm, before=False), None)
    with_days = slots_after(plain, None, days)
    assert [next(with_days) for _n in range(10)] == [next(other) for _n in range(10)]


def test_a_meeting_that_would_tell_nothing_new_asks_for_none():
    first, second = datetime.date(2026, 10, 1), datetime.date(2026, 10, 8)
    slots = slots_after(group(), Month(2026, 6), [first, second])
    slot = next(slots)
    assert slot.period == Period(Month(2026, 7), Month(2026, 8)) and slot.on
    assert next(slots).on is None


@pytest.fixture
def before(merenland) -> SteeringGroup:
    row = merenland.group
    row.digests_before_meetings, row.digests_from_on = True, datetime.date(2026, 8, 1)
    row.save()
    return row


def meeting(row: SteeringGroup, day: datetime.date, **fields) -> Meeting:
    begins = datetime.datetime.combine(day, datetime.time(14), AMSTERDAM)
    return Meeting.objects.create(
        steering_group=row, starts_at=begins, ends_at=begins + datetime.timedelta(hours=1), **fields
    )


def test_the_planner_seals_it_once_two_weeks_before_and_mails_it(before, merenland):
    held = meeting(before, datetime.date(2026, 11, 26))
    meeting(before, datetime.date(2026, 11, 12), cancelled_at=at(datetime.date(2026, 10, 1)))
    assert plan_digests(at(datetime.date(2026, 11, 11))) == (0, 0)
    mails, failed = plan_digests(at(datetime.date(2026, 11, 12)))
    assert mails and not failed
    sealed = Digest.objects.get()
    assert (sealed.first_month, sealed.month) == (Month(2026, 8), Month(2026, 10))
    held.starts_at += datetime.timedelta(days=7)
    held.ends_at += datetime.timedelta(days=7)
    held.save()
    for day in (13, 19, 20, 30):
        assert plan_digests(at(datetime.date(2026, 11, day))) == (0, 0)
    assert Mail.objects.filter(kind="digest").count() == mails


def test_a_meeting_at_short_notice_is_never_too_late_for_its_digest(before):
    meeting(before, datetime.date(2026, 11, 20))
    now = at(datetime.date(2026, 11, 19))
    plan_digests(now)
    assert not Digest.objects.get().is_stale


def test_the_page_says_the_day_of_the_meeting_and_not_of_the_month(before):
    now = at(datetime.date(2026, 11, 1))
    days = meetings_ahead([before], now)[before.pk]
    assert days == []
    meeting(before, datetime.date(2026, 12, 3))
    days = meetings_ahead([before], now)[before.pk]
    period = next(slots_after(before, None, days)).period
    when = expected(before, period, now)
    assert (when.at.date(), when.is_latest) == (datetime.date(2026, 11, 19), False)


def test_a_foreword_stays_with_its_months_when_the_meeting_moves(before, merenland):
    now = at(datetime.date(2026, 11, 1))
    early, late = Period(Month(2026, 8), Month(2026, 9)), Period(Month(2026, 8), Month(2026, 10))
    save_foreword(before, early, "Een woord vooraf.", 0, merenland.leader, now)
    meeting(before, datetime.date(2026, 11, 26))
    plan_digests(at(datetime.date(2026, 11, 12)))
    assert Digest.objects.get().foreword == "Een woord vooraf."
    assert late.last == Digest.objects.get().month
