"""Writing in a draft by hand, and what happens when it is no draft any more."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from regions.models import Region, Role
from regions.plans.approve.approval import (
    approve_plan,
    propose_change,
    submit_plan,
    take_back_plan,
    withdraw_change,
)
from regions.plans.models import ActionLine, Activity, Plan
from regions.plans.versions import PlanRefused, locked_draft, start_draft

pytestmark = pytest.mark.django_db
DRAFT = "/regions/merenland/plan/draft/"


def activity_form(draft: Plan, *milestones: dict, **values) -> dict:
    """A right form for an activity unless `values` says otherwise."""
    posted = {
        "line": draft.lines.first().pk,
        "code": "1.7",
        "title": "Techniekclub",
        "delivers": "Een club op elke school",
        "kind": "education",
        "audience": "leerjaar 1",
        "starts_on": "1-9-2026",
        "ends_on": "juni 2028",
        "budget_cents": "€ 12.500,50",
        "target": "120",
        "unit": "leerlingen",
        "milestones-TOTAL_FORMS": str(len(milestones)),
        "milestones-INITIAL_FORMS": str(sum(1 for row in milestones if "id" in row)),
    } | values
    for place, row in enumerate(milestones):
        posted |= {f"milestones-{place}-{name}": value for name, value in row.items()}
    return posted


@pytest.fixture
def draft(change) -> Plan:
    return change.new_plan


def test_a_draft_begins_as_a_copy_with_the_same_keys(merenland, draft):
    def facts(plan):
        return sorted(map(str, plan.activities.values_list("key", "code", "milestones__key")))

    assert facts(draft) == facts(merenland.plan)
    assert draft.activities.get(code="1.1").original_ends_on == datetime.date(2027, 6, 30)
    assert start_draft(merenland.region, merenland.leader) == draft


def test_a_line_is_added_changed_and_removed(merenland, draft, browse):
    leader = browse(merenland.leader)
    leader.post(f"{DRAFT}lines/new/", {"code": "3", "title": "Leerlabs"})
    line = draft.lines.get(code="3")
    leader.post(f"{DRAFT}lines/{line.pk}/", {"code": "3", "title": "Leerlabs en hotspots"})
    line.refresh_from_db()
    assert line.title == "Leerlabs en hotspots"
    assert "Leerlabs" in leader.get(f"{DRAFT}lines/{line.pk}/remove/").content.decode()
    leader.post(f"{DRAFT}lines/{line.pk}/remove/")
    assert not draft.lines.filter(code="3").exists()


def test_a_number_that_is_taken_is_said_at_its_field(merenland, draft, browse):
    leader = browse(merenland.leader)
    line = leader.post(f"{DRAFT}lines/new/", {"code": "1", "title": "Nog een"})
    assert "code" in line.context["form"].errors
    activity = leader.post(f"{DRAFT}activities/new/", activity_form(draft, code="2.1"))
    assert list(activity.context["form"].errors) == ["code"]
    assert "Techniekclub" in activity.content.decode()


def test_an_activity_is_added_with_its_milestones(merenland, draft, browse):
    rows = [
        {"title": "Eerste club", "due_on": "1 feb 2027", "share": "40,5"},
        {"title": "", "due_on": ""},
    ]
    response = browse(merenland.leader).post(f"{DRAFT}activities/new/", activity_form(draft, *rows))
    assert response.status_code == 302
    activity = draft.activities.get(code="1.7")
    assert (activity.budget_cents, activity.target) == (1_250_050, 120)
    assert activity.ends_on == datetime.date(2028, 6, 30)
    milestone = activity.milestones.get()
    assert (milestone.due_on, str(milestone.share)) == (datetime.date(2027, 2, 1), "40.50")


def test_an_activity_is_changed_and_keeps_key_and_first_dates(merenland, draft, browse):
    activity = draft.activities.get(code="1.1")
    kept, gone = activity.milestones.all()
    rows = [
        {"id": kept.pk, "title": kept.title, "due_on": "1-8-2026"},
        {"id": gone.pk, "title": gone.title, "due_on": "1-2-2027", "DELETE": "on"},
    ]
    posted = activity_form(draft, *rows, code="1.1", starts_on="1-3-2026", ends_on="1-9-2027")
    browse(merenland.leader).post(f"{DRAFT}activities/{activity.pk}/", posted)
    changed = draft.activities.get(code="1.1")
    assert (changed.key, changed.starts_on) == (activity.key, datetime.date(2026, 3, 1))
    assert changed.original_starts_on == datetime.date(2026, 1, 1)
    milestone = changed.milestones.get()
    assert (milestone.key, milestone.due_on) == (kept.key, datetime.date(2026, 8, 1))
    assert milestone.original_due_on == datetime.date(2026, 6, 1)


def test_the_form_shows_what_is_stored(merenland, draft, browse):
    activity = draft.activities.get(code="1.1")
    page = browse(merenland.leader).get(f"{DRAFT}activities/{activity.pk}/").content.decode()
    for value in ("2026-01-01", "2027-06-30", "40.000", "2026-06-01"):
        assert f'value="{value}"' in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": "1-9-2028"}, "ends_on"),
        ({"starts_on": "ooit"}, "starts_on"),
        ({"ends_on": "1-1-1900"}, "ends_on"),
        ({"budget_cents": "dertigduizend"}, "budget_cents"),
        ({"budget_cents": "-5"}, "budget_cents"),
        ({"target": "0"}, "target"),
        ({"target": "99999999999999"}, "target"),
        ({"line": "0"}, "line"),
        ({"line": "x"}, "line"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"kind": "zwemmen"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    merenland, draft, browse, values, field
):
    posted = activity_form(draft, {"title": "Klaar", "due_on": "1-1-2027"}, **values)
    response = browse(merenland.leader).post(f"{DRAFT}activities/new/", posted)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not draft.activities.filter(code="1.7").exists()


@pytest.mark.parametrize(
    "rows",
    [
        [{"title": "Te laat", "due_on": "1-1-2030"}],
        [{"title": "Zonder datum", "due_on": ""}],
        [{"title": "", "due_on": "1-1-2027"}],
        [{"title": "Dubbel", "due_on": "1-1-2027"}, {"title": "Dubbel", "due_on": "1-1-2027"}],
        [{"title": "Aandeel", "due_on": "1-1-2027", "share": "150"}],
        [{"title": "Aandeel", "due_on": "1-1-2027", "share": "NaN"}],
    ],
)
def test_a_wrong_milestone_is_said_and_nothing_is_saved(merenland, draft, browse, rows):
    response = browse(merenland.leader).post(f"{DRAFT}activities/new/", activity_form(draft, *rows))
    assert response.status_code == 422
    assert any(response.context["formset"].errors)
    assert not draft.activities.filter(code="1.7").exists()


def test_a_broken_management_form_is_no_failure(merenland, draft, browse):
    posted = activity_form(draft) | {"milestones-TOTAL_FORMS": "x"}
    response = browse(merenland.leader).post(f"{DRAFT}activities/new/", posted)
    assert response.status_code == 422


def test_rows_of_an_approved_plan_are_not_in_the_draft(merenland, draft, browse):
    approved = merenland.plan.activities.first()
    leader = browse(merenland.leader)
    for path in (f"activities/{approved.pk}/", f"activities/{approved.pk}/remove/"):
        assert leader.post(f"{DRAFT}{path}").status_code == 404
    assert merenland.plan.activities.count() == 3


def test_others_may_look_and_not_write(merenland, kustzoom, draft, browse):
    for person in (merenland.advisor, merenland.chair):
        assert browse(person).post(f"{DRAFT}lines/new/").status_code == 403
        assert browse(person).get(f"{DRAFT}activities/new/").status_code == 403
    assert browse(kustzoom.leader).get(f"{DRAFT}lines/new/").status_code == 404


def test_without_a_draft_there_is_a_sentence(merenland, browse):
    response = browse(merenland.leader).get(f"{DRAFT}lines/new/", follow=True)
    assert "Er is geen concept van het plan" in response.content.decode()


@pytest.fixture
def first_draft(merenland, browse) -> Plan:
    """A region of the same leader whose first plan is being written."""
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    merenland.leader.memberships.create(
        region=region, role=Role.LEADER, starts_on=datetime.date(2025, 1, 1)
    )
    return start_draft(region, merenland.leader)


def with_activity(plan: Plan) -> Plan:
    line = ActionLine.objects.create(plan=plan, code="1", title="Aanbod")
    Activity.objects.create(plan=plan, line=line, code="1.1", title="Club")
    return plan


def test_an_empty_draft_is_not_submitted(first_draft):
    with pytest.raises(PlanRefused):
        submit_plan(first_draft, timezone.now())


def test_submitted_returned_submitted_and_approved(merenland, bureau, first_draft, browse):
    plan = with_activity(first_draft)
    leader, office = browse(merenland.leader), browse(bureau)
    approve = "/regions/nieuwland/plan/approve/"
    leader.post("/regions/nieuwland/plan/draft/submit/")
    office.post(approve, {"step": "return", "reason": "Zet er datums bij"})
    plan.refresh_from_db()
    assert (plan.state, plan.return_reason) == (Plan.State.DRAFT, "Zet er datums bij")
    assert "Zet er datums bij" in leader.get("/regions/nieuwland/plan/").content.decode()
    leader.post("/regions/nieuwland/plan/draft/submit/")
    wrong = office.post(approve, {"step": "approve", "approved_on": "ooit"})
    assert wrong.status_code == 422
    office.post(approve, {"step": "approve", "approved_on": "1-10-2026", "reference": "STO-1"})
    plan.refresh_from_db()
    assert (plan.state, plan.reference, plan.approved_by) == (Plan.State.APPROVED, "STO-1", bureau)
    assert leader.get(approve).status_code == 403
    assert "wacht geen plan" in office.get(approve, follow=True).content.decode()


def test_a_submitted_plan_is_not_written_in(merenland, first_draft, browse):
    plan = with_activity(first_draft)
    stale = Plan.objects.get(pk=plan.pk)
    submit_plan(plan, timezone.now())
    with pytest.raises(PlanRefused), transaction.atomic():
        locked_draft(stale)
    response = browse(merenland.leader).get("/regions/nieuwland/plan/draft/lines/new/", follow=True)
    assert "Trek het eerst in" in response.content.decode()
    with pytest.raises(PlanRefused):
        start_draft(plan.region, merenland.leader)


def test_a_plan_is_approved_once_and_then_not_even_sql_changes_it(first_draft, bureau):
    plan = submit_plan(with_activity(first_draft), timezone.now())
    approve_plan(plan, datetime.date(2026, 10, 1), bureau)
    with pytest.raises(PlanRefused):
        approve_plan(plan, datetime.date(2026, 10, 2), bureau)
    with pytest.raises(DatabaseError, match="approved plan is locked"), transaction.atomic():
        Activity.objects.filter(plan=plan).update(title="anders")


def test_submitting_asks_and_a_submitted_plan_is_withdrawn_until_the_bureau_acts(
    merenland, bureau, first_draft, browse
):
    plan, leader = with_activity(first_draft), browse(merenland.leader)
    address = "/regions/nieuwland/plan/"
    asked = leader.get(f"{address}draft/submit/").content.decode()
    assert "Dit plan indienen bij het bureau?" in asked
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT
    leader.post(f"{address}draft/submit/")
    page = leader.get(address).content.decode()
    assert f'action="{address}draft/withdraw/"' in page
    assert "Plan intrekken" in page
    assert "Plan intrekken" not in browse(bureau).get(address).content.decode()
    leader.post(f"{address}draft/withdraw/")
    plan.refresh_from_db()
    assert (plan.state, plan.submitted_at) == (Plan.State.DRAFT, None)
    office = browse(bureau).post(f"{address}approve/", {"step": "approve"}, follow=True)
    assert "wacht geen plan" in office.content.decode()


def test_what_the_bureau_approved_is_not_withdrawn(merenland, bureau, first_draft, browse):
    plan = submit_plan(with_activity(first_draft), timezone.now())
    approve_plan(plan, datetime.date(2026, 10, 1), bureau)
    leader = browse(merenland.leader)
    answer = leader.post("/regions/nieuwland/plan/draft/withdraw/", follow=True).content.decode()
    assert "Er is geen ingediend plan om in te trekken." in answer
    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED


def test_an_import_over_a_submitted_plan_names_the_way_that_exists(merenland, first_draft):
    region = with_activity(first_draft).region
    plan = submit_plan(first_draft, timezone.now())
    with pytest.raises(PlanRefused, match="Trek het eerst in"):
        start_draft(region, merenland.leader)
    take_back_plan(plan)
    assert start_draft(region, merenland.leader) == plan


def test_a_withdrawn_version_is_called_withdrawn(merenland, draft, browse):
    change = draft.change
    Activity.objects.filter(plan=draft, code="1.2").update(title="Anders")
    change.reason = "Omdat"
    change.save()
    withdraw_change(propose_change(change, merenland.leader, timezone.now()), timezone.now())
    page = browse(merenland.leader).get("/regions/merenland/plan/").content.decode()
    assert "<td>Ingetrokken</td>" in page
    assert "<td>Ingediend</td>" not in page
