from dataclasses import replace
from datetime import date, timedelta
from math import fsum
from time import perf_counter

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from regions.progress.tempo import (
    DAYS_PER_MONTH,
    Curve,
    Planned,
    RegionCurve,
    Verdict,
    curve_of,
    realised_fraction,
    shares_of,
    tempo_of_activity,
    verdict,
)

JANUARY = date(2026, 1, 1)


def day(offset):
    return JANUARY + timedelta(days=offset)


def activity(start, end, *milestones, weight=None):
    return Planned(
        weight, day(start), day(end), tuple((day(on), share) for on, share in milestones)
    )


def region(*activities):
    return RegionCurve.from_activities(activities)


# Golden examples, worked out by hand.


def test_an_activity_without_milestones_is_planned_in_a_straight_line():
    curve = region(activity(0, 100))
    assert [curve.pv(day(on)) for on in (-5, 0, 25, 100, 300)] == [0, 0, 0.25, 1, 1]


def test_thirty_days_behind_is_a_month_behind():
    curve = region(activity(0, 100))
    assert curve.tempo(0.5, day(80)) == pytest.approx(-30 / 30.4375)
    assert curve.tempo(0.5, day(20)) == pytest.approx(+30 / 30.4375)


def test_milestones_lie_evenly_between_start_and_end():
    curve = curve_of(activity(0, 100, (10, None), (80, None), (40, None)))
    assert [curve.pv(day(on)) for on in (10, 40, 80)] == [0.25, 0.5, 0.75]
    assert curve.pv(day(25)) == pytest.approx(0.375)


def test_a_milestone_with_a_share_bends_the_line_and_the_others_divide_what_is_left():
    curve = curve_of(activity(0, 100, (20, None), (40, 0.6), (70, None)))
    assert [curve.pv(day(on)) for on in (20, 40, 70)] == pytest.approx([0.3, 0.6, 0.8])


def test_a_milestone_on_the_end_is_the_end():
    curve = curve_of(activity(0, 100, (30, None), (100, None)))
    assert curve.pv(day(30)) == 0.5


def test_milestones_outside_the_activity_do_not_bend_its_line():
    bent = curve_of(activity(0, 100, (-40, None), (0, 0.9), (50, None), (100, 0.2), (180, None)))
    assert bent == curve_of(activity(0, 100, (50, None)))


def test_milestones_on_the_same_day_count_together():
    curve = curve_of(activity(0, 100, (50, None), (50, None), (50, None)))
    assert curve.pv(day(50)) == 0.75
    assert curve.pv(day(25)) == pytest.approx(0.375)


def test_a_share_that_would_go_down_or_past_the_whole_is_held():
    curve = curve_of(activity(0, 100, (20, 0.7), (40, 0.3), (60, 4.0)))
    assert [curve.pv(day(on)) for on in (20, 40, 60, 90)] == [0.7, 0.7, 1.0, 1.0]


def test_an_activity_of_one_day_is_planned_on_that_day():
    curve = curve_of(activity(10, 10))
    assert [curve.pv(day(on)) for on in (9, 10, 11)] == [0, 1, 1]
    assert curve.tempo(0.5, day(10)) == 0
    assert curve.tempo(0.5, day(40)) == pytest.approx(-30 / DAYS_PER_MONTH)
    assert curve.spi(0.5, day(10)) is None


def test_budget_decides_how_much_an_activity_counts():
    curve = region(activity(0, 100, weight=300), activity(100, 200, weight=100))
    assert curve.pv(day(100)) == 0.75
    assert curve.ev([1.0, 0.0]) == 0.75
    assert curve.tempo(0.75, day(130)) == pytest.approx(-30 / DAYS_PER_MONTH)


@pytest.mark.parametrize(
    ("budgets", "shares"),
    [
        ((None, None), (0.5, 0.5)),
        ((0, 0), (0.5, 0.5)),
        ((30, 10), (0.75, 0.25)),
        ((10, 30, None), (1 / 6, 1 / 2, 1 / 3)),
        ((0, 10), (0, 1)),
        ((), ()),
    ],
)
def test_an_activity_without_a_budget_weighs_what_the_others_weigh_on_average(budgets, shares):
    plan = [activity(0, 100, weight=budget) for budget in budgets]
    assert shares_of(plan) == pytest.approx(shares)


