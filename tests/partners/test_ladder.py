"""The step that dated facts carry: golden cases by hand, and what holds for every history."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.partners.ladder.ladder import (
    Facts,
    Paper,
    Rung,
    Talk,
    quarter_of,
    quarter_start,
    standing,
    year_before,
)

TODAY = date(2026, 11, 22)  # fourth quarter: the four looked at begin on 1 January 2026
Q1, Q2, Q3, Q4 = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 10, 1)
LAST_YEAR = date(2025, 12, 31)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
talks = st.builds(Talk, days, st.one_of(st.none(), st.integers(1, 3)))
papers = st.builds(
    lambda on, length: Paper(on, None if length is None else on + timedelta(days=length)),
    days,
    st.one_of(st.none(), st.integers(0, 900)),
)


def tuples(of):
    return st.lists(of, max_size=8).map(tuple)


histories = st.builds(
    Facts,
    talks=tuples(talks),
    exchanges=tuples(days),
    lessons=tuples(papers),
    agreements=tuples(papers),
)


def spoken(*days_and_people) -> tuple[Talk, ...]:
    return tuple(Talk(on, person) for on, person in days_and_people)


def step(today=TODAY, **facts) -> str:
    return standing(Facts(**facts), today).rung.code


THREE = spoken((Q1, 1), (Q2, 2), (Q4, 1))
SIGNED = {"lessons": (Paper(Q1),), "agreements": (Paper(Q1, TODAY),)}


def test_a_known_business_is_contact():
    assert step() == "contact"


def test_one_exchange_within_twelve_months_is_exchange():
    assert step(exchanges=(date(2025, 11, 22),)) == "exchange"
    assert step(exchanges=(date(2025, 11, 21),)) == "contact"


def test_what_is_still_to_come_does_not_count():
    assert step(exchanges=(date(2026, 11, 23),)) == "contact"
    assert step(talks=(*THREE[:2], Talk(date(2026, 11, 23), 1))) == "contact"


def test_three_quarters_with_two_people_is_structural():
    assert step(talks=THREE) == "structural"


def test_two_quarters_are_not_enough_however_many_talks():
    assert step(talks=spoken((Q1, 1), (date(2026, 2, 1), 2), (Q2, 3), (date(2026, 4, 1), 4))) == (
        "contact"
    )


def test_three_quarters_with_one_person_are_not_structural():
    assert step(talks=spoken((Q1, 1), (Q2, 1), (Q3, 1), (Q4, 1))) == "contact"


def test_talks_without_a_name_fill_quarters_and_add_no_people():
    assert step(talks=spoken((Q1, None), (Q2, None), (Q3, 1), (Q4, 2))) == "structural"
    assert step(talks=spoken((Q1, None), (Q2, None), (Q3, None), (Q4, 2))) == "contact"


def test_a_talk_before_the_four_quarters_counts_no_more():
    assert step(talks=spoken((LAST_YEAR, 2), (Q2, 1), (Q3, 1), (Q4, 1))) == "contact"


def test_lessons_and_an_agreement_make_a_structural_partner_co_owner():
    assert step(talks=THREE, **SIGNED) == "co_owner"


@pytest.mark.parametrize("lacks", ["lessons", "agreements", "talks"])
def test_a_co_owner_needs_all_three(lacks):
    facts = {"talks": THREE, **SIGNED, lacks: ()}
    assert step(**facts) == ("contact" if lacks == "talks" else "structural")


def test_an_agreement_holds_through_its_last_day():
    assert step(date(2026, 11, 23), talks=THREE, **SIGNED) == "structural"


def test_a_partner_slips_when_a_quarter_passes_in_silence():
    assert step(date(2026, 12, 31), talks=THREE) == "structural"
    assert step(date(2027, 1, 1), talks=THREE) == "contact"


def test_what_was_found_is_told_in_numbers():
    found = standing(Facts(talks=THREE, exchanges=(Q2, Q1)), TODAY)
    assert (found.quarters, found.people, found.last_exchange_on) == (3, 2, Q2)


def test_a_year_before_the_leap_day_is_the_first_of_march():
    assert year_before(date(2028, 2, 29)) == date(2027, 3, 1)


@given(days)
def test_a_quarter_begins_on_its_first_day(day):
    first = quarter_start(quarter_of(day))
    assert quarter_of(first) == quarter_of(day)
    assert quarter_of(first - timedelta(days=1)) == quarter_of(day) - 1


@given(histories, histories, days)
def test_more_evidence_never_lowers_the_step(facts, more, today):
    assert standing(facts.plus(more), today).rung >= standing(facts, today).rung


@given(histories, days, st.integers(0, 1500))
def test_time_without_facts_never_raises_the_step(facts, today, passing):
    """Facts of a day have happened by that day; only what is dated later could still come true."""
    known = Facts(
        tuple(talk for talk in facts.talks if talk.on <= today),
        tuple(on for on in facts.exchanges if on <= today),
        tuple(lesson for lesson in facts.lessons if lesson.on <= today),
        tuple(agreement for agreement in facts.agreements if agreement.on <= today),
    )
    assert standing(known, today + timedelta(days=passing)).rung <= standing(known, today).rung


@given(histories, days)
def test_the_steps_lie_on_top_of_each_other(facts, today):
    """Co-owner is never reached without what makes a partner structural."""
    found = standing(facts, today)
    if found.rung >= Rung.STRUCTURAL:
        assert found.quarters >= 3 and found.people >= 2
    if found.rung == Rung.CO_OWNER:
        assert found.has_lessons and found.has_agreement
