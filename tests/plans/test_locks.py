"""An approved plan does not change, not even in SQL."""

import datetime

import pytest
from django.db import DatabaseError, connection

from regions.plans.models import Plan, PlanChange


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans_activity SET title = 'x'",
        "DELETE FROM plans_milestone",
        "UPDATE plans_actionline SET title = 'x'",
        "UPDATE plans_plan SET title = 'x'",
        "UPDATE plans_plan SET state = 'draft'",
        "DELETE FROM plans_plan",
        "INSERT INTO plans_actionline (plan_id, code, title, position)"
        " SELECT id, '9', 'x', 9 FROM plans_plan",
    ],
)
def test_sql_cannot_change_an_approved_plan(merenland, statement):
    locked = pytest.raises(DatabaseError, match="approved plan is locked")
    with locked, connection.cursor() as cursor:
        cursor.execute(statement)


def next_version(place) -> Plan:
    return Plan.objects.create(
        region=place.region,
        version=2,
        title="Nieuw",
        starts_on=place.plan.starts_on,
        ends_on=place.plan.ends_on,
    )


def approve(plan: Plan) -> None:
    Plan.objects.filter(region=plan.region, state="approved").update(state="superseded")
    plan.state, plan.approved_on = "approved", datetime.date(2026, 11, 1)
    plan.save()


def test_a_new_version_without_a_decision_is_refused(merenland):
    plan = next_version(merenland)
    with pytest.raises(DatabaseError, match="needs a decided plan change"):
        approve(plan)


def test_a_new_version_with_an_accepted_change_supersedes_the_old(merenland):
    plan = next_version(merenland)
    PlanChange.objects.create(
        region=merenland.region,
        base_plan=merenland.plan,
        new_plan=plan,
        title="Schuift",
        state="accepted",
        decided_on=datetime.date(2026, 11, 1),
    )
    approve(plan)
    merenland.plan.refresh_from_db()
    assert merenland.plan.state == "superseded"
