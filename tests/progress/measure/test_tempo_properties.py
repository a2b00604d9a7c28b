"""Each property takes the `es` of a curve, so that a broken twin can be put in its place."""

from dataclasses import replace
from datetime import date, timedelta
from math import fsum

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from regions.progress.measure.tempo import Planned, RegionCurve, curve_of, shares_of

JANUARY = date(2026, 1, 1)


def day(offset):
    return JANUARY + timedelta(days=offset)


def activity(start, end, *milestones, weight=None):
    return Planned(
        weight, day(start), day(end), tuple((day(on), share) for on, share in milestones)
    )


def region(*activities):
    return RegionCurve.from_activities(activities)


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
    @example([activity(0, 10), activity(90, 100)], 1.0, 80)
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
        {claim for claim, _ in PROPERTIES} | {the_same_for_any_currency},
        key=lambda claim: claim.__name__,
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
