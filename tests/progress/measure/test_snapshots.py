"""Snapshots: what each month knew, and the same whether built at once or bit by bit."""

import datetime
import json
from threading import Event, Thread, Timer

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.months import Month
from regions.plans.models import ActionLine, Plan, PlanChange
from regions.progress.measure import snapshots
from regions.progress.measure.facts import facts_of
from regions.progress.measure.fresh import months_at, months_of, snapshot_of
from regions.progress.measure.months import line_status, status_of
from regions.progress.measure.snapshots import rebuild, refresh_region, refresh_stale
from regions.progress.models import ActivityMonth, RegionMonth, Status
from sto_portal.national.tasks import refresh_snapshots
from tests.progress.stories import NOW, log, month, obstacle

TODAY = NOW.date()
LINE = {"code", "title", "planned", "realised", "status", "is_by_count_only"}
NOT_COMPARED = {"id", "built_at"}


def rows(region) -> list[dict]:
    return [
        {key: value for key, value in row.items() if key not in NOT_COMPARED}
        for row in RegionMonth.objects.filter(region=region).order_by("month_on").values()
    ]


def snapshot(region, text: str) -> RegionMonth:
    return RegionMonth.objects.get(region=region, month_on=month(text).first_day)


def activity(region, text: str, code: str) -> ActivityMonth:
    return next(one for one in snapshot(region, text).activities if one.code == code)


def later_version(place, approved_on: datetime.date) -> Plan:
    """The plan of a place once more, with 2.1 moved half a year, decided and approved."""
    old = place.plan
    new = Plan.objects.create(
        region=place.region,
        version=2,
        title=old.title,
        starts_on=old.starts_on,
        ends_on=old.ends_on,
    )
    for line in old.lines.all():
        new_line = ActionLine.objects.create(
            plan=new, code=line.code, title=line.title, position=line.position
        )
        for row in line.activities.all():
            marks = list(row.milestones.all())
            row.pk, row.plan, row.line = None, new, new_line
            if row.code == "2.1":
                row.original_ends_on, row.ends_on = row.ends_on, datetime.date(2028, 6, 30)
            row.save()
            for mark in marks:
                mark.pk, mark.activity = None, row
                mark.save()
    change = PlanChange.objects.create(
        region=place.region, base_plan=old, new_plan=new, title="Stages later",
        state="accepted", decided_on=approved_on,
    )  # fmt: skip
    old.state = Plan.State.SUPERSEDED
    old.save()
    new.state, new.approved_on = Plan.State.APPROVED, approved_on
    new.save()
    assert change.pk
    return new


def test_a_month_knows_only_the_logs_until_its_end(merenland):
    region = merenland.region
    log(region, "2026-09", {"2.1": {"status": "on_track", "counted": 30}})
    log(region, "2026-10", {"2.1": {"status": "behind", "counted": 48}})
    rebuild([region], NOW)
    assert activity(region, "2026-08", "2.1").realised == 0
    assert activity(region, "2026-09", "2.1").realised == 0.25
    assert activity(region, "2026-09", "2.1").status == "on_track"
    assert activity(region, "2026-10", "2.1").realised == 0.4
    assert activity(region, "2026-10", "2.1").status == "behind"


def test_what_a_log_does_not_mention_stays_as_it_was(merenland):
    region = merenland.region
    log(region, "2026-09", {"1.1": {"status": "stalled"}, "2.1": {"counted": 60}})
    log(region, "2026-11", {"2.1": {"status": "on_track"}})
    rebuild([region], NOW)
    assert activity(region, "2026-11", "1.1").status == "stalled"
    assert activity(region, "2026-11", "2.1").counted == 60
    assert snapshot(region, "2026-10").submitted_at is None
    assert snapshot(region, "2026-11").submitted_at is not None


def test_a_closed_month_is_read_at_its_last_day_and_the_current_one_today(merenland):
    rebuild([merenland.region], NOW)
    assert snapshot(merenland.region, "2026-10").as_of_on == datetime.date(2026, 10, 31)
    assert snapshot(merenland.region, "2026-11").as_of_on == datetime.date(2026, 11, 22)


