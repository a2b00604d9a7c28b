"""How the plan stood on a day: what was known then, and the same figures as everywhere else."""

import datetime
from random import Random

import pytest
import time_machine
from django.test import Client

from regions.models import Region
from regions.months import Month
from regions.plans.approve.approval import decide_change, propose_change, withdraw_change
from regions.plans.models import Plan, PlanChange
from regions.plans.versions import start_draft
from regions.progress.dashboard.page import dashboard_of, with_plan
from regions.progress.measure.snapshots import rebuild
from regions.progress.models import RegionMonth
from regions.steering.decisions.list import asked_of
from regions.steering.stand.stand import NoStand, Stand, half_year_before, standing_on
from tests.conftest import NOW, Place
from tests.progress.large import large_region
from tests.progress.stories import log

from .standing_story import FIRST, LAST, at_noon, tell_months

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = NOW.date()
FIGURES = (
    "as_of_on", "plan_id", "tempo_months", "planned_value", "earned_value", "spi",
    "forecast_end_on", "not_started", "on_track", "behind", "stalled", "done", "open_obstacles",
    "obstacles_without_recovery", "lines", "activities",
)  # fmt: skip


def figures(row: RegionMonth) -> dict:
    return {name: getattr(row, name) for name in FIGURES}


def stand(region: Region, day: datetime.date, today: datetime.date = TODAY) -> Stand:
    found = standing_on(region, day, today)
    assert isinstance(found, Stand), found
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_last_day_of_a_closed_month_has_the_figures_of_its_snapshot(merenland, seed):
    region = merenland.region
    tell_months(region, Random(seed))
    rebuild([region], NOW)
    for month in Month.range(FIRST, LAST):
        row = RegionMonth.objects.get(region=region, month_on=month.first_day)
        then = stand(region, month.last_day)
        assert figures(then.row) == figures(row), month
        assert len(then.obstacles) == row.open_obstacles


@pytest.mark.parametrize("seed", range(4))
def test_today_equals_the_dashboard(merenland, seed):
    region = merenland.region
    tell_months(region, Random(seed))
    rebuild([region], NOW)
    place = with_plan(Region.objects.all()).get(pk=region.pk)
    page = dashboard_of(place, merenland.plan.pk, NOW, None, True)
    now = stand(region, TODAY)
    assert figures(now.row) == figures(page.row)
    assert now.finding == page.finding
    assert [news.month for news in now.good_news] == [news.month for news in page.good_news]
    told = [
        (obstacle.key, obstacle.problem, obstacle.recovery, obstacle.is_stalled)
        for obstacle, _ in page.obstacles
    ]
    assert {(o.key, o.problem, o.recovery, o.is_stalled) for o in now.obstacles} == set(told)
    assert [proposal.title for proposal in now.asked] == [
        proposal.title for proposal in asked_of(region, NOW)
    ]


def test_a_late_log_is_unknown_on_the_days_before_it_came(merenland):
    late = datetime.date(2026, 10, 20)
    log(merenland.region, "2026-09", {"2.1": {"counted": 90}}, submitted_at=at_noon(late))
    before = stand(merenland.region, late - datetime.timedelta(days=1))
    after = stand(merenland.region, late)
    assert before.last_logged is None
    assert after.last_logged == Month(2026, 9)
    assert after.row.earned_value > before.row.earned_value


def test_the_end_of_the_day_is_that_of_amsterdam(merenland):
    just_after_midnight = datetime.datetime(2026, 10, 20, 22, 30, tzinfo=datetime.UTC)
    log(merenland.region, "2026-09", {"2.1": {"counted": 9}}, submitted_at=just_after_midnight)
    assert stand(merenland.region, datetime.date(2026, 10, 20)).last_logged is None
    assert stand(merenland.region, datetime.date(2026, 10, 21)).last_logged is not None


def test_a_correction_changes_no_day_before_it(merenland):
    region, day = merenland.region, datetime.date(2026, 10, 10)
    log(region, "2026-09", {"2.1": {"counted": 60}}, submitted_at=at_noon(day))
    first = figures(stand(region, day).row)
    corrected = day + datetime.timedelta(days=20)
    log(region, "2026-09", {"2.1": {"counted": 30}}, submitted_at=at_noon(corrected))
    assert figures(stand(region, day).row) == first
    assert stand(region, corrected).row.earned_value < first["earned_value"]


