"""A plan change: asked with its exact difference, decided once, and only then in force."""

import datetime
from importlib import import_module

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from regions.plans.approve.approval import decide_change, propose_change, withdraw_change
from regions.plans.difference.difference import compare
from regions.plans.digest import proposals_at
from regions.plans.models import Activity, Milestone, Plan, PlanChange
from regions.plans.versions import PlanRefused, start_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
DECIDED = datetime.date(2026, 12, 4)


def url(change: PlanChange, step: str = "") -> str:
    return f"/regions/merenland/plan/changes/{change.pk}/{step}"


def move_internships(change: PlanChange) -> None:
    """The end of 2.1 goes from 31 December 2027 to 30 June 2028."""
    activity = Activity.objects.filter(plan=change.new_plan, code="2.1")
    activity.update(ends_on=datetime.date(2028, 6, 30))


@pytest.fixture
def asked(change, merenland) -> PlanChange:
    move_internships(change)
    change.title, change.reason = "Stages later", "Twee bedrijven vallen weg."
    change.save()
    return propose_change(change, merenland.leader, timezone.now())


def accept(change: PlanChange, by=None) -> PlanChange:
    return decide_change(
        change, is_accepted=True, decided_on=DECIDED, decided_by="stuurgroep", recorded_by=by
    )


def test_the_difference_names_what_moved_changed_came_and_went(change):
    plan = change.new_plan
    move_internships(change)
    Milestone.objects.filter(activity__plan=plan, title="Bedrijven gevraagd").update(
        due_on=datetime.date(2026, 7, 1)
    )
    Activity.objects.filter(plan=plan, code="1.1").update(budget_cents=45_000_00, target=10)
    plan.activities.get(code="1.2").delete()
    Activity.objects.create(plan=plan, line=plan.lines.first(), code="1.3", title="Nieuw")
    found = compare(change.base_plan, plan)
    assert [(row.label, row.before, row.after) for row in found.moved] == [
        ("Mijlpaal ‘Bedrijven gevraagd’ (1.1)", "1 juni 2026", "1 juli 2026"),
        ("2.1 Stages leerjaar 3", "1 jan 2026 – 31 dec 2027", "1 jan 2026 – 30 jun 2028"),
    ]
    assert [(row.before, row.after) for row in found.changed] == [
        ("€\xa040.000,00", "€\xa045.000,00"),
        ("", "10"),
    ]
    assert [row.label for row in found.added] == ["1.3 Nieuw"]
    assert [row.label for row in found.dropped] == ["1.2 Profieloriëntatie leerjaar 2"]
    assert found.budget_delta == -15_000_00


def test_a_copy_differs_in_nothing(change, django_assert_num_queries):
    with django_assert_num_queries(5):
        assert compare(change.base_plan, change.new_plan).is_empty


def test_nothing_is_asked_without_a_reason_or_a_difference(merenland, change):
    with pytest.raises(PlanRefused):
        propose_change(change, merenland.leader, timezone.now())
    change.reason = "Omdat"
    change.save()
    with pytest.raises(PlanRefused):
        propose_change(change, merenland.leader, timezone.now())


def test_the_leader_writes_and_asks_on_the_pages(merenland, change, browse):
    move_internships(change)
    leader = browse(merenland.leader)
    wrong = leader.post(url(change, "edit/"), {"kind": "time", "title": "Stages", "reason": " "})
    assert wrong.status_code == 422
    values = {"kind": "time", "title": "Stages later", "reason": "Omdat", "effect": "Een\nTwee"}
    leader.post(url(change, "edit/"), {**values, "decide_by": "4-12-2026"})
    leader.post(url(change, "propose/"))
    change.refresh_from_db()
    assert (change.state, change.proposed_by) == (PlanChange.State.PROPOSED, merenland.leader)
    page = browse(merenland.chair).get(url(change), follow=True).content.decode()
    for words in ("Stages later", "uiterlijk 4 december", "<li>Twee</li>", "30 jun 2028"):
        assert words in page
    again = leader.post(url(change, "propose/"), follow=True)
    assert again.status_code == 200
    assert "al voorgelegd" in leader.get(url(change, "edit/"), follow=True).content.decode()


def test_a_proposal_is_not_written_in(merenland, asked, browse):
    response = browse(merenland.leader).post(
        "/regions/merenland/plan/draft/lines/new/", {"code": "9", "title": "Stiekem"}, follow=True
    )
    assert response.status_code == 200
    assert not asked.new_plan.lines.filter(code="9").exists()
    with pytest.raises(PlanRefused):
        start_draft(merenland.region, merenland.leader)