def test_an_activity_without_dates_takes_no_part_and_has_no_tempo():
    undated = Planned(weight=900)
    backwards = activity(100, 0, weight=900)
    curve = region(undated, activity(0, 100, weight=1), backwards)
    assert curve.shares == (0, 1, 0)
    assert curve.ev([1, 0.5, 1]) == 0.5
    assert curve.pv(day(50)) == 0.5
    assert tempo_of_activity(undated, 0.4, day(50)) is None


def test_a_plan_without_any_date_has_no_tempo():
    curve = region(Planned(), Planned(weight=5))
    assert not curve.has_dates
    assert curve.start is curve.end is None
    assert curve.pv(day(0)) == 0 and curve.ev([1, 1]) == 0
    assert curve.es(0.5, day(0)) is None
    assert curve.tempo(0.5, day(0)) is curve.spi(0.5, day(0)) is None
    assert curve.forecast_end(0.5, day(0)) is verdict(curve.tempo(0.5, day(0))) is None


def test_before_the_plan_starts_tempo_is_zero():
    assert region(activity(0, 100)).tempo(0.3, day(-1)) == 0


def test_work_done_on_the_first_day_is_ahead():
    assert region(activity(0, 100)).tempo(0.3, day(0)) == pytest.approx(30 / DAYS_PER_MONTH)


def test_a_finished_plan_stands_at_its_end_and_at_zero_once_that_has_passed():
    curve = region(activity(0, 100), activity(20, 40))
    assert curve.es(1.0, day(50)) == day(100).toordinal()
    assert curve.tempo(1.0, day(100)) == curve.tempo(1.0, day(400)) == 0


def test_a_plan_that_is_not_finished_falls_further_behind_after_its_end():
    curve = region(activity(0, 100))
    assert curve.tempo(0.9, day(130)) == pytest.approx(-40 / DAYS_PER_MONTH)


def test_a_flat_stretch_counts_to_its_last_day_when_behind_and_to_its_first_when_ahead():
    curve = region(activity(0, 100), activity(200, 300))
    assert curve.es(0.5, day(230)) == day(200).toordinal()
    assert curve.es(0.5, day(70)) == day(100).toordinal()
    assert curve.tempo(0.5, day(150)) == 0


def test_the_forecast_stretches_the_plan_by_the_speed_so_far():
    curve = region(activity(0, 100))
    assert curve.spi(0.25, day(50)) == 0.5
    assert curve.forecast_end(0.25, day(50)) == day(200)
    assert curve.forecast_end(1.0, day(50)) == day(50)
    assert curve.forecast_end(0.0, day(-3)) == day(100)


def test_a_region_that_hardly_moves_has_no_forecast():
    assert region(activity(0, 100)).forecast_end(0.01, day(50)) is None
    assert region(activity(0, 100)).forecast_end(0, day(500)) is None


@pytest.mark.parametrize(
    ("facts", "fraction"),
    [
        ({}, 0),
        ({"done": True, "counted": 1, "target": 9}, 1),
        ({"counted": 3, "target": 12}, 0.25),
        ({"counted": 30, "target": 12}, 1),
        ({"counted": -3, "target": 12}, 0),
        ({"counted": None, "target": 12, "milestones_met": 2, "milestones_total": 2}, 0),
        ({"milestones_met": 1, "milestones_total": 4}, 0.25),
        ({"counted": 4, "target": 0, "milestones_met": 1, "milestones_total": 2}, 0.5),
    ],
)
def test_what_is_realised_is_counted_before_it_is_a_share_of_milestones(facts, fraction):
    assert realised_fraction(**facts) == fraction


def test_a_realised_fraction_belongs_to_each_activity():
    with pytest.raises(ValueError):
        region(activity(0, 100)).ev([0.5, 0.5])


@pytest.mark.parametrize(
    ("tempo", "expected"),
    [
        (-1.2, Verdict.BEHIND),
        (-1.0, Verdict.ON_TRACK),
        (0.0, Verdict.ON_TRACK),
        (1.0, Verdict.ON_TRACK),
        (1.2, Verdict.AHEAD),
    ],
)
def test_within_the_tolerance_is_on_track(tempo, expected):
    assert verdict(tempo) == expected
    assert verdict(tempo, tolerance=2) == Verdict.ON_TRACK


# Properties. Each is a function of the curve's `es`, so that a broken twin can be put in its place.