def test_an_obstacle_that_was_picked_up_was_open_on_a_day_before(merenland):
    region = merenland.region
    said = {"status": "behind", "problem": "Te weinig plekken.", "recovery": "Samen begeleiden."}
    log(region, "2026-08", {"2.1": said}, submitted_at=at_noon(Month(2026, 8).last_day))
    log(
        region,
        "2026-09",
        {"2.1": {"status": "on_track"}},
        submitted_at=at_noon(Month(2026, 9).last_day),
    )
    then, now = stand(region, Month(2026, 8).last_day), stand(region, Month(2026, 9).last_day)
    assert [obstacle.recovery for obstacle in then.obstacles] == ["Samen begeleiden."]
    assert not now.obstacles
    assert [obstacle.problem for obstacle in now.picked_up] == ["Te weinig plekken."]


def test_a_milestone_is_coming_then_late_then_reached(merenland):
    region, due = merenland.region, datetime.date(2026, 6, 1)
    met = at_noon(datetime.date(2026, 7, 1))
    log(region, "2026-06", {"1.1": {"status": "on_track", "met": 1}}, submitted_at=met)
    title = "Bedrijven gevraagd"
    days = (due, due + datetime.timedelta(days=1), datetime.date(2026, 7, 1))
    coming, late, reached = (stand(region, day) for day in days)
    assert [milestone.title for milestone in coming.coming] == [title]
    assert [milestone.title for milestone in late.late] == [title]
    assert [milestone.title for milestone in reached.reached] == [title]


def moved_plan(
    place: Place, decided_on: datetime.date, is_accepted: bool | None = True, until: int = 6
) -> PlanChange:
    """A proposal of ten days before, to end the internships in 2028; None leaves it waiting."""
    draft = start_draft(place.region, place.leader)
    draft.activities.filter(code="2.1").update(ends_on=datetime.date(2028, until, 30))
    change = draft.change
    change.title, change.reason = "Stages later", "Bedrijven vallen weg."
    change.save()
    change = propose_change(change, place.leader, at_noon(decided_on - datetime.timedelta(days=10)))
    if is_accepted is None:
        return change
    return decide_change(
        change,
        is_accepted=is_accepted,
        decided_on=decided_on,
        decided_by="stuurgroep",
        recorded_by=None,
    )


def test_the_version_that_held_is_measured_and_decisions_are_asked_until_they_are_taken(merenland):
    region, decided = merenland.region, datetime.date(2026, 10, 12)
    change = moved_plan(merenland, decided)
    day_before = decided - datetime.timedelta(days=1)
    then, now = stand(region, day_before), stand(region, decided)
    assert (then.row.plan_id, now.row.plan_id) == (merenland.plan.pk, change.new_plan_id)
    assert [proposal.title for proposal in then.asked] == ["Stages later"] and not then.taken
    assert [decision.title for decision in now.taken] == ["Stages later"] and not now.asked
    assert not stand(region, decided - datetime.timedelta(days=11)).asked


def test_a_proposal_that_was_withdrawn_was_asked_on_the_days_before(merenland):
    change = moved_plan(merenland, TODAY, None)
    withdrawn_on = TODAY + datetime.timedelta(days=3)
    withdraw_change(change, at_noon(withdrawn_on))
    day_before = withdrawn_on - datetime.timedelta(days=1)
    for day in (TODAY, day_before):
        assert [proposal.title for proposal in stand(merenland.region, day, day).asked] == [
            "Stages later"
        ]
    assert not stand(merenland.region, withdrawn_on, withdrawn_on).asked


@pytest.mark.parametrize("real_day", ["2026-11-22", "2027-01-10", "2031-06-01"])
def test_the_day_of_a_withdrawal_is_what_was_given_whatever_the_clock_says(merenland, real_day):
    change = moved_plan(merenland, TODAY, None)
    with time_machine.travel(real_day, tick=False):
        withdraw_change(change, at_noon(TODAY))
        change.refresh_from_db()
        change.note = "Later nog iets bijgeschreven."
        change.save()
    day_before = TODAY - datetime.timedelta(days=1)
    assert [proposal.title for proposal in stand(merenland.region, day_before).asked] == [
        "Stages later"
    ]
    assert not stand(merenland.region, TODAY).asked


