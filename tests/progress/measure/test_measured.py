"""What is measured is as old as the last log: values of that day, whatever the day of today."""

import datetime
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from regions.months import AMSTERDAM, Month
from regions.progress.digest import progress_in
from regions.progress.headline import finding, headline
from regions.progress.measure.cause import cause_of
from regions.progress.measure.change import change_since, change_text, moved_by
from regions.progress.measure.facts import LogFacts, RegionFacts, UpdateFacts
from regions.progress.measure.fresh import snapshot_of
from regions.progress.measure.months import build_months, months_until
from regions.progress.measure.plan_facts import ActivityFacts, PlanFacts
from regions.progress.models import RegionMonth
from tests.progress.stories import log

START, END = datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)
OF_TODAY = {"as_of_on", "idle_tempo_months", "month_on", "built_at", "id"}
PLAN = PlanFacts(
    1,
    START,
    START,
    END,
    lines=(("1", "Aanbod"), ("2", "Stages")),
    activities=tuple(
        ActivityFacts(
            f"k{n}", "12"[n % 2], f"1.{n}", f"Activiteit {n}", START, END, None, None, n * 100 + 50,
            100, "plekken",
        )
        for n in range(4)
    ),
)  # fmt: skip
DAYS_PER_MONTH = 30.4375


def at(day: datetime.date, hour: int = 12) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), AMSTERDAM)


def log_of(month: Month, counts: list[int], submitted: datetime.date, status="on_track", **more):
    updates = tuple(UpdateFacts(f"k{n}", status, counted) for n, counted in enumerate(counts))
    return LogFacts(month, at(submitted), more.get("first", at(submitted)), "", updates)


def region(*logs: LogFacts) -> RegionFacts:
    return RegionFacts(1, 1.0, (PLAN,), tuple(sorted(logs, key=lambda entry: entry.month)))


def latest(facts: RegionFacts, today: datetime.date) -> RegionMonth:
    return months_until(today, facts)[-1]


def told(row: RegionMonth) -> dict[str, object]:
    """All that a snapshot says, but for what is of today."""
    return {
        field.name: getattr(row, field.attname)
        for field in RegionMonth._meta.concrete_fields
        if field.name not in OF_TODAY | {"submitted_at"}
    }


months = st.integers(0, 21).map(lambda back: Month(2026, 1).plus(back))
counts = st.lists(st.integers(0, 100), min_size=4, max_size=4)


@given(months, counts, st.integers(0, 400), st.integers(0, 400))
def test_passing_days_change_no_value_no_cause_and_no_verdict(month, counted, sooner, later):
    facts = region(log_of(month, counted, month.next.first_day))
    first, second = (
        latest(facts, month.next.first_day + datetime.timedelta(days))
        for days in sorted((sooner, later))
    )
    assert told(first) == told(second)
    assert cause_of(first, 1.0) == cause_of(second, 1.0)
    assert first.measured_on == month.last_day


@given(months, counts, st.integers(0, 200))
def test_a_late_log_gives_the_values_of_one_in_time(month, counted, late):
    today = month.plus(9).last_day
    in_time = region(log_of(month, counted, month.next.first_day))
    too_late = region(log_of(month, counted, month.next.first_day + datetime.timedelta(days=late)))
    told_late = told(latest(too_late, today)) | {"measured_at": None}
    assert told_late == told(latest(in_time, today)) | {"measured_at": None}


@given(months, st.integers(1, 28), counts, counts)
def test_a_correction_is_of_the_day_that_it_corrects(month, day, wrong, right):
    first = month.first_day.replace(day=day)
    later = first + datetime.timedelta(days=40)
    at_once = region(log_of(month, right, first))
    corrected = region(log_of(month, right, later, first=at(first)))
    today = later + datetime.timedelta(days=1)
    assert told(latest(at_once, today)) == told(latest(corrected, today))
    assert latest(at_once, today).measured_on == first


@given(st.lists(st.tuples(months, counts), min_size=2, max_size=6, unique_by=lambda m: m[0]))
def test_the_tempo_of_each_log_is_that_of_its_day_by_the_definition(logged):
    facts = region(*(log_of(month, counted, month.next.first_day) for month, counted in logged))
    rows = {row.month: row for row in months_until(datetime.date(2028, 1, 15), facts)}
    weights = [activity.weight for activity in PLAN.activities]
    length = (END - START).days
    for month, counted in logged:
        row = rows[month]
        earned = sum(w * c / 100 for w, c in zip(weights, counted, strict=True)) / sum(weights)
        passed = (month.last_day - START).days
        reached = length * earned  # all activities run evenly from start to end
        assert row.tempo_months == pytest.approx((reached - passed) / DAYS_PER_MONTH, abs=2e-4)
        assert row.measured_on == month.last_day


@given(st.lists(st.tuples(months, counts), min_size=1, max_size=5, unique_by=lambda m: m[0]))
def test_a_month_without_a_log_repeats_what_was_measured_before(logged):
    facts = region(*(log_of(month, counted, month.next.first_day) for month, counted in logged))
    rows = months_until(datetime.date(2027, 12, 31), facts)
    for before, after in pairwise(rows):
        if before.measured_on and not after.is_measured:
            assert told(before) == told(after)


def test_where_it_would_stand_today_is_a_value_of_its_own():
    facts = region(log_of(Month(2026, 10), [40] * 4, datetime.date(2026, 11, 3)))
    row = latest(facts, datetime.date(2026, 11, 26))
    still = row.tempo_months - 26 / DAYS_PER_MONTH
    assert row.idle_tempo_months == pytest.approx(still, abs=1e-3)
    assert row.days_without_news == 26


