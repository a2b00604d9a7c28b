"""How a version comes to hold: submitted, approved or returned; proposed and decided."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.dutch import date_text
from regions.models import Region
from regions.plans.difference.difference import compare
from regions.plans.models import Plan, PlanChange
from regions.plans.versions import OPEN_CHANGE, PlanRefused, locked_draft, locked_region


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
    """The submitted plan holds from now on, and never changes again.

    A detail replaces the version that holds; it needs the reference of the funder's letter.
    """
    plan = _locked_submitted(plan)
    if plan.is_detail:
        if not reference:
            raise PlanRefused(_("Fill in the reference of the letter of DUS-I."))
        _supersede(Plan.objects.current().filter(region=plan.region_id).first())
    _approve(plan, on, by, reference)
    return plan


@transaction.atomic
def return_plan(plan: Plan, reason: str) -> Plan:
    """Back to the programme leader, with what has to be better."""
    plan = _locked_submitted(plan)
    plan.state, plan.submitted_at, plan.return_reason = Plan.State.DRAFT, None, reason
    plan.save()
    return plan


@transaction.atomic
def take_back_plan(plan: Plan) -> Plan:
    """The programme leader withdraws a first plan: a draft again, as long as nobody acted on it."""
    plan = _locked_submitted(plan)
    plan.state, plan.submitted_at = Plan.State.DRAFT, None
    plan.save()
    return plan


def _locked_submitted(plan: Plan) -> Plan:
    plan = Plan.objects.select_for_update(of=["self"]).get(pk=plan.pk)
    if plan.state != Plan.State.SUBMITTED or PlanChange.objects.filter(new_plan=plan).exists():
        raise PlanRefused(
            _(
                "This plan does not wait for approval any more: it was withdrawn, returned or"
                " approved. Nothing was recorded; this page shows how it stands now."
            )
        )
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
    if change.decide_by and change.decide_by < timezone.localdate(now):
        raise PlanRefused(
            _("The group cannot answer by %(day)s any more: that day is over. Choose a later day.")
            % {"day": date_text(change.decide_by)}
        )
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
    recorded_at: datetime | None = None,
    holds_from_at: datetime | None = None,
) -> PlanChange:
    """Record what the steering group decided, under the next number of the register.

    Accepted, the new version takes over at once, or at `holds_from_at`: see `take_over`.
    """
    change = _locked_change(change, PlanChange.State.PROPOSED)
    change.state = PlanChange.State.ACCEPTED if is_accepted else PlanChange.State.REJECTED
    change.decided_on, change.decided_by = decided_on, decided_by
    change.recorded_by, change.note = recorded_by, note
    change.recorded_at = recorded_at or timezone.now()
    change.holds_from_at = holds_from_at if is_accepted else None
    if change.register_number is None:
        change.register_year = decided_on.year
        change.register_number = _next_number(change.region, decided_on.year)
    change.save()
    if is_accepted and holds_from_at is None:
        _take_over(change, decided_on)
    return change


@transaction.atomic
def reopen_change(change: PlanChange) -> PlanChange:
    """A decision of which the new version does not hold yet is asked again; it keeps its number.

    Raises PlanRefused once the version holds, or while another change is open.
    """
    change = _locked_change(change, PlanChange.State.ACCEPTED, PlanChange.State.REJECTED)
    if change.new_plan.is_locked:
        raise PlanRefused(_("The new version of the plan holds already, so the decision stays."))
    if change.region.plan_changes.filter(state__in=OPEN_CHANGE).exists():
        raise PlanRefused(
            _("Meanwhile a next change of the plan is being written, so the decision stays.")
        )
    change.state, change.decided_on, change.decided_by = PlanChange.State.PROPOSED, None, ""
    change.recorded_by, change.recorded_at, change.holds_from_at = None, None, None
    change.note = ""
    change.save()
    return change


def take_over(now: datetime) -> int:
    """Let every accepted version hold of which the instant came; how many. Safe to run twice."""
    due = PlanChange.objects.filter(
        state=PlanChange.State.ACCEPTED,
        holds_from_at__lte=now,
        new_plan__state=Plan.State.SUBMITTED,
    )
    return sum(_take_over_once(change, now) for change in due.select_related("region"))


@transaction.atomic
def _take_over_once(change: PlanChange, now: datetime) -> bool:
    """False when it was reopened, or another process was first."""
    try:
        change = _locked_change(change, PlanChange.State.ACCEPTED)
    except PlanRefused:
        return False
    if change.new_plan.is_locked or change.holds_from_at is None or change.holds_from_at > now:
        return False
    _take_over(change, timezone.localdate(change.holds_from_at))
    return True


def _take_over(change: PlanChange, on: date) -> None:
    _supersede(change.base_plan)
    _approve(change.new_plan, on, change.recorded_by, "")


def _supersede(plan: Plan | None) -> None:
    if plan is None:
        return
    base = Plan.objects.select_for_update(of=["self"]).get(pk=plan.pk)
    base.state = Plan.State.SUPERSEDED
    base.save()


def _next_number(region: Region, year: int) -> int:
    """In the running transaction, which holds the lock of the region."""
    taken = region.plan_changes.filter(register_year=year)
    return (taken.aggregate(last=Max("register_number"))["last"] or 0) + 1


def _locked_change(change: PlanChange, *states: str) -> PlanChange:
    locked_region(change.region)
    change = (
        PlanChange.objects.select_for_update(of=["self"])
        .select_related("new_plan", "region")
        .get(pk=change.pk)
    )
    if change.state not in states:
        raise PlanRefused(
            _("This plan change is no longer open: %(state)s. Propose a new one if you need it.")
            % {"state": change.get_state_display().lower()}
        )
    return change
