"""What a visitor of the demonstration finds."""

import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.db.models import Max
from django.utils.timezone import localdate

from advisors.portfolio.roles import roles_of
from regions.accounts.models import User
from regions.labs.models import Event
from regions.models import Membership, Region, Role, School
from regions.months import Month
from regions.partners.models import Contribution, HourlyRate, Proposal
from regions.partners.money.amounts import sums_of
from regions.partners.pages.listing import partners_heading, partners_of
from regions.plans.difference.difference import compare
from regions.plans.imports.judgement import judge
from regions.plans.imports.workbook import read_plan
from regions.plans.models import Idea, Plan, PlanChange
from regions.progress.models import CheckIn, Obstacle, RegionMonth, Status
from regions.steering.decisions.ballots import may_vote, tally_of
from regions.steering.models import Acceptance, Decision, Mandate, Remark, SteeringGroup, Vote
from regions.steering.stand.stand import standing_on
from sto_portal.demo.story.people import CAST
from sto_portal.demo.story.stories import CHARACTERS
from sto_portal.demo.workbook import sample_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def middle(tempos: list[float]) -> float:
    ordered = sorted(tempos)
    tenth = len(ordered) // 10
    return ordered[-1 - tenth] - ordered[tenth]


def test_74_regions_have_three_years_of_logs(demo):
    regions = Region.objects.filter(plans__state=Plan.State.APPROVED)
    assert regions.count() == 74
    for region in regions:
        months = CheckIn.objects.filter(region=region).values("month_on").distinct().count()
        assert months >= (35 if region.name == "Maasoever" else 36)


def test_the_spread_grew_in_a_year(demo):
    def spread(month: Month) -> float:
        rows = RegionMonth.objects.filter(month_on=month.first_day)
        return middle(list(rows.values_list("tempo_months", flat=True)))

    assert spread(demo.current) == pytest.approx(5.8, abs=0.5)
    assert spread(demo.current.plus(-12)) == pytest.approx(2.1, abs=0.5)


def test_everybody_of_the_cast_signs_in_with_one_click_and_nobody_has_a_password(demo):
    assert set(User.objects.filter(is_demo=True).values_list("email", flat=True)) == {
        person.email for person in CAST
    }
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert all(user.email.endswith("@demo.example") for user in User.objects.all())


def test_the_advisor_of_the_demo_has_the_eight_characters(demo):
    mine = Region.objects.filter(
        memberships__user__email="ondersteuner@demo.example",
        memberships__role=Role.ADVISOR,
        memberships__is_interim=False,
    )
    assert {region.name for region in mine} == {story.name for story in CHARACTERS}


def test_every_region_has_somebody_who_leads_and_somebody_who_chairs_today(demo):
    today = Membership.objects.on(demo.today)
    for role in (Role.LEADER, Role.CHAIR, Role.ADVISOR):
        regions = today.filter(role=role, region__plans__isnull=False).values("region")
        assert regions.distinct().count() == 74


def test_maasoever_is_silent_and_three_activities_stand_still(demo):
    last = CheckIn.objects.filter(region__name="Maasoever").aggregate(Max("month_on"))
    assert Month.of(last["month_on__max"]) == demo.current.plus(-2)
    assert RegionMonth.objects.filter(region__name="Maasoever").latest("month_on").stalled == 3


def test_merenland_has_stages_behind_and_hybrid_teachers_stalled_without_recovery(demo):
    now = RegionMonth.objects.filter(region__name="Merenland").latest("month_on")
    status = {activity.code: activity.status for activity in now.activities}
    late = {code for code, found in status.items() if found == Status.BEHIND}
    assert late == {"3.2"}
    assert (status["3.4"], status["4.1"]) == (Status.STALLED, Status.DONE)
    stalled = Obstacle.objects.get(region__name="Merenland", is_stalled=True)
    assert (stalled.recovery, stalled.state) == ("", Obstacle.State.OPEN)
    logged = CheckIn.objects.filter(region__name="Merenland")
    assert not logged.filter(month_on=demo.current.first_day).exists()