milestones = st.lists(
    st.tuples(st.integers(-20, 160), st.none() | st.floats(0, 1, allow_subnormal=False)), max_size=4
)
activities = st.builds(
    lambda start, length, points, weight: activity(start, start + length, *points, weight=weight),
    st.integers(0, 90),
    st.integers(0, 60),
    milestones,
    st.none() | st.integers(1, 1000),
)
plans = st.lists(activities, min_size=1, max_size=5)
days = st.integers(-10, 200)
fractions = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
GAP = [activity(0, 40), activity(100, 140)]


def quickly(test):
    silence = (HealthCheck.filter_too_much, HealthCheck.too_slow)
    return settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=silence,
    )(test)


def never_worse_when_more_is_realised(es):
    @quickly
    @example(GAP, 0.5, 0.499, 60)
    @given(plans, fractions, fractions, days)
    def holds(plan, one, other, now):
        curve = region(*plan)
        less, more = sorted((one, other))
        assert es(curve, less, day(now)) <= es(curve, more, day(now)) + 1e-9

    holds()


def zero_when_exactly_on_plan(es):
    @quickly
    @example(GAP, 60)
    @given(plans, days)
    def holds(plan, now):
        curve = region(*plan)
        on_plan = curve.ev([curve_of(one).pv(day(now)) for one in plan])
        assert es(curve, on_plan, day(now)) == day(now).toordinal()

    holds()


def unchanged_where_nothing_was_planned(es):
    @quickly
    @example(GAP, 40, 60)
    @given(plans, st.integers(1, 80), st.integers(1, 80))
    def holds(plan, gap, wait):
        """Nothing is planned between the plan and a last activity; nothing is realised in it."""
        curve = region(*plan)
        finish = (curve.end - JANUARY).days
        longer = region(*plan, activity(finish + gap, finish + gap + 30))
        done_so_far = longer.pv(day(finish))
        now = min(finish + wait, finish + gap)
        assert es(longer, done_so_far, day(now)) == day(now).toordinal()
        after = day(finish + gap + 10)
        assert es(longer, done_so_far, after) == pytest.approx(day(finish + gap).toordinal())
        before = longer.pv(day(finish - 1))
        if 0 < before < done_so_far - 1e-6:
            early = es(longer, done_so_far, day(finish - 1))
            assert early == pytest.approx(day(finish).toordinal())

    holds()


def equal_to_counting_by_days(es):
    @quickly
    @example(GAP, 0.5, 120)
    @example(GAP, 0.5, 20)
    @given(plans, fractions, days)
    def holds(plan, ev, now):
        curve = region(*plan)
        assert es(curve, ev, day(now)) == pytest.approx(
            counted_by_days(plan, ev, day(now)), abs=1e-4
        )

    holds()


def the_same_for_any_currency(es, build=RegionCurve.from_activities):
    @quickly
    @example([activity(0, 40, weight=1), activity(20, 90, weight=40)], 0.001, 0.6, 50)
    @given(plans, st.sampled_from([0.001, 3, 7, 1e6]), fractions, days)
    def holds(plan, factor, ev, now):
        scaled = [replace(one, weight=one.weight and one.weight * factor) for one in plan]
        one, other = es(build(plan), ev, day(now)), es(build(scaled), ev, day(now))
        assert one == pytest.approx(other, abs=1e-4)

    holds()


def within_the_plan_once_it_runs(es):
    @quickly
    @example(GAP, 0.0, 130)
    @given(plans, fractions, days)
    def holds(plan, ev, now):
        curve = region(*plan)
        assume(curve.start <= day(now) <= curve.end)
        assert curve.start.toordinal() <= es(curve, ev, day(now)) <= curve.end.toordinal()

    holds()


