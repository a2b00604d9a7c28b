"""The ledger of a cohort: every pupil stands somewhere, once, whatever was entered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.internships.ledger.ledger import (
    Line,
    Sums,
    a_year_later,
    is_alarming,
    is_carried,
    refusal,
    state_of,
    sums_of,
    too_few_needed,
)

KINDS = st.sampled_from(["placed", "done", "postponed", "lost"])


def parts(state) -> tuple[int, ...]:
    return state.done, state.placed, state.postponed, state.waiting, state.lost


@given(st.integers(0, 60), st.lists(st.tuples(KINDS, st.integers(1, 30)), max_size=20))
def test_what_may_be_entered_keeps_every_pupil_once(needed, tried):
    lines: list[Line] = []
    for kind, count in tried:
        if not refusal(state_of(needed, sums_of(lines)), kind, count):
            lines.append(Line(kind, count))
        state = state_of(needed, sums_of(lines))
        assert sum(parts(state)) == needed and min(parts(state)) >= 0
    sums = sums_of(lines)
    assert not too_few_needed(needed, sums)
    undone = [Line(line.kind, -line.count) for line in lines]
    assert sums_of([*lines, *undone]) == Sums()


def test_a_cohort_counted_by_hand():
    """Of 40: 22 placed, of whom 15 went; 12 postponed, of whom 5 lost it; 7 + 7 + 6 remain."""
    lines = [Line("placed", 22), Line("done", 15), Line("postponed", 12), Line("lost", 5)]
    state = state_of(40, sums_of(lines))
    assert parts(state) == (15, 7, 7, 6, 5)
    assert state.open == 20
    assert refusal(state, "done", 20) == "" and "20" in refusal(state, "done", 21)
    last = date(2027, 5, 31)
    assert sum(state.missed_parts(last, date(2027, 5, 31))) == 5
    assert sum(state.missed_parts(last, date(2027, 6, 1))) == 25


@pytest.mark.parametrize(
    ("year", "still_open", "expected"),
    [(2026, 3, False), (2027, 3, True), (2028, 3, False), (2027, 0, False)],
)
def test_a_cohort_is_carried_as_long_as_there_is_a_chance(year, still_open, expected):
    assert is_carried(2026, date(2028, 5, 31), still_open, year) is expected


def test_the_alarm_goes_120_days_before_the_last_possible_day():
    today = date(2026, 11, 22)
    assert is_alarming(date(2027, 3, 22), 1, today)
    assert not is_alarming(date(2027, 3, 23), 1, today)
    assert not is_alarming(date(2026, 12, 1), 0, today)


def test_a_leap_day_a_year_later():
    assert a_year_later(date(2028, 2, 29)) == date(2029, 2, 28)
