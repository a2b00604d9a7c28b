"""How a version comes to hold: submitted, approved or returned; proposed and decided."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.plans.difference.difference import compare
from regions.plans.models import Plan, PlanChange
from regions.plans.versions import PlanRefused, locked_draft, locked_region


@transaction.atomic
def submit_plan(plan: Plan, now: datetime) -> Plan:
    """A first version goes to the bureau."""
    plan = locked_draft(plan)
    if not plan.activities.exists():
        raise PlanRefused(_("This plan has no activities yet. Add one before you submit it."))
    plan.state, plan.submitted_at, plan.return_reason = Plan.State.SUBMITTED, now, ""
    plan.save()
    return plan


@transaction.atomic
def approve_plan(plan: Plan, on: date, by: User | None, reference: str = "") -> Plan:
    """The submitted plan holds from now on, and never changes again."""
    plan = _locked_submitted(plan)
    _approve(plan, on, by, reference)
    return plan


@transaction.atomic
def return_plan(plan: Plan, reason: str) -> Plan:
    """Back to the programme leader, with what has to be better."""
    plan = _locked_submitted(plan)
    plan.state, plan.submitted_at, plan.return_reason = Plan.State.DRAFT, None, reason
    plan.save()
    return plan


def _locked_submitted(plan: Plan) -> Plan:
    plan = Plan.objects.select_for_update(of=["self"]).get(pk=plan.pk)
    if plan.state != Plan.State.SUBMITTED or PlanChange.objects.filter(new_plan=plan).exists():
        raise PlanRefused(_("This plan does not wait for approval (any more)."))
    return plan


def _approve(plan: Plan, on: date, by: User | None, reference: str) -> None:
    plan.state, plan.approved_on = Plan.State.APPROVED, on
    plan.approved_by, plan.reference = by, reference
    plan.save()


@transaction.atomic
def propose_change(change: PlanChange, by: User | None, now: datetime) -> PlanChange:
    """Ask the steering group: from here on the proposal stands still."""
    locked_region(change.region)
    plan = locked_draft(change.new_plan)
    change = PlanChange.objects.select_for_update(of=["self"]).get(pk=change.pk)
    if not change.reason.strip():
        raise PlanRefused(_("Write why you ask for this change before you propose it."))
    if compare(change.base_plan, plan).is_empty:
        raise PlanRefused(_("The proposal is the same as the approved plan. Change it first."))
    plan.state, plan.submitted_at = Plan.State.SUBMITTED, now
    plan.save()
    change.state, change.proposed_at, change.proposed_by = PlanChange.State.PROPOSED, now, by
    change.save()
    return change


@transaction.atomic
def withdraw_change(change: PlanChange, now: datetime) -> PlanChange:
    """The proposal is off; until `now` it was asked, and an earlier day still tells so."""
    change = _locked_change(change, PlanChange.State.DRAFT, PlanChange.State.PROPOSED)
    change.state, change.withdrawn_at = PlanChange.State.WITHDRAWN, now
    change.save()
    return change


@transaction.atomic
def decide_change(
    change: PlanChange,
    *,
    is_accepted: bool,
    decided_on: date,
    decided_by: str,
    recorded_by: User | None,
    note: str = "",
) -> PlanChange:
    """Record what the steering group decided; accepted, the new version takes over at once."""
    change = _locked_change(change, PlanChange.State.PROPOSED)
    change.state = PlanChange.State.ACCEPTED if is_accepted else PlanChange.State.REJECTED
    change.decided_on, change.decided_by = decided_on, decided_by
    change.recorded_by, change.note = recorded_by, note
    change.save()
    if is_accepted:
        base = Plan.objects.select_for_update(of=["self"]).get(pk=change.base_plan_id)
        base.state = Plan.State.SUPERSEDED
        base.save()
        _approve(change.new_plan, decided_on, recorded_by, "")
    return change


def _locked_change(change: PlanChange, *states: str) -> PlanChange:
    locked_region(change.region)
    change = (
        PlanChange.objects.select_for_update(of=["self"])
        .select_related("new_plan", "region")
        .get(pk=change.pk)
    )
    if change.state not in states:
        raise PlanRefused(
            _("This plan change is no longer open: %(state)s.")
            % {"state": change.get_state_display().lower()}
        )
    return change