def test_merenland_asks_one_plan_change_and_had_one_accepted(demo):
    changes = PlanChange.objects.filter(region__name="Merenland")
    assert [change.state for change in changes] == ["proposed", "accepted"]
    assert changes[0].title == "Stageweek verschuiven van maart naar juni 2027"
    assert changes[1].new_plan.activities.get(code="1.4").is_moved


def test_two_of_the_five_members_of_merenland_answered_and_the_chair_may_still(demo):
    change = PlanChange.objects.get(region__name="Merenland", state="proposed")
    tally = tally_of(change, demo.now)
    assert (tally.members, tally.in_favour, tally.against, tally.needed) == (5, 1, 1, 3)
    chair = User.objects.get(email="stuurgroep@demo.example")
    assert may_vote(chair, change, demo.today).is_open
    assert not Vote.objects.filter(user=chair).exists()
    assert change.options and change.advice
    assert 0 < (change.decide_by - demo.today).days <= 14
    touched = compare(change.base_plan, change.new_plan)
    assert not touched.changed and not touched.dropped and touched.moved


def test_other_groups_decided_before_in_the_portal_on_a_tie_and_on_paper(demo):
    taken = Decision.objects.exclude(change__region__name="Merenland")
    assert {one.is_accepted for one in taken} == {True, False}
    tie = taken.get(is_accepted=False)
    assert tie.in_favour == tie.against == 2
    assert taken.exclude(early_reason="").count() == 1
    on_paper = PlanChange.objects.filter(decided_on__isnull=False, decisions=None)
    assert {mandate.region.name for mandate in on_paper} == {"Merenland", "De Hanzestreek"}
    for decision in taken.filter(is_accepted=True):
        assert decision.change.new_plan.approved_on == localdate(decision.final_at)


def test_one_group_has_a_wide_mandate_and_one_meddles_more_and_more(demo):
    mandate = Mandate.objects.filter(steering_group__region__name="Delta & Polder").on(demo.today)
    assert set(mandate[0].decides) == set(PlanChange.Kind.values)
    meddling, quiet = roles_of(
        [Region.objects.get(name=name) for name in ("Veenrand-Oost", "Delta & Polder")], demo.now
    )
    assert meddling.share.value > 0.6 > 0.4 > quiet.share.value
    assert meddling.trend


def test_the_remarks_of_merenland_are_of_every_kind_and_in_every_state(demo):
    rows = Remark.objects.filter(steering_group__region__name="Merenland")
    assert {row.about for row in rows} == set(Remark.About.values)
    assert rows.exclude(reply="").exists() and rows.exclude(thanked_at=None).exists()
    assert rows.about_the_plan().untouched().filter(is_for_meeting=False).exists()
    assert rows.filter(is_for_meeting=True).count() == 1
    assert rows.get(idea__isnull=False).idea.origin == "Stuurgroep"


def test_most_members_accepted_their_mandate(demo):
    seats = Membership.objects.on(demo.today).steering().count()
    assert 0.75 < Acceptance.objects.filter(mandate__version=1).count() / seats < 0.97


def test_the_stand_of_today_is_that_of_the_dashboards(demo):
    for row in RegionMonth.objects.filter(month_on=demo.current.first_day)[::9]:
        stand = standing_on(row.region, demo.today, demo.today)
        assert stand.row.tempo_months == row.tempo_months, row.region
        assert stand.row.lines == row.lines
        assert len(stand.obstacles) == row.open_obstacles


def test_one_region_has_sub_regions_and_one_an_interim_leader(demo):
    assert Region.objects.get(name="De Hanzestreek").sub_regions.count() == 3
    today = Membership.objects.on(demo.today)
    assert today.get(is_interim=True).region.name == "Waterkant"


def test_the_idea_list_of_veenrand_oost_is_full_of_meddling(demo):
    assert Idea.objects.filter(region__name="Veenrand-Oost").count() >= 8


def test_schools_have_codes_that_exist_nowhere(demo):
    assert all(brin.startswith("00X") for brin in School.objects.values_list("brin", flat=True))


def test_nothing_of_the_demo_has_yet_to_happen(demo):
    assert not CheckIn.objects.filter(submitted_at__gt=demo.now).exists()
    assert not CheckIn.objects.exclude(state="submitted").exists()


