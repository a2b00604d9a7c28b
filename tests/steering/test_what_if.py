"""What moves with a proposal, in figures worked out by hand, and the same as the dashboard's."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.models import Region
from regions.months import Month
from regions.plans.approve.approval import decide_change, propose_change
from regions.plans.models import ActionLine, Activity, Milestone, Plan, PlanChange
from regions.plans.versions import start_draft
from regions.progress.measure.fresh import months_of
from regions.progress.measure.tempo import Verdict, verdict
from regions.progress.models import RegionMonth
from regions.steering.decisions.what_if import WhatIf, what_if
from tests.conftest import NOW
from tests.progress.stories import log

from .deciding_group import draft

pytestmark = pytest.mark.django_db
TODAY = NOW.date()  # 22 November 2026, day 325 since 1 January


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def small(db) -> Region:
    """One activity of 364 days, half counted; a log of October says so."""
    region = Region.objects.create(name="Klein", slug="klein")
    plan = Plan.objects.create(
        region=region, title="Plan", starts_on=day("2026-01-01"), ends_on=day("2026-12-31")
    )
    line = ActionLine.objects.create(plan=plan, code="1", title="Lijn")
    Activity.objects.create(
        plan=plan, line=line, code="1.1", title="Stages", target=100, unit="plekken",
        starts_on=day("2026-01-01"), ends_on=day("2026-12-31"),
    )  # fmt: skip
    plan.state, plan.approved_on = Plan.State.APPROVED, day("2025-12-01")
    plan.save()
    log(region, "2026-10", {"1.1": {"status": "behind", "counted": 50}})
    return region


def change_of(region: Region) -> PlanChange:
    return start_draft(region, None).change


def test_a_later_end_by_hand(small):
    """Half of 364 days is day 182 and half of 545 days is day 272.5; measured on day 303.

    The forecast is the day on which all is counted at the speed so far: 303 / 0.5 = day 606,
    whatever the plan promises. Today is 22 days later, and moves none of it.
    """
    change = change_of(small)
    change.new_plan.activities.update(ends_on=day("2027-06-30"))
    found = what_if(change, TODAY)
    assert found.tempo_before == pytest.approx((182 - 303) / 30.4375, abs=1e-4)  # −4,0
    assert found.tempo_after == pytest.approx((272.5 - 303) / 30.4375, abs=1e-4)  # −1,0
    assert found.ends_before == found.ends_after == day("2026-01-01") + datetime.timedelta(606)
    (shift,) = found.shifts
    assert (shift.title, shift.has_other_end) == ("1.1 Stages", True)
    assert (shift.ends_before, shift.ends_after) == (day("2026-12-31"), day("2027-06-30"))
    assert (shift.tempo_before, shift.tempo_after) == (-3.98, -1.0)
    tolerance = float(change.region.tolerance_months)
    assert verdict(found.tempo_before, tolerance) == Verdict.BEHIND


def test_a_smaller_target_by_hand(small):
    """50 of 60 is five sixths of 364 days: day 303.3; measured on day 303, so a third ahead."""
    change = change_of(small)
    change.new_plan.activities.update(target=60)
    found = what_if(change, TODAY)
    assert found.tempo_after == pytest.approx((364 * 50 / 60 - 303) / 30.4375, abs=1e-4)  # +0,01
    assert found.ends_after == day("2026-01-01") + datetime.timedelta(364)
    (shift,) = found.shifts
    assert not shift.has_other_end
    assert verdict(found.tempo_after, float(change.region.tolerance_months)) == Verdict.ON_TRACK


def test_another_title_moves_nothing(small):
    change = change_of(small)
    change.new_plan.activities.update(title="Stageplekken", delivers="Meer")
    assert what_if(change, TODAY).is_still


def test_milestones_that_are_late_at_once_and_no_longer(merenland):
    change = draft(merenland)
    marks = Milestone.objects.filter(activity__plan=change.new_plan)
    marks.filter(title="Bedrijven gevraagd").update(due_on=day("2027-01-15"))
    marks.filter(title="Lesmateriaal getest").update(due_on=day("2026-10-01"))
    found = what_if(change, TODAY)
    assert [
        (milestone.title, milestone.due_before, milestone.due_after)
        for milestone in found.no_longer_late
    ] == [("Bedrijven gevraagd", day("2026-06-01"), day("2027-01-15"))]
    assert [(milestone.title, milestone.due_after) for milestone in found.late] == [
        ("Lesmateriaal getest", day("2026-10-01"))
    ]


def test_a_milestone_that_is_reached_is_not_late(merenland):
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track", "met": 2}})
    change = draft(merenland)
    marks = Milestone.objects.filter(activity__plan=change.new_plan)
    marks.filter(title="Lesmateriaal getest").update(due_on=day("2026-10-01"))
    assert what_if(change, TODAY).late == ()


def test_it_equals_the_dashboard_before_and_after(merenland):
    log(merenland.region, "2026-10", {"2.1": {"status": "behind", "counted": 20}})
    change = draft(merenland)
    found = what_if(change, TODAY)
    assert figures(merenland.region, merenland.plan) == (found.tempo_before, found.ends_before)
    propose_change(change, merenland.leader, NOW)
    assert what_if(change, TODAY) == found
    decide_change(
        change, is_accepted=True, decided_on=TODAY, decided_by="stuurgroep", recorded_by=None
    )
    assert figures(merenland.region, change.new_plan) == (found.tempo_after, found.ends_after)
    assert found.tempo_before < found.tempo_after


def figures(region: Region, plan: Plan) -> tuple[object, object]:
    row = months_of(region, plan.pk, NOW.date())[-1]
    assert row.month == Month(2026, 11)
    return row.tempo_months, row.forecast_end_on


def test_it_reads_only_and_as_often_for_a_large_plan(merenland):
    log(merenland.region, "2026-10", {"1.1": {"status": "on_track", "met": 1}})
    change = draft(merenland)
    small = read(change)
    line = change.new_plan.lines.first()
    for number in range(12):
        added = Activity.objects.create(
            plan=change.new_plan, line=line, code=f"9.{number}", title="Extra",
            starts_on=day("2026-01-01"), ends_on=day("2027-01-01"),
        )  # fmt: skip
        Milestone.objects.create(activity=added, title="Klaar", due_on=day("2026-06-01"))
    log(merenland.region, "2026-09", {"1.1": {"status": "on_track", "met": 1}})
    large = read(change)
    assert len(small) == len(large) == 14
    assert all(query["sql"].lstrip("( ").startswith("SELECT") for query in large)
    assert not RegionMonth.objects.exists()


def read(change: PlanChange) -> list[dict]:
    with CaptureQueriesContext(connection) as queries:
        assert isinstance(what_if(change, TODAY), WhatIf)
    return queries.captured_queries
