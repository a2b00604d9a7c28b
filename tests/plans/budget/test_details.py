"""A detail works out two years for the funder, and holds once its letter is named."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from regions.plans.approve.approval import approve_plan, propose_change, submit_plan
from regions.plans.budget.details import periods_of, start_detail, suggested
from regions.plans.budget.sums import budget_of
from regions.plans.difference.difference import compare
from regions.plans.models import BudgetLine, CostKind, Plan, PlanChange
from regions.plans.versions import PlanRefused, approved_plan, open_plan, start_draft
from tests.forms import form_with
from tests.plans.test_plan_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
FIRST = datetime.date(2027, 1, 1)
LETTER = datetime.date(2026, 12, 15)


@pytest.fixture
def detail(merenland) -> Plan:
    return start_detail(merenland.region, FIRST, merenland.leader)


def waits(plan: Plan, merenland) -> Plan:
    return submit_plan(plan, datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC))


def test_it_begins_as_a_copy_without_asking_the_group(merenland, detail):
    assert compare(merenland.plan, detail).is_empty
    assert not PlanChange.objects.exists()
    assert list(detail.detail_years) == [2027, 2028]
    assert open_plan(merenland.region) == detail


def test_the_years_that_come_next_are_suggested(merenland, detail):
    assert periods_of(merenland.plan) == [
        (datetime.date(2025, 1, 1), datetime.date(2026, 12, 31)),
        (datetime.date(2027, 1, 1), datetime.date(2028, 12, 31)),
    ]
    first, second = periods_of(merenland.plan)
    assert suggested(merenland.plan, datetime.date(2026, 12, 31)) == first
    assert suggested(merenland.plan, datetime.date(2027, 1, 1)) == second
    assert suggested(detail, datetime.date(2026, 12, 31)) is None


def test_what_has_no_costs_in_those_years_is_still_in_outline(detail, merenland, browse):
    """1.1 ends in June 2027, 1.2 in 2028 and 2.1 in 2027: all three run in 2027."""
    row = detail.activities.get(code="2.1")
    kind = CostKind.objects.create(name="Reizen", valid_from_on="2025-01-01", source="Test")
    told = {"activity": row, "kind": kind, "text": "Bus", "cents": 100_00}
    BudgetLine.objects.create(**told, year=2026)
    assert [row.code for row in budget_of(detail).outline] == ["1.1", "1.2", "2.1"]
    BudgetLine.objects.create(**told, year=2027)
    assert [row.code for row in budget_of(detail).outline] == ["1.1", "1.2"]
    page = browse(merenland.leader).get(f"{reverse('budget', args=['merenland'])}?version=2")
    text = text_of(page)
    assert "Uitgewerkt voor 2027–2028." in text
    assert "2 activiteiten staan nog op hoofdlijnen." in text
    assert text.count("nog op hoofdlijnen") == 3
    early = start_years(detail, 2025)
    early.activities.filter(code="2.1").update(starts_on="2027-02-01")
    assert [row.code for row in budget_of(early).outline] == ["1.1", "1.2"]


def start_years(plan: Plan, first: int) -> Plan:
    plan.details_from_on = datetime.date(first, 1, 1)
    plan.details_until_on = datetime.date(first + 1, 12, 31)
    return plan


def test_the_letter_of_the_funder_makes_it_hold(merenland, detail):
    with pytest.raises(PlanRefused):
        approve_plan(waits(detail, merenland), LETTER, None, "")
    approve_plan(detail, LETTER, None, "STO24-0042")
    assert approved_plan(merenland.region) == detail
    merenland.plan.refresh_from_db()
    assert merenland.plan.state == Plan.State.SUPERSEDED
    detail.refresh_from_db()
    assert (detail.approved_on, detail.reference) == (LETTER, "STO24-0042")


def test_the_database_asks_for_a_decision_or_a_letter(merenland, detail):
    for fields in ({"reference": ""}, {"details_from_on": None, "details_until_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=merenland.plan.pk).update(state="superseded")
            Plan.objects.filter(pk=detail.pk).update(
                state="approved", approved_on=LETTER, **{"reference": "STO24-0042", **fields}
            )


def test_a_change_that_was_decided_stays_what_it_is(merenland, detail):
    approve_plan(waits(detail, merenland), LETTER, None, "STO24-0042")
    change = start_draft(merenland.region, merenland.leader).change
    assert list(change.new_plan.detail_years) == [2027, 2028]
    assert change.base_plan == detail
    change.reason = "Omdat"
    change.save()
    change.new_plan.activities.filter(code="2.1").update(target=90)
    propose_change(change, merenland.leader, datetime.datetime.now(datetime.UTC))
    with pytest.raises(PlanRefused):
        start_detail(merenland.region, FIRST, merenland.leader)


def test_it_does_not_begin_beside_another_version_or_without_a_plan(merenland, kustzoom):
    start_draft(merenland.region, merenland.leader)
    with pytest.raises(PlanRefused):
        start_detail(merenland.region, FIRST, merenland.leader)
    Plan.objects.filter(pk=kustzoom.plan.pk).update(state="superseded")
    with pytest.raises(PlanRefused):
        start_detail(kustzoom.region, FIRST, kustzoom.leader)
    with pytest.raises(PlanRefused):
        start_detail(merenland.region, datetime.date(2031, 1, 1), merenland.leader)


def test_from_the_button_to_the_letter_on_the_pages(merenland, bureau, browse):
    leader, url = browse(merenland.leader), reverse("plan_detail", args=["merenland"])
    assert (
        "Twee jaren uitwerken" in leader.get(reverse("plan", args=["merenland"])).content.decode()
    )
    form = form_with(leader.get(url).content.decode(), "first")
    assert form.fields["first"] == "2025-01-01"
    assert leader.post(url, {"first": "2031-01-01"}).status_code == 422
    answer = leader.post(url, {**form.fields, "first": "2027-01-01"}, follow=True)
    assert "Het concept begint als kopie van het plan." in text_of(answer)
    leader.post(reverse("plan_submit", args=["merenland"]))
    office, approve = browse(bureau), reverse("plan_approve", args=["merenland"])
    page = text_of(office.get(approve))
    assert "Kenmerk van de brief van DUS-I" in page and "Datum van de brief van DUS-I" in page
    sent = {"step": "approve", "approved_on": "20-11-2026", "reference": ""}
    assert office.post(approve, sent).status_code == 422
    office.post(approve, {**sent, "reference": "STO24-0042"})
    text = text_of(browse(merenland.chair).get(reverse("plan", args=["merenland"])))
    assert "Kenmerk STO24-0042." in text and "Uitgewerkt voor 2027–2028." in text