def test_milestones_count_for_the_share_that_is_reached_and_done_is_all(merenland):
    region = merenland.region
    log(region, "2026-06", {"1.1": {"status": "on_track", "met": 1}})
    log(region, "2026-10", {"1.1": {"status": "done"}})
    rebuild([region], NOW)
    assert activity(region, "2026-06", "1.1").realised == 0.5
    assert activity(region, "2026-10", "1.1").realised == 1


def test_a_correction_replaces_the_log_of_its_month(merenland):
    region = merenland.region
    log(region, "2026-09", {"2.1": {"counted": 90}})
    log(region, "2026-09", {"2.1": {"counted": 9}})
    rebuild([region], NOW)
    assert activity(region, "2026-10", "2.1").counted == 9


def test_a_draft_is_no_fact(merenland):
    before = log(merenland.region, "2026-08", {"2.1": {"counted": 12}})
    draft = type(before).objects.create(
        region=merenland.region, plan=merenland.plan, month_on=datetime.date(2026, 9, 1)
    )
    counted = merenland.plan.activities.get(code="2.1")
    draft.updates.create(activity=counted, activity_key=counted.key, counted=99)
    rebuild([merenland.region], NOW)
    assert activity(merenland.region, "2026-11", "2.1").counted == 12


def test_each_month_is_measured_against_the_plan_that_was_approved_then(merenland):
    region = merenland.region
    log(region, "2026-08", {"2.1": {"counted": 30}, "1.1": {"status": "on_track", "met": 1}})
    new = later_version(merenland, datetime.date(2026, 10, 8))
    rebuild([region], NOW)
    assert snapshot(region, "2026-09").plan_id == merenland.plan.pk
    assert snapshot(region, "2026-10").plan_id == new.pk
    moved = activity(region, "2026-10", "2.1")
    assert moved.ends_on == datetime.date(2028, 6, 30)
    assert moved.original_ends_on == datetime.date(2027, 12, 31)
    assert moved.counted == 30
    assert activity(region, "2026-10", "1.1").realised == 0.5
    assert moved.tempo > activity(region, "2026-09", "2.1").tempo


def test_obstacles_count_while_open_and_without_recovery_until_one_is_told(merenland):
    region = merenland.region
    log(region, "2026-07", {"2.1": {"status": "behind", "recovery": "Oud plan"}})
    obstacle(region, "2.1", "2026-08", state="picked_up", closed_on=datetime.date(2026, 11, 1))
    log(region, "2026-08", {"2.1": {"status": "behind", "problem": "Te weinig plekken."}})
    log(region, "2026-10", {"2.1": {"status": "behind", "recovery": "Gesprek met Techniekhuis"}})
    rebuild([region], NOW)
    told = [
        (snapshot(region, text).open_obstacles, snapshot(region, text).obstacles_without_recovery)
        for text in ("2026-07", "2026-08", "2026-09", "2026-10", "2026-11")
    ]
    assert told == [(0, 0), (1, 1), (1, 1), (1, 0), (0, 0)]


def test_counts_per_status_and_lines_follow_the_activities(merenland):
    region = merenland.region
    log(region, "2026-10", {"1.1": {"status": "done"}, "2.1": {"status": "stalled"}})
    rebuild([region], NOW)
    row = snapshot(region, "2026-10")
    assert (row.done, row.stalled, row.on_track) == (1, 1, 0)
    assert sum([row.done, row.stalled, row.behind, row.on_track, row.not_started]) == 3
    assert [line.status for line in row.lines][1] == "stalled"
    assert set(row.lines[0].to_json()) == LINE


def test_a_snapshot_is_stored_as_plain_json(merenland):
    log(merenland.region, "2026-10", {"2.1": {"status": "behind", "counted": 48}})
    rebuild([merenland.region], NOW)
    stored = RegionMonth.objects.annotate(
        raw_activities=Cast("activities", TextField()), raw_lines=Cast("lines", TextField())
    ).get(month_on="2026-10-01")
    told = next(each for each in json.loads(stored.raw_activities) if each["code"] == "2.1")
    assert told == {
        "key": str(merenland.plan.activities.get(code="2.1").key), "code": "2.1",
        "title": "Stages leerjaar 3", "line": "2", "starts_on": "2026-01-01",
        "ends_on": "2027-12-31", "original_starts_on": "2026-01-01",
        "original_ends_on": "2027-12-31", "weight": 0.5,
        "planned": 0.4156, "realised": 0.4, "tempo": -0.37, "status": "behind",
        "is_uncounted": False, "counted": 48, "target": 120, "unit": "stageplekken",
    }  # fmt: skip
    assert json.loads(stored.raw_lines)[0].keys() == LINE