def counted_by_days(plan, ev, now):
    """Earned schedule the slow way: walk day by day, and divide the day in which it is reached."""

    def planned(on):
        weights = shares_of(plan)
        return fsum(w * curve_of(one).pv(on) for w, one in zip(weights, plan, strict=True))

    first, last = min(one.start for one in plan), max(one.end for one in plan)
    known = [planned(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    known[-1] = 1.0
    if now < first or abs(planned(now) - ev) < 1e-12:
        return now.toordinal()
    if ev >= 1:
        return max(now, last).toordinal()
    if ev < planned(now):
        index = max((n for n, pv in enumerate(known) if pv <= ev + 1e-12), default=0)
        if known[index] > ev + 1e-12:
            return first.toordinal()
        low, high = known[index], known[index + 1]
        moment = first.toordinal() + index + part_of_the_day(plan, first, index, low, high, ev)
        return min(moment, now.toordinal())
    index = min(n for n, pv in enumerate(known) if pv >= ev - 1e-12)
    low, high = known[index - 1], known[index]
    moment = first.toordinal() + index - 1
    moment += part_of_the_day(plan, first, index - 1, low, high, ev)
    return max(moment, now.toordinal())


def part_of_the_day(plan, first, index, low, high, ev):
    """Straight within a day, except for activities of one day: those come at its very end."""
    until = first + timedelta(days=index + 1)
    jump = fsum(
        share
        for share, one in zip(shares_of(plan), plan, strict=True)
        if one.start == one.end == until
    )
    slope = high - jump - low
    return min(1.0, (ev - low) / slope) if slope > 1e-12 else 1.0


def es_by_definition(curve, ev, now):
    return curve.es(ev, now)


def es_upside_down(curve, ev, now):
    return 2 * now.toordinal() - curve.es(ev, now)


def es_that_always_takes_the_earliest(curve, ev, now):
    return next(
        (
            n
            for n in range(now.toordinal() - 400, now.toordinal() + 400)
            if curve.pv(n) >= ev - 1e-12
        ),
        now.toordinal(),
    )


def es_that_always_takes_the_latest(curve, ev, now):
    reached = [
        n for n in range(now.toordinal() - 400, now.toordinal() + 400) if curve.pv(n) <= ev + 1e-12
    ]
    return reached[-1]


def es_a_hair_off(curve, ev, now):
    return curve.es(ev, now) + 1e-6


def es_in_whole_days(curve, ev, now):
    return float(int(curve.es(ev, now)))


def es_from_the_last_day_only(curve, ev, now):
    return curve.days[0] + ev * (now.toordinal() - curve.days[0]) / max(curve.pv(now), 0.01)


PROPERTIES = [
    (never_worse_when_more_is_realised, es_upside_down),
    (zero_when_exactly_on_plan, es_that_always_takes_the_earliest),
    (zero_when_exactly_on_plan, es_a_hair_off),
    (unchanged_where_nothing_was_planned, es_that_always_takes_the_earliest),
    (unchanged_where_nothing_was_planned, es_that_always_takes_the_latest),
    (equal_to_counting_by_days, es_in_whole_days),
    (equal_to_counting_by_days, es_that_always_takes_the_earliest),
    (within_the_plan_once_it_runs, es_from_the_last_day_only),
]


@pytest.mark.parametrize(
    "property_of",
    sorted(
        {one for one, _ in PROPERTIES} | {the_same_for_any_currency}, key=lambda one: one.__name__
    ),
)
def test_earned_schedule_keeps_its_promises(property_of):
    property_of(es_by_definition)


@pytest.mark.parametrize(("property_of", "broken"), PROPERTIES)
def test_a_broken_twin_breaks_the_promise(property_of, broken):
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        property_of(broken)


def test_weights_in_whole_euros_are_found_out():
    def in_whole_euros(plan):
        return region(*(replace(one, weight=one.weight and round(one.weight) + 1) for one in plan))

    with pytest.raises((AssertionError, BaseExceptionGroup)):
        the_same_for_any_currency(es_by_definition, in_whole_euros)


def test_a_fraction_outside_the_plan_is_read_as_none_or_all_of_it():
    curve = region(activity(0, 100))
    assert curve.es(-0.2, day(50)) == day(0).toordinal()
    assert curve.es(1.2, day(50)) == day(100).toordinal()


def a_plan_of_forty():
    return [
        activity(
            n * 13, n * 13 + 700, *((n * 13 + 140 * m, None) for m in range(1, 5)), weight=n + 1
        )
        for n in range(40)
    ]


def test_a_month_of_a_region_costs_less_than_a_millisecond():
    plan = a_plan_of_forty()
    curve = region(*plan)
    realised = [n / 40 for n in range(40)]
    rounds = 500
    began = perf_counter()
    for n in range(rounds):
        curve.tempo(curve.ev(realised), day(n))
    assert (perf_counter() - began) / rounds < 0.001


def test_a_merged_curve_never_goes_down_and_ends_at_one():
    curve = region(*a_plan_of_forty())
    assert list(curve.values) == sorted(curve.values)
    assert (curve.values[0], curve.values[-1]) == (0, 1)
    assert isinstance(curve, Curve)
