"""The page of one activity: its finding, its months, and who reads what of it."""

import datetime
import uuid

import pytest
import time_machine
from django.urls import reverse

from regions.access import ALLOWED, Action
from regions.models import Role
from regions.plans.models import BudgetLine, CostKind, Plan, PlanChange
from regions.plans.versions import start_draft
from regions.progress.measure.snapshots import rebuild
from regions.progress.models import RegionMonth
from tests.conftest import LONG_AGO

from .stories import NOW, log
from .test_dashboard import HOW, WHAT, tell_a_story


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def told(merenland):
    tell_a_story(merenland)
    return merenland


def address(place, code: str = "2.1", name: str = "activity") -> str:
    activity = Plan.objects.current().get(region=place.region).activities.get(code=code)
    return reverse(name, args=[place.slug, activity.key])


def page(browse, who, place, code: str = "2.1") -> str:
    response = browse(who).get(address(place, code))
    assert response.status_code == 200
    return response.content.decode()


def test_the_heading_is_what_the_count_of_the_last_log_says(told, browse):
    html = page(browse, told.leader, told)

    row = RegionMonth.objects.get(region=told.region, month_on="2026-10-01")
    tempo = next(one.tempo for one in row.activities if one.code == "2.1")
    assert tempo < -1
    behind = f"{abs(tempo):.1f}".replace(".", ",")
    assert f"<h1>{behind} maanden achter op het plan</h1>" in html
    assert "Gemeten op 31 oktober 2026." in html


def test_each_month_with_a_log_is_told_and_silence_is_no_measurement(told, browse):
    lines = browse(told.leader).get(address(told, name="activity_csv")).content.decode()

    months = [line.split(";")[0] for line in lines.splitlines()[1:]]
    assert months == ["2026-10", "2026-09"]
    assert "geen log" in page(browse, told.leader, told)  # november


def test_a_count_of_a_month_is_what_that_log_said(told, browse):
    rows = browse(told.leader).get(address(told, name="activity_csv")).content.decode().splitlines()

    assert [row.split(";")[5] for row in rows[1:]] == ["4", "3"]


def test_a_member_of_the_group_reads_what_and_never_how(told, browse):
    for_leader, for_chair = (page(browse, who, told) for who in (told.leader, told.chair))

    assert WHAT in for_leader
    assert WHAT in for_chair
    assert HOW in for_leader
    assert HOW not in for_chair
    assert "Wat twee logs" not in for_chair
    assert reverse("check_in_month", args=[told.slug, "2026-10"]) not in for_chair


def holds(plan: Plan) -> None:
    """A next version becomes the plan that counts."""
    old = Plan.objects.current().get(region=plan.region)
    day = datetime.date(2026, 11, 1)
    PlanChange.objects.filter(new_plan=plan).update(state="accepted", decided_on=day)
    old.state = Plan.State.SUPERSEDED
    old.save()
    plan.state, plan.approved_on = Plan.State.APPROVED, day
    plan.save()


def test_money_per_year_is_for_who_reads_money(told, browse):
    draft = start_draft(told.region, told.leader)
    activity = draft.activities.get(code="2.1")
    kind = CostKind.objects.create(name="Reizen", valid_from_on=LONG_AGO, source="Test")
    for year, cents in ((2026, 30_000_00), (2027, 12_345_00)):
        BudgetLine.objects.create(
            activity=activity, kind=kind, text="Begeleiding", year=year, cents=cents
        )
    holds(draft)

    for_leader, for_chair = (page(browse, who, told) for who in (told.leader, told.chair))

    assert "12.345" in for_leader
    assert ("12.345" in for_chair) == (Action.READ_MONEY in ALLOWED[Role.CHAIR])


def test_what_left_the_plan_stays_readable_and_says_so(told, browse):
    gone = told.plan.activities.get(code="1.2")
    draft = start_draft(told.region, told.leader)
    draft.activities.filter(code="1.2").delete()
    holds(draft)

    html = browse(told.leader).get(reverse("activity", args=[told.slug, gone.key])).content.decode()

    assert "<h1>Niet meer in het plan</h1>" in html
    assert "versie 1" in html


def test_an_activity_of_another_region_is_not_found(told, kustzoom, browse):
    there = kustzoom.plan.activities.first()

    for slug in (told.slug, kustzoom.slug):
        address = reverse("activity", args=[slug, there.key])
        assert browse(told.leader).get(address).status_code == 404
    unknown = reverse("activity", args=[told.slug, uuid.uuid4()])
    assert browse(told.leader).get(unknown).status_code == 404


def test_without_a_log_the_page_says_so(merenland, browse):
    html = page(browse, merenland.leader, merenland)

    assert "<h1>Er is nog niets gelogd</h1>" in html
    assert "Zodra een maandlog over deze activiteit vertelt" in html


def test_a_milestone_that_was_reached_has_its_day_and_one_that_passed_is_late(told, browse):
    html = page(browse, told.leader, told, "1.1")

    assert "gehaald op" in html
    assert html.count("deze dag is voorbij") == 0  # the first was reached, the second is of 2027


def test_the_number_of_queries_does_not_grow_with_months(
    merenland, browse, django_assert_max_num_queries
):
    for month in ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09"):
        log(merenland.region, month, {"2.1": {"status": "behind", "counted": 3, "problem": "Vol"}})
    rebuild([merenland.region], NOW)
    client = browse(merenland.leader)
    client.get(address(merenland))

    with django_assert_max_num_queries(23):
        client.get(address(merenland))


def test_the_plan_says_how_far_each_activity_is_and_leads_to_its_page(told, browse):
    html = browse(told.leader).get(reverse("plan", args=[told.slug])).content.decode()

    assert address(told) in html
    assert "4 van 120 stageplekken" in html
    assert "Hoe ver het is, is gemeten op 31 oktober 2026." in html
    assert html.count("gehaald:") == 1


def test_a_draft_says_nothing_of_how_far_it_is(told, browse):
    start_draft(told.region, told.leader)

    html = (
        browse(told.leader).get(reverse("plan", args=[told.slug]) + "?version=2").content.decode()
    )

    assert "gemeten op" not in html
    assert "plan-stand" not in html
