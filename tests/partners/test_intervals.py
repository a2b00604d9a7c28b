"""How long ago the last real talk was, and who hangs on one person."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regions.partners.ladder.intervals import Interval, Since, hangs_on_one, since, whom_to_call
from regions.partners.ladder.ladder import Talk

TODAY = date(2026, 11, 22)
STARTED = date(2025, 1, 1)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def state(days_ago: int) -> Interval:
    return since(TODAY - timedelta(days=days_ago), STARTED, TODAY, 60, 90).state


def test_sixty_days_are_in_time_and_ninety_are_not_silent():
    assert [state(number) for number in (0, 60, 61, 90, 91)] == [
        Interval.OK, Interval.OK, Interval.OVER, Interval.OVER, Interval.SILENT,
    ]  # fmt: skip


def test_who_was_never_spoken_is_counted_from_the_beginning():
    found = since(None, date(2026, 8, 20), TODAY, 60, 90)
    assert (found.days, found.last_on, found.state) == (94, None, Interval.SILENT)


def test_a_partnership_that_begins_later_is_not_late():
    assert since(None, date(2027, 1, 1), TODAY, 60, 90).days == 0


def test_all_talks_of_a_year_with_one_person_hang_on_one_person():
    talks = [Talk(date(2026, 1, 5), 1), Talk(date(2026, 9, 5), 1), Talk(date(2026, 9, 6))]
    assert hangs_on_one(talks, 3, TODAY)
    assert not hangs_on_one([*talks, Talk(date(2026, 5, 1), 2)], 3, TODAY)


def test_a_second_person_of_more_than_a_year_ago_does_not_help():
    talks = [Talk(date(2026, 9, 5), 1), Talk(date(2025, 11, 21), 2)]
    assert hangs_on_one(talks, 2, TODAY)


def test_one_known_person_is_one_person_and_nobody_known_says_nothing():
    assert hangs_on_one([], 1, TODAY)
    assert not hangs_on_one([], 0, TODAY)


@dataclass(frozen=True)
class Row:
    since: Since
    is_due: bool = False


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(7, 90), st.integers(0, 300))))
def test_the_list_to_call_has_the_silent_first_and_the_longest_ago_before(values):
    rows = [Row(Since(ago, None, ideal, ideal + more)) for ago, ideal, more in values]
    called = whom_to_call(rows)
    states = [row.since.state for row in called]
    assert Interval.OK not in states
    assert states == sorted(states, key=[Interval.SILENT, Interval.OVER].index)
    assert len(called) == sum(row.since.days > row.since.ideal_days for row in rows)
    for wanted in (Interval.SILENT, Interval.OVER):
        ago = [row.since.days for row in called if row.since.state == wanted]
        assert ago == sorted(ago, reverse=True)


@given(days, days, days, st.integers(7, 365), st.integers(0, 365))
def test_a_later_talk_never_makes_a_partner_more_silent(first, second, today, ideal, more):
    earlier, later = sorted((min(first, today), min(second, today)))
    before = since(earlier, STARTED, today, ideal, ideal + more)
    after = since(later, STARTED, today, ideal, ideal + more)
    assert after.days <= before.days
    assert after.urgency >= before.urgency


@given(st.lists(st.builds(Talk, days, st.integers(1, 3))), days)
def test_two_people_in_a_year_never_hang_on_one(talks, today):
    two = [Talk(today, 1), Talk(today, 2)]
    assert not hangs_on_one([*talks, *two], 2, today)