@pytest.mark.parametrize(
    ("logged", "realised", "tempo", "expected"),
    [
        ("on_track", 0.1, -6.0, "on_track"),
        ("behind", 0.9, 2.0, "behind"),
        ("stalled", 0.0, 0.0, "stalled"),
        ("done", 1.0, 3.0, "done"),
        ("", 0.0, 0.0, "not_started"),
        ("", 0.0, None, "not_started"),
        ("", 0.0, -1.5, "behind"),
        ("", 0.2, -0.5, "on_track"),
        ("not_started", 0.0, -0.5, "not_started"),
        ("not_started", 0.0, -1.5, "behind"),
    ],
)
def test_the_last_logged_status_stands_and_else_the_plan_speaks(logged, realised, tempo, expected):
    assert status_of(logged, realised, tempo, 1.0) == expected


@pytest.mark.parametrize(
    ("statuses", "gap", "expected"),
    [
        ({"done"}, 0.3, Status.DONE),
        ({"done", "stalled"}, 0.0, Status.STALLED),
        ({"on_track", "behind"}, 0.06, Status.BEHIND),
        ({"on_track", "behind"}, 0.03, Status.ON_TRACK),
        ({"on_track"}, -0.2, Status.ON_TRACK),
        ({"not_started"}, 0.0, Status.NOT_STARTED),
        (set(), 0.0, Status.NOT_STARTED),
    ],
)
def test_a_line_stands_as_its_worst_standstill_or_its_own_gap(statuses, gap, expected):
    assert line_status(statuses, gap, allowed=0.04) == expected


def test_a_region_without_an_approved_plan_has_no_snapshots(db):
    from regions.models import Region

    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    assert rebuild([region], NOW) == 0
    refresh_region(region, month("2026-10"), NOW)
    assert rows(region) == []


def test_facts_take_as_many_queries_for_one_region_as_for_two(
    merenland, kustzoom, django_assert_num_queries
):
    for place in (merenland, kustzoom):
        log(place.region, "2026-09", {"2.1": {"counted": 3}, "1.1": {"status": "behind", "met": 1}})
        obstacle(place.region, "1.1", "2026-09")
    with django_assert_num_queries(9):
        facts_of([merenland.region.pk])
    with django_assert_num_queries(9):
        facts_of([merenland.region.pk, kustzoom.region.pk])


def test_the_first_log_writes_the_months_before_it_too(merenland):
    region = merenland.region
    log(region, "2026-10", {"2.1": {"counted": 3}})
    refresh_region(region, month("2026-10"), NOW)
    bit_by_bit = rows(region)
    assert len(bit_by_bit) == 23
    rebuild([region], NOW)
    assert rows(region) == bit_by_bit


def test_a_night_that_was_missed_heals_in_the_next(merenland, kustzoom):
    region = merenland.region
    rebuild([region], datetime.date(2026, 7, 14))
    log(region, "2026-05", {"2.1": {"counted": 7}})
    assert refresh_stale([region, kustzoom.region], NOW) == 7 + 23
    healed = rows(region)
    assert refresh_stale([region, kustzoom.region], NOW) == 0
    rebuild([region], NOW)
    assert rows(region) == healed


def test_a_new_version_of_the_plan_shows_before_the_night(merenland):
    region = merenland.region
    rebuild([region], NOW)
    new = later_version(merenland, datetime.date(2026, 11, 3))
    seen = months_of(region, new.pk, TODAY)
    assert seen[-1].plan_id == new.pk
    assert snapshot(region, "2026-11").plan_id == merenland.plan.pk