def test_the_sample_workbook_is_read_without_errors(demo):
    region = Region.objects.get(name="Merenland")
    found = judge(region, read_plan(sample_workbook(demo.now)))
    assert found.errors == []
    assert len(found.warnings) <= 2
    assert len(found.activities) == 12


def test_a_second_load_without_fresh_changes_nothing(demo, settings):
    settings.DEMO = True
    before = User.objects.count()
    out = io.StringIO()
    call_command("demo", stdout=out)
    assert "nothing was loaded" in out.getvalue()
    assert User.objects.count() == before


def test_what_is_behind_or_stalled_has_an_open_obstacle(demo):
    for now in RegionMonth.objects.filter(month_on=demo.current.first_day):
        late = sum(
            activity.status in {Status.BEHIND, Status.STALLED} for activity in now.activities
        )
        told = Obstacle.objects.filter(region=now.region_id, state=Obstacle.State.OPEN)
        assert (told.count(), now.open_obstacles) == (late, late), now.region


def test_kustzoom_catches_up_since_june(demo):
    months = RegionMonth.objects.filter(
        region__name="Kustzoom", month_on__lt=demo.current.first_day
    )
    assert min(months, key=lambda month: month.tempo_months).month == Month(2026, 6)


def test_merenland_has_27_partners_on_the_ladder_and_money_towards_its_norm(demo):
    region = Region.objects.get(slug="merenland")
    rows = partners_of(region, demo.today)
    assert len(rows) == 27
    assert partners_heading(rows) == "Drie bedrijven al 90 dagen niet gesproken"
    sums = sums_of(Contribution.objects.filter(partnership__region=region))
    assert (sums.proven, sums.delivered, sums.promised) == (30_400_00, 13_200_00, 25_400_00)


def test_a_contribution_in_hours_is_worth_its_hours(demo):
    rates = list(HourlyRate.objects.all())
    told = Contribution.objects.filter(kind__in=Contribution.IN_HOURS)
    assert {row.kind for row in told} == set(Contribution.IN_HOURS)
    for row in told:
        [rate] = [
            rate.cents
            for rate in rates
            if rate.valid_from_on <= row.promised_on
            and (rate.valid_until_on is None or row.promised_on <= rate.valid_until_on)
        ]
        assert row.promised_cents == row.hours * rate


def test_everybody_signed_in_but_four_members_who_accepted_nothing(demo):
    never = User.objects.filter(last_login=None)
    assert never.count() == 4 and not Acceptance.objects.filter(user__in=never).exists()
    assert set(never.values_list("memberships__role", flat=True)) == {Role.BUSINESS}
    latest = User.objects.aggregate(at=Max("last_login"))["at"]
    assert latest < demo.now


def test_the_norm_is_of_the_budget_that_the_plan_has(demo):
    for plan in Plan.objects.filter(state=Plan.State.APPROVED).select_related("region"):
        whole = sum(plan.activities.values_list("budget_cents", flat=True))
        assert plan.region.eligible_budgets.get().cents == whole, plan.region


def test_merenland_has_a_lesson_and_a_cohort_to_take_over_and_a_slip_for_a_month(demo):
    waiting = Proposal.objects.open().filter(partnership__region__slug="merenland")
    assert set(waiting.values_list("source", flat=True)) == {"event", "cohort"}
    assert waiting.count() == 4
    rows = Contribution.objects.filter(
        partnership__region__slug="merenland", delivered_on__isnull=False, proven_on=None
    )
    per_month = Counter((row.partnership_id, Month.of(row.delivered_on)) for row in rows)
    assert max(per_month.values()) >= 3


def test_one_group_hears_of_money_in_its_digest(demo):
    hears = SteeringGroup.objects.filter(hears_of_money=True)
    assert [group.region.slug for group in hears] == ["merenland"]
    newest = hears[0].digests.order_by("-month_on").first()
    assert newest.sections["money"]["budget_cents"] > 0


def test_the_calendar_asks_after_one_event_and_invites_to_two(demo):
    agenda = Event.objects.filter(region__slug="merenland")
    past = agenda.filter(starts_at__lt=demo.now)
    assert past.filter(state="planned").count() == 1
    assert agenda.filter(starts_at__gt=demo.now, is_public=True).count() == 2
