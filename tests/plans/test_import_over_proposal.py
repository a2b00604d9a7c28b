"""A workbook is uploaded while the steering group was asked about another version."""

import datetime

import pytest
from django.utils import timezone

from regions.plans.approve.approval import propose_change
from regions.plans.models import Activity, Plan, PlanChange

from .workbooks import neat

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(change, merenland) -> PlanChange:
    moved = Activity.objects.filter(plan=change.new_plan, code="2.1")
    moved.update(ends_on=datetime.date(2028, 6, 30))
    change.title, change.reason = "Stages later", "Twee bedrijven vallen weg."
    change.save()
    return propose_change(change, merenland.leader, timezone.now())


def test_the_preview_says_that_saving_withdraws_the_proposal(asked, browse, merenland, upload):
    client = browse(merenland.leader)
    page = upload(client, "merenland", neat())
    assert "Stages later" in page.content.decode()
    client.post(page.redirect_chain[-1][0], {"withdraw": asked.pk})
    asked.refresh_from_db()
    assert asked.state == PlanChange.State.WITHDRAWN
    assert merenland.region.plan_changes.get(state="draft").new_plan.activities.count() == 2


def test_without_that_answer_nothing_is_withdrawn_or_saved(asked, browse, merenland, upload):
    client = browse(merenland.leader)
    page = upload(client, "merenland", neat())
    for answer in ({}, {"withdraw": asked.pk + 1}):
        client.post(page.redirect_chain[-1][0], answer)
    asked.refresh_from_db()
    assert asked.state == PlanChange.State.PROPOSED
    assert merenland.region.plans.exclude(state=Plan.State.APPROVED).get() == asked.new_plan