def test_what_counts_is_the_same_for_the_jobs_and_for_the_facts(merenland):
    region = merenland.region
    log(region, "2026-09", {"2.1": {"counted": 7}})
    later_version(merenland, datetime.date(2026, 10, 8))
    rebuild([region], NOW)
    assert refresh_stale([region], NOW) == 0


@pytest.mark.parametrize(("days", "is_read"), [(0, True), (1, True), (2, False)])
def test_a_page_reads_the_figures_of_yesterday_and_no_older_ones(merenland, days, is_read):
    region = merenland.region
    rebuild([region], TODAY - datetime.timedelta(days=days))
    RegionMonth.objects.filter(region=region).update(tempo_months=99)
    first = month("2026-10")
    for shown in (
        months_of(region, merenland.plan.pk, TODAY),
        months_at([first], [region], TODAY)[region.pk],
    ):
        assert (shown[-1].tempo_months == 99) == is_read
    assert (snapshot_of(region, first.next, TODAY).tempo_months == 99) == (days == 0)


def test_rebuilding_forgets_months_that_are_no_longer_there(merenland):
    region = merenland.region
    rebuild([region], NOW)
    RegionMonth.objects.filter(region=region).update(tempo_months=99)
    stray = snapshot(region, "2026-11")
    stray.pk, stray.month_on = None, datetime.date(2019, 1, 1)
    stray.save()
    with time_machine.travel(NOW, tick=False):
        call_command("rebuild_snapshots", "--region", region.slug)
    assert len(rows(region)) == 23
    assert all(row["tempo_months"] != 99 for row in rows(region))


def test_an_unknown_region_is_named(db):
    with pytest.raises(CommandError, match="nergensland"):
        call_command("rebuild_snapshots", "--region", "nergensland")


def test_the_nightly_task_writes_what_is_missing_and_may_run_twice(merenland):
    with time_machine.travel(NOW, tick=False):
        refresh_snapshots()
        refresh_snapshots()
    assert len(rows(merenland.region)) == 23


@pytest.mark.django_db(transaction=True)
def test_a_slow_night_does_not_write_over_a_log_that_came_meanwhile(merenland, monkeypatch):
    """The log waits for the night, or the night for the log; what stays is what the log said."""
    region, reading, may_go_on = merenland.region, Event(), Event()

    def slow_facts(ids):
        found = facts_of(ids)
        reading.set()
        may_go_on.wait(5)
        return found

    def night():
        monkeypatch.setattr(snapshots, "facts_of", slow_facts)
        rebuild([region], NOW)
        connection.close()

    nightly = Thread(target=night)
    nightly.start()
    assert reading.wait(5)
    monkeypatch.setattr(snapshots, "facts_of", facts_of)
    log(region, "2026-10", {"2.1": {"counted": 30}})
    Timer(0.3, may_go_on.set).start()
    refresh_region(region, month("2026-10"), NOW)
    nightly.join(5)
    assert activity(region, "2026-10", "2.1").counted == 30


SAID = st.fixed_dictionaries(
    {"status": st.sampled_from(["", *Status.values])},
    optional={
        "counted": st.integers(0, 150),
        "recovery": st.sampled_from(["", "Gesprek"]),
        "met": st.integers(0, 2),
    },
)
LOGS = st.lists(
    st.tuples(
        st.integers(0, 14),
        st.dictionaries(st.sampled_from(["1.1", "1.2", "2.1"]), SAID, max_size=3),
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=LOGS, changes_at=st.none() | st.integers(0, 7))
def test_bit_by_bit_is_the_same_as_at_once(merenland, story, changes_at):
    """Logs in any order, late ones and corrections, with a plan change on the way."""
    region = merenland.region
    point = transaction.savepoint()
    for index, (ago, says) in enumerate(story):
        if index == changes_at:
            later_version(merenland, datetime.date(2026, 4, 20))
            refresh_stale([region], NOW)
        when = Month(2026, 11).plus(-ago)
        log(region, str(when), says)
        refresh_region(region, when, NOW)
    refresh_stale([region], NOW)
    bit_by_bit = rows(region)
    rebuild([region], NOW)
    assert rows(region) == bit_by_bit
    transaction.savepoint_rollback(point)
    merenland.plan.refresh_from_db()
