from itertools import combinations, pairwise
from math import dist
from random import Random
from time import perf_counter

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from regions.progress.drawings import swarm
from regions.progress.drawings.axis import spread_drawing, tempo_axis
from regions.progress.drawings.scale import CAP, Scale
from regions.progress.drawings.swarm import Mark, percentile

tempos = st.floats(-40, 40, allow_nan=False)
trails = st.lists(st.none() | tempos, max_size=6)
regions = st.lists(st.tuples(st.none() | tempos, trails, st.none() | tempos), max_size=10)
crowds = st.lists(
    st.tuples(st.floats(-3, 3).map(lambda tempo: round(tempo, 1)) | tempos, st.booleans()),
    max_size=90,
)


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


def marks_of(crowd):
    return [Mark(number, tempo, is_own) for number, (tempo, is_own) in enumerate(crowd)]


def only_swarm(crowd):
    return spread_drawing([("nov 2026", marks_of(crowd))]).swarms[0]


# The tempo axis


def test_the_axis_of_a_portfolio_looks_as_designed():
    axis = tempo_axis(
        [
            (-4.8, (-1, -1.8, -2.6, -3.9), -4.8),
            (1.4, (), None),
            (-5.4, (), -5.4),
            (2.6, (), 2.6),
        ]
    )
    assert (axis.scale.low, axis.scale.high) == (-6, 3)
    assert [tick.label for tick in axis.ticks] == ["6", "4", "2", "plan", "2"]
    assert axis.zero == pytest.approx(196.67)
    assert axis.rows[0].x == pytest.approx(47.33)
    assert (axis.rows[0].bar_from, axis.rows[0].bar_to) == (axis.rows[0].x, axis.zero)
    assert (axis.rows[1].bar_from, axis.rows[1].bar_to) == (axis.zero, axis.rows[1].x)
    assert [dot.radius for dot in axis.rows[0].trail] == [2.2, 2.7, 3.2, 3.7]
    assert [dot.opacity for dot in axis.rows[0].trail] == [0.15, 0.28, 0.41, 0.54]


@given(regions)
def test_everything_stands_within_the_axis_and_the_plan_is_visible(readings):
    axis = tempo_axis(readings)
    assert axis.left < axis.zero < axis.right
    assert -CAP <= axis.scale.low <= -2 and 2 <= axis.scale.high <= CAP
    for row in axis.rows:
        assert row.x is None or axis.left <= row.x <= axis.right
        assert axis.left <= row.bar_from <= row.bar_to <= axis.right
        assert all(axis.left <= dot.x <= axis.right for dot in row.trail)
    assert len(axis.rows) == len(readings)


@given(st.lists(tempos, min_size=2))
def test_who_is_further_behind_stands_further_to_the_left(known):
    axis = tempo_axis([(tempo, (), tempo) for tempo in sorted(known)])
    assert [row.x for row in axis.rows] == sorted(row.x for row in axis.rows)


@given(regions)
def test_only_what_is_beyond_the_scale_becomes_an_arrow(readings):
    axis = tempo_axis(readings)
    for (now, _, _), row in zip(readings, axis.rows, strict=True):
        is_beyond = now is not None and abs(now) > CAP
        assert bool(row.arrow) == bool(row.beyond) == is_beyond


def test_an_arrow_points_away_from_the_plan():
    behind, ahead = tempo_axis([(-30, (), None), (30, (), None)]).rows
    assert (behind.beyond, behind.arrow) == ("behind", "10,16 24,9 24,23")
    assert (ahead.beyond, ahead.arrow) == ("ahead", "290,16 276,9 276,23")


def test_a_trail_fades_with_age_and_a_month_without_tempo_keeps_its_place():
    whole, gap, short = tempo_axis(
        [
            (0, (1, 1, 1, 1), None),
            (0, (1, None, 1, 1), None),
            (0, (1, 1), None),
        ]
    ).rows
    assert gap.trail == (whole.trail[0], *whole.trail[2:])
    assert short.trail == whole.trail[2:]
    for older, newer in pairwise(whole.trail):
        assert older.radius < newer.radius and older.opacity < newer.opacity


def test_a_region_without_tempo_has_no_dot():
    row = tempo_axis([(None, (), None)]).rows[0]
    assert (row.x, row.bar_from, row.arrow, row.trail) == (None, row.bar_to, "", ())


def test_time_without_news_is_a_tail_behind_the_dot():
    silent, told = tempo_axis([(-1.4, (), -2.3), (-1.4, (), -1.4)]).rows
    assert silent.x == told.x
    assert silent.tail_to < silent.x
    assert told.tail_to is None


def test_a_hollow_mark_is_drawn_and_widens_nothing():
    marks = [Mark(1, -1.0), Mark(2, 1.0), Mark(3, -9.0, is_hollow=True)]
    found = spread_drawing([("okt 2026", marks)]).swarms[0]
    assert [dot.is_hollow for dot in found.dots] == [True, False, False]
    assert found.band.low > -1.1


def test_an_axis_without_regions_still_shows_the_plan():
    axis = tempo_axis([])
    assert [tick.label for tick in axis.ticks] == ["2", "1", "plan", "1", "2"]
    assert axis.rows == ()


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (-3, 2, ["3", "2", "1", "plan", "1", "2"]),
        (-7, 3, ["6", "4", "2", "plan", "2"]),
        (-12, 12, ["12", "8", "4", "plan", "4", "8", "12"]),
    ],
)
def test_ticks_stand_at_round_months_counted_from_the_plan(low, high, labels):
    assert [tick.label for tick in Scale(low, high, 0, 100).ticks()] == labels