def test_the_steering_group_sees_a_change_once_it_is_asked(merenland, change, browse):
    steering = browse(merenland.chair)
    assert steering.get(url(change)).status_code == 404
    assert (
        "0 wijzigingsverzoeken" in steering.get("/regions/merenland/plan/changes/").content.decode()
    )
    move_internships(change)
    PlanChange.objects.filter(pk=change.pk).update(reason="Omdat")
    propose_change(change, merenland.leader, timezone.now())
    assert steering.get(url(change), follow=True).status_code == 200
    assert steering.post(url(change, "propose/")).status_code == 403
    assert steering.post(url(change, "decide/")).status_code == 403


def test_an_accepted_change_supersedes_the_plan_and_keeps_first_dates(
    merenland, bureau, asked, browse
):
    values = {
        "outcome": "accepted",
        "decided_on": "4-12-2026",
        "decided_by": "Stuurgroep",
        "note": "Eens",
    }
    response = browse(bureau).post(url(asked, "decide/"), values)
    assert response.url == "/regions/merenland/plan/?version=2"
    old, new = merenland.region.plans.order_by("version")
    assert (old.state, new.state) == (Plan.State.SUPERSEDED, Plan.State.APPROVED)
    assert new.approved_on == DECIDED
    moved = new.activities.get(code="2.1")
    assert (moved.original_ends_on, moved.ends_on) == (
        datetime.date(2027, 12, 31),
        datetime.date(2028, 6, 30),
    )
    asked.refresh_from_db()
    assert (asked.decided_by, asked.recorded_by, asked.note) == ("Stuurgroep", bureau, "Eens")
    page = browse(merenland.chair).get(url(asked), follow=True).content.decode()
    assert "Vastgelegd door Bureau Beheer" in page


def test_first_dates_survive_a_second_change(merenland, asked):
    accept(asked)
    second = start_draft(merenland.region, merenland.leader)
    assert second.version == 3
    assert second.activities.get(code="2.1").original_ends_on == datetime.date(2027, 12, 31)


def test_a_rejected_change_leaves_the_plan_as_it_is(merenland, bureau, asked, browse):
    values = {"outcome": "rejected", "decided_on": "4-12-2026", "decided_by": "Stuurgroep"}
    browse(bureau).post(url(asked, "decide/"), values)
    merenland.plan.refresh_from_db()
    assert merenland.plan.state == Plan.State.APPROVED
    assert start_draft(merenland.region, merenland.leader).version == 3


def test_a_change_is_decided_once(merenland, asked):
    accept(asked)
    with pytest.raises(PlanRefused):
        accept(asked)
    with pytest.raises(PlanRefused):
        withdraw_change(asked, timezone.now())