def test_what_a_log_asks_is_answered_by_a_proposal_about_it(merenland):
    region = merenland.region
    said = {"status": "stalled", "problem": "Geen plek.", "decision_asked": "Mag het later?"}
    log(region, "2026-09", {"2.1": said}, submitted_at=at_noon(datetime.date(2026, 10, 1)))
    before = stand(region, TODAY)
    assert not before.asked and [question.text for question in before.questions] == [
        "Mag het later?"
    ]
    moved_plan(merenland, TODAY, None)
    after = stand(region, TODAY)
    assert [proposal.title for proposal in after.asked] == ["Stages later"] and not after.questions


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (datetime.date(2026, 11, 23), "23 november 2026 moet nog komen."),
        (datetime.date(9999, 12, 31), "31 december 9999 moet nog komen."),
        (datetime.date(2025, 5, 31), "Op 31 mei 2025 was er nog geen goedgekeurd plan"),
        (datetime.date(1, 1, 1), "nog geen goedgekeurd plan"),
    ],
)
def test_a_day_without_a_stand_is_told_in_a_sentence(merenland, browse, day, sentence):
    found = standing_on(merenland.region, day, TODAY)
    assert isinstance(found, NoStand)
    assert sentence in found.sentence
    for name in ("standing", "standing/pack"):
        response = browse(merenland.chair).get(f"/regions/merenland/steering/{name}/?on={day}")
        assert response.status_code == 200
        assert sentence in response.content.decode()


def test_a_region_without_a_plan_says_so(merenland, bureau, browse):
    Region.objects.create(name="Nieuwland", slug="nieuwland")
    for name in ("standing", "standing/pack"):
        text = browse(bureau).get(f"/regions/nieuwland/steering/{name}/").content.decode()
        assert "Deze regio heeft nog geen goedgekeurd plan." in text


@pytest.mark.parametrize("text", ["onzin", "2026-13-01", "2026-02-30", "%00", "20261122T10"])
def test_what_is_no_date_falls_back_on_today(merenland, browse, text):
    response = browse(merenland.chair).get(f"/regions/merenland/steering/standing/?on={text}")
    assert response.status_code == 200
    assert "Dat is geen datum. Dit is de stand van vandaag." in response.content.decode()


def test_the_page_says_what_goes_well_first_and_compares_with_no_other_region(
    merenland, kustzoom, browse
):
    tell_months(merenland.region, Random(1))
    text = page(browse(merenland.chair))
    assert text.index("Wat gaat goed") < text.index("Wat lukt niet")
    assert "Stand van 22 november 2026" in text
    assert "Kustzoom" not in text and "andere regio" not in text
    assert 'name="on" value="2026-11-22"' in text


def page(client: Client, name: str = "standing", query: str = "") -> str:
    response = client.get(f"/regions/merenland/steering/{name}/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["leader", "chair", "advisor", "bureau"])
def test_everyone_around_the_group_reads_the_same_stand(merenland, bureau, browse, who):
    tell_months(merenland.region, Random(2))
    user = bureau if who == "bureau" else getattr(merenland, who)
    text = page(browse(user), query="?on=2026-09-15")
    assert "Stand van 15 september 2026" in text
    assert ("Iets anders meegeven?" in text) == (who == "chair")


def test_half_a_year_before_a_day():
    assert half_year_before(datetime.date(2026, 11, 22)) == datetime.date(2026, 5, 22)
    assert half_year_before(datetime.date(2026, 8, 31)) == datetime.date(2026, 2, 28)


def test_forty_activities_and_48_months_cost_as_many_queries_as_one(
    db, django_assert_max_num_queries
):
    region, _leader = large_region()
    day = datetime.date(2028, 12, 15)
    assert Plan.objects.filter(region=region).exists()
    with django_assert_max_num_queries(14):
        stand(region, day, day)


def test_the_page_asks_a_fixed_number_of_queries(merenland, browse, django_assert_max_num_queries):
    tell_months(merenland.region, Random(3))
    moved_plan(merenland, datetime.date(2026, 10, 12))
    client = browse(merenland.chair)
    with django_assert_max_num_queries(24):
        page(client)