# The spread


def test_the_spread_names_what_its_sides_mean():
    drawing = spread_drawing([("nov 2026", marks_of([(-7.8, False), (3.1, True)]))])
    labels = [tick.label for tick in drawing.ticks]
    assert labels == ["8 mnd achter", "6", "4", "2", "plan", "2", "4 voor"]


def no_dot_overlaps(dots):
    return all(
        dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius - 0.005
        for one, other in combinations(dots, 2)
    )


@settings(deadline=None)
@given(crowds)
def test_dots_never_overlap_and_stay_within_their_row(crowd):
    drawing = spread_drawing([("nov 2026", marks_of(crowd))])
    dots = drawing.swarms[0].dots
    assert len(dots) == len(crowd)
    assert no_dot_overlaps(dots)
    for dot in dots:
        assert dot.radius - 0.01 <= dot.y <= drawing.height - dot.radius + 0.01
        assert dot.x == drawing.scale.x(dot.tempo)


def test_a_swarm_that_does_not_make_room_is_found_out(monkeypatch):
    """The broken twin: everything in the middle."""
    monkeypatch.setattr(swarm, "_packed", lambda xs, radii, gap: [0.0] * len(xs))
    assert not no_dot_overlaps(only_swarm([(0.1, False), (0.12, False)]).dots)


def test_a_swarm_that_does_not_shrink_would_not_fit():
    """The broken twin: eighty regions on one spot at full size."""
    ys = swarm._packed([100.0] * 80, [swarm.DOT] * 80, swarm.GAP)
    assert max(map(abs, ys)) + swarm.DOT > 46


@settings(deadline=None)
@given(crowds, st.randoms(use_true_random=False))
def test_the_order_in_which_regions_come_changes_nothing(crowd, random: Random):
    marks = marks_of(crowd)
    shuffled = random.sample(marks, len(marks))
    one, other = (spread_drawing([("nov", them)]).swarms[0] for them in (marks, shuffled))
    assert one == other
    assert [dot.tempo for dot in one.dots] == sorted(tempo for tempo, _ in crowd)


def test_dots_shrink_only_where_it_is_crowded():
    calm = only_swarm([(number / 4, False) for number in range(20)])
    crowded = only_swarm([(0, number == 0) for number in range(80)])
    assert {dot.radius for dot in calm.dots} == {swarm.DOT}
    assert max(dot.radius for dot in crowded.dots) < swarm.DOT


def test_a_dot_alone_stands_in_the_middle_and_two_alike_beside_each_other():
    assert [dot.y for dot in only_swarm([(0, False)]).dots] == [46]
    one, other = only_swarm([(0, False), (0, True)]).dots
    assert (one.radius, other.radius) == (swarm.DOT, swarm.OWN_DOT)
    assert abs(one.y - other.y) == pytest.approx(swarm.DOT + swarm.OWN_DOT + swarm.GAP)


def test_what_is_beyond_the_scale_stands_at_its_edge_and_says_so():
    behind, plan, ahead = only_swarm([(-20, False), (0, False), (20, False)]).dots
    assert (behind.x, behind.beyond) == (40, "behind")
    assert (ahead.x, ahead.beyond) == (720, "ahead")
    assert plan.beyond == ""


@pytest.mark.parametrize(
    ("values", "part", "expected"),
    [
        ([5], 0.1, 5),
        ([1, 2], 0.5, 1.5),
        ([3, 1, 2], 0, 1),
        ([3, 1, 2], 1, 3),
        (range(11), 0.1, 1),
        (range(11), 0.9, 9),
        ([0, 10, 20, 30], 0.1, 3),
        ([0, 10, 20, 30], 0.9, 27),
    ],
)
def test_a_percentile_lies_straight_between_its_neighbours(values, part, expected):
    assert percentile(list(values), part) == pytest.approx(expected)


def test_a_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError):
        percentile([], 0.5)


def test_the_band_holds_the_middle_eighty_percent():
    found = only_swarm([(number - 5, False) for number in range(11)])
    scale = spread_drawing([("", marks_of([(n - 5, False) for n in range(11)]))]).scale
    assert (found.band.low, found.band.high) == pytest.approx((-4, 4))
    assert found.band.x == scale.x(-4)
    assert found.band.width == pytest.approx(scale.x(4) - scale.x(-4), abs=0.01)
    assert (found.band.y, found.band.height) == (10, 72)
    assert found.text == "8,0 mnd uiteen"


def test_a_swarm_without_regions_says_so():
    found = only_swarm([])
    assert (found.dots, found.band, found.months_apart, found.text) == (
        (),
        None,
        None,
        "geen cijfers",
    )


def test_one_region_is_nowhere_apart():
    found = only_swarm([(2.5, True)])
    assert (found.months_apart, found.band.width, found.text) == (0, 0, "0,0 mnd uiteen")


def test_periods_share_one_scale():
    drawing = spread_drawing([("feb", marks_of([(-9, False)])), ("mei", marks_of([(3, False)]))])
    assert [one.label for one in drawing.swarms] == ["feb", "mei"]
    assert (drawing.scale.low, drawing.scale.high) == (-10, 4)


def test_five_quarters_of_all_regions_are_drawn_in_a_blink():
    random = Random(7)
    periods = [
        (str(n), marks_of([(random.gauss(-1, 2), False) for _ in range(74)])) for n in range(5)
    ]
    began = perf_counter()
    spread_drawing(periods)
    assert perf_counter() - began < 0.1
