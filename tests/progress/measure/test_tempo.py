"""Golden examples, worked out by hand."""

from datetime import date, timedelta
from time import perf_counter

import pytest

from regions.progress.measure.curve import DAYS_PER_MONTH, Curve
from regions.progress.measure.tempo import (
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


def test_a_fraction_outside_the_plan_is_read_as_none_or_all_of_it():
    curve = region(activity(0, 100))
    assert curve.es(-0.2, day(50)) == day(0).toordinal()
    assert curve.es(1.2, day(50)) == day(100).toordinal()