def test_a_wrong_decision_is_said_at_its_field(bureau, asked, browse):
    response = browse(bureau).post(url(asked, "decide/"), {"outcome": "misschien"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"outcome", "decided_on", "decided_by"}


def test_a_withdrawn_change_makes_room_for_another(merenland, asked, browse):
    browse(merenland.leader).post(url(asked, "withdraw/"))
    asked.refresh_from_db()
    assert asked.state == PlanChange.State.WITHDRAWN
    assert start_draft(merenland.region, merenland.leader).version == 3


@pytest.mark.parametrize(
    "broken", [{"withdrawn_at": timezone.now()}, {"state": "withdrawn", "withdrawn_at": None}]
)
def test_a_withdrawal_and_only_that_has_its_instant(asked, broken):
    with pytest.raises(IntegrityError, match="a_withdrawal_and_only_that_has_its_instant"):
        PlanChange.objects.filter(pk=asked.pk).update(**broken)


def test_a_withdrawal_of_before_it_was_kept_is_read_from_the_history(merenland, kustzoom, asked):
    known = withdraw_change(asked, timezone.now())
    forgotten = withdraw_change(start_draft(kustzoom.region, None).change, timezone.now())
    seen = datetime.datetime(2026, 3, 4, 5, tzinfo=datetime.UTC)
    by_name = {constraint.name: constraint for constraint in PlanChange._meta.constraints}
    with connection.schema_editor() as editor:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.remove_constraint(PlanChange, by_name["a_withdrawal_and_only_that_has_its_instant"])
    events = PlanChange.pgh_event_model.objects.filter(state="withdrawn")
    with pgtrigger.ignore("plans.PlanChangeEvent:append_only"):
        events.filter(pgh_obj=known).update(pgh_created_at=seen)
        PlanChange.objects.update(withdrawn_at=None)  # a later row of the history for both
        events.filter(pgh_obj=forgotten).delete()
    module = import_module("regions.plans.migrations.0005_when_a_change_was_withdrawn")
    module.fill_from_the_history(apps, None)
    known.refresh_from_db()
    forgotten.refresh_from_db()
    assert known.withdrawn_at == seen
    assert forgotten.withdrawn_at == forgotten.created_at


def test_a_change_of_another_region_is_not_found(kustzoom, asked, browse):
    stranger = browse(kustzoom.leader)
    for step in ("", "edit/"):
        assert stranger.get(url(asked, step)).status_code == 404
    path = url(asked).replace("merenland", "kustzoom")
    assert stranger.get(path).status_code == 404


def test_options_and_advice_are_read_where_the_group_decides_and_then_stand_still(
    merenland, change, browse
):
    move_internships(change)
    leader = browse(merenland.leader)
    values = {
        "kind": "time",
        "title": "Stages later",
        "reason": "Omdat",
        "options": "Niets doen: dan vallen er plekken weg\n\n  Halveren: te weinig plekken",
        "advice": "Verschuiven",
    }
    leader.post(url(change, "edit/"), values)
    draft = leader.get(url(change)).content.decode()
    leader.post(url(change, "propose/"))
    asked = browse(merenland.chair).get(url(change), follow=True)
    assert asked.redirect_chain == [(reverse("decision", args=["merenland", change.pk]), 302)]
    for page in (draft, asked.content.decode()):
        assert "<li>Niets doen: dan vallen er plekken weg</li>" in page
        assert "<li>Halveren: te weinig plekken</li>" in page
        assert "Advies van de programmaleider" in page
    leader.post(url(change, "edit/"), {**values, "advice": "Toch niet"})
    change.refresh_from_db()
    assert change.advice == "Verschuiven"


def test_a_change_without_options_shows_no_empty_heading(merenland, change, browse):
    page = browse(merenland.leader).get(url(change)).content.decode()
    assert "Wat ook kan" not in page
    assert "Advies van" not in page


def test_the_leader_takes_a_question_back_on_the_page_of_the_decision(merenland, asked, browse):
    path = reverse("decision", args=["merenland", asked.pk])
    assert url(asked, "withdraw/") in browse(merenland.leader).get(path).content.decode()
    assert url(asked, "withdraw/") not in browse(merenland.chair).get(path).content.decode()


def test_a_digest_leads_to_the_decision(merenland, asked):
    (row,) = proposals_at(merenland.region, timezone.now())
    assert row.path == reverse("decision", args=["merenland", asked.pk])


def test_a_day_to_answer_by_that_is_over_is_refused_beside_it_and_when_it_is_asked(
    merenland, change, browse
):
    move_internships(change)
    leader, today = browse(merenland.leader), timezone.localdate()
    values = {"kind": "time", "title": "Stages later", "reason": "Omdat"}
    for days, code in ((-1, 422), (0, 302)):
        day = today + datetime.timedelta(days=days)
        sent = {**values, "decide_by": f"{day:%d-%m-%Y}"}
        answer = leader.post(url(change, "edit/"), sent)
        assert answer.status_code == code
    change.refresh_from_db()
    assert change.decide_by == today
    PlanChange.objects.filter(pk=change.pk).update(decide_by=today - datetime.timedelta(days=1))
    leader.post(url(change, "propose/"))
    change.refresh_from_db()
    assert change.state == PlanChange.State.DRAFT


def test_while_a_proposal_waits_the_plan_says_so_instead_of_losing_its_button(
    merenland, asked, browse
):
    page = " ".join(
        browse(merenland.leader).get("/regions/merenland/plan/").content.decode().split()
    )
    assert "Wijziging voorstellen" not in page
    assert "Er is ook een versie 2 (ingediend)." in page
    assert f'<a href="{url(asked)}">Stages later</a>' in page
    withdraw_change(asked, timezone.now())
    page = browse(merenland.leader).get("/regions/merenland/plan/").content.decode()
    assert "Er is ook een versie" not in page and 'action="/regions/merenland/plan/draft/"' in page