def test_a_region_that_never_logged_has_nothing_behind_and_no_tempo():
    row = latest(region(), datetime.date(2027, 6, 30))
    assert (row.tempo_months, row.measured_on, row.forecast_end_on) == (None, None, None)
    assert {activity.status for activity in row.activities} == {"not_started"}
    assert {line.status for line in row.lines} == {"not_started"}


def test_a_first_log_with_empty_counts_makes_no_tempo():
    facts = region(log_of(Month(2026, 10), [None] * 4, datetime.date(2026, 11, 3)))
    row = latest(facts, datetime.date(2026, 11, 26))
    assert row.tempo_months is None
    assert all(activity.is_uncounted and activity.tempo is None for activity in row.activities)
    assert {activity.status for activity in row.activities} == {"on_track"}


def test_what_a_leader_never_counted_but_calls_done_is_done():
    facts = region(log_of(Month(2026, 10), [None] * 4, datetime.date(2026, 11, 3), "done"))
    assert latest(facts, datetime.date(2026, 11, 26)).earned_value == 1


@given(counts)
def test_equal_gaps_of_lines_get_equal_verdicts_and_one_by_count_only_says_so(counted):
    facts = region(log_of(Month(2026, 10), counted, datetime.date(2026, 11, 3)))
    row = latest(facts, datetime.date(2026, 11, 26))
    by_gap = sorted((line.planned - line.realised, line.status == "behind") for line in row.lines)
    verdicts = [is_behind for _gap, is_behind in by_gap]
    assert verdicts == sorted(verdicts)
    assert all(line.is_by_count_only == (line.status == "behind") for line in row.lines)


def points(*tempos: float) -> list[RegionMonth]:
    """Logs of August and on, each in on the third of the next month."""
    facts = region(
        *(
            log_of(
                Month(2026, 8).plus(n),
                [round(100 * (tempo * DAYS_PER_MONTH + (month.last_day - START).days) / 729)] * 4,
                month.next.first_day.replace(day=3),
            )
            for n, tempo in enumerate(tempos)
            for month in [Month(2026, 8).plus(n)]
        )
    )
    return build_months(facts, Month(2026, 8), Month(2026, 11), datetime.date(2026, 11, 26))


def test_a_change_lies_between_two_measured_points_and_says_which():
    change = change_since(points(-1.0, -1.5, -2.1), at(datetime.date(2026, 10, 20)))
    assert (change.before.measured_on, change.after.measured_on) == (
        datetime.date(2026, 9, 30),
        datetime.date(2026, 10, 31),
    )
    assert change_text(change).startswith("van −1,5 (30 sep) naar −2,1 (31 okt)")


def test_when_no_log_came_in_nothing_was_measured_since():
    assert change_since(points(-1.0, -1.5, -2.1), at(datetime.date(2026, 11, 4))) is None


def test_what_came_in_after_a_look_is_told_although_its_day_lies_before_it():
    """Looked on the second, the log of the month before came in on the third."""
    change = change_since(points(-1.0, -1.5, -2.1), at(datetime.date(2026, 11, 2)))
    assert change.before.measured_on == datetime.date(2026, 9, 30)


def test_each_move_is_told_exactly_once_to_who_looks_every_day():
    rows = points(-1.0, -1.5, -2.1)
    days = [datetime.date(2026, 9, 1) + datetime.timedelta(n) for n in range(86)]
    moved = []
    for yesterday, today in pairwise(days):
        known = [row for row in rows if row.measured_at and row.measured_at <= at(today)]
        if change := change_since(known, at(yesterday)):
            moved.append(change.after.month)
    assert moved == [Month(2026, 8), Month(2026, 9), Month(2026, 10)]


@settings(max_examples=50)
@given(counts, counts)
def test_what_moved_adds_up_to_the_move(before, after):
    facts = region(
        log_of(Month(2026, 9), before, datetime.date(2026, 10, 2)),
        log_of(Month(2026, 10), after, datetime.date(2026, 11, 3)),
    )
    rows = build_months(facts, Month(2026, 9), Month(2026, 10), datetime.date(2026, 11, 26))
    change = change_since(rows, at(datetime.date(2026, 10, 15)))
    shares = [share for _title, share in moved_by(change)]
    assert not shares or 0.7 - 1e-6 <= sum(shares) <= 1 + 1e-6
    assert shares == sorted(shares, reverse=True)


def test_a_log_of_the_running_month_is_measured_on_the_day_it_came_in(merenland):
    came_in = datetime.datetime(2026, 11, 22, 23, 30, tzinfo=AMSTERDAM)
    log(merenland.region, "2026-11", {"2.1": {"counted": 50}}, submitted_at=came_in)
    row = snapshot_of(merenland.region, Month(2026, 11), datetime.date(2026, 11, 26))
    assert row.measured_on == datetime.date(2026, 11, 22)
    again = datetime.datetime(2026, 12, 2, 9, tzinfo=AMSTERDAM)
    log(merenland.region, "2026-11", {"2.1": {"counted": 51}}, submitted_at=again)
    row = snapshot_of(merenland.region, Month(2026, 11), datetime.date(2026, 12, 3))
    assert (row.measured_on, row.submitted_at) == (datetime.date(2026, 11, 22), again)


def test_a_digest_of_uncounted_activities_says_so_and_blames_no_dates(merenland):
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track"}})
    october = Month(2026, 10)
    told = progress_in(merenland.region, october, october, datetime.date(2026, 11, 3))
    with translation.override("nl"):
        assert headline(told, 1.0, 0).startswith("Nog niet alles is geteld;")
        assert finding(told, 1.0, 0).startswith("Nog niet alles is geteld")
