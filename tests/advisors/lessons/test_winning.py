"""Months won: two measured months three apart, against the same plan, from behind."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from advisors.lessons.winning import catching_up, links_of, months_looked_at
from regions.months import Month
from regions.progress.measure.fresh import months_at
from regions.progress.models import ActivityMonth, RegionMonth
from regions.progress.obstacles.catching_up import caught_up, months_around, spans_of
from tests.canaries.lessons import DID, picked_up, shared
from tests.conftest import NOW

TODAY = NOW.date()
FIRST = Month(2025, 1)
tempos = st.none() | st.floats(-20, 20)
points = st.lists(
    st.tuples(tempos, st.booleans(), st.sampled_from([1, 2])), min_size=1, max_size=20
)


def row(place: int, tempo: float | None, is_measured: bool = True, plan: int = 1) -> RegionMonth:
    month = FIRST.plus(place)
    return RegionMonth(
        region_id=1,
        month_on=month.first_day,
        as_of_on=month.last_day,
        measured_on=month.last_day if is_measured else month.previous.last_day,
        plan_id=plan,
        tempo_months=tempo,
    )


@given(points)
def test_what_is_compared_follows_from_the_rows_alone(told):
    """Worked out another way: every pair of rows, and all that must hold of it."""
    rows = [row(place, *point) for place, point in enumerate(told)]
    wanted = {
        (first, first + 3)
        for first in range(len(told) - 3)
        for one, other in [(told[first], told[first + 3])]
        if one[1]
        and other[1]
        and one[0] is not None
        and other[0] is not None
        and one[2] == other[2]
    }
    found = spans_of(rows, TODAY)
    assert {(s.before.month.minus(FIRST), s.after.month.minus(FIRST)) for s in found} == wanted
    assert found == spans_of(reversed(rows), TODAY)
    for span in caught_up(rows, TODAY):
        was, now = span.before.tempo_months, span.after.tempo_months
        assert was < 0 and now - was >= 0.4999


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_half_a_month_from_behind_is_catching_up_and_less_is_not(was, now):
    spans = caught_up([row(0, was), row(3, now)], TODAY)
    assert bool(spans) == (was < 0 and now - was >= 0.5 - 1e-9)


def test_silence_a_new_plan_and_a_month_that_runs_win_nothing():
    assert len(caught_up([row(0, -3.0), row(3, -2.5)], TODAY)) == 1
    assert not caught_up([row(0, -3.0), row(3, -1.0, is_measured=False)], TODAY)
    assert not caught_up([row(0, -3.0, is_measured=False), row(3, -1.0)], TODAY)
    assert not caught_up([row(0, -3.0), row(3, -1.0, plan=2)], TODAY)
    assert not caught_up([row(0, 0.2), row(3, 1.4)], TODAY)  # it was not behind
    running = Month.of(TODAY).minus(FIRST)
    assert not caught_up([row(running - 3, -3.0), row(running, -1.0)], TODAY)


def test_what_was_picked_up_after_the_first_and_up_to_the_last_counts():
    (span,) = spans_of([row(0, -3.0), row(3, -2.0)], TODAY)
    months = [span.holds(FIRST.plus(step).first_day) for step in range(5)]
    assert months == [False, True, True, True, False] and not span.holds(None)
    around = months_around(FIRST.plus(3))
    assert around[0] == FIRST and around[-1] == FIRST.plus(5)


def test_the_months_of_one_activity_are_of_that_activity():
    before, after = row(0, -3.0), row(3, -2.0)
    before.activities = [ActivityMonth(key="a", tempo=-2.0), ActivityMonth(key="b", tempo=None)]
    after.activities = [ActivityMonth(key="a", tempo=-0.5), ActivityMonth(key="b", tempo=-1.0)]
    (span,) = spans_of([before, after], TODAY)
    assert (span.won_by("a"), span.won_by("b"), span.won_by("c")) == (1.5, None, None)


def with_activity(rows: list[RegionMonth], key: str, *tempos: float) -> None:
    for stored, tempo in zip(rows, tempos, strict=False):
        stored.activities = [ActivityMonth(key=key, tempo=tempo)]
        stored.save()


def test_the_nation_tells_who_shares_and_counts_who_does_not(
    merenland, kustzoom, snapshots, browse, bureau
):
    snapshots(kustzoom.region, -2.0, -1.8, -1.5, -1.2, -1.2)
    rows = snapshots(merenland.region, -3.0, -2.6, -2.4, -2.1, -2.1)
    way = shared(picked_up(merenland))
    with_activity(rows, str(way.obstacle.activity_key), -2.5, -2.0, -1.5, -1.1, -1.1)
    told = months_at(months_looked_at(TODAY), [merenland.region, kustzoom.region], TODAY)
    found = catching_up(told, kustzoom.advisor, TODAY)
    assert (found.total, found.silent) == (2, 1)
    (one,) = found.regions
    assert (one.name, round(one.span.months, 1)) == ("", 0.9)
    assert round(one.links[0].months, 1) == 1.4
    (link,) = links_of([way], TODAY)
    assert round(link.months, 1) == 1.4
    html = browse(kustzoom.advisor).get("/national/").content.decode()
    assert DID in html and "Eén regio haalde in zonder dat haar weg gedeeld is" in html
    assert "Een regio die haar naam wegliet" in html and "Merenland" not in html
    assert "Merenland" in browse(bureau).get("/national/").content.decode()
    type(way).objects.filter(pk=way.pk).update(withdrawn_at=NOW)
    html = browse(kustzoom.advisor).get("/national/").content.decode()
    assert DID not in html and "2 regio's haalden in zonder" in html


def test_an_activity_that_won_nothing_is_not_said_to_have_won(merenland, snapshots):
    rows = snapshots(merenland.region, -3.0, -2.6, -2.4, -2.1, -2.1)
    way = shared(picked_up(merenland))
    with_activity(rows, str(way.obstacle.activity_key), -2.5, -2.5, -2.5, -2.46, -2.46)
    assert links_of([way], TODAY)[0].months is None
    assert datetime.date(2026, 10, 1) == way.obstacle.closed_on
