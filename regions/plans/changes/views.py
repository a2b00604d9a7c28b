"""Plan changes: asked, withdrawn, decided."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.plans.approve.approval import (
    decide_change,
    propose_change,
    withdraw_change,
)
from regions.plans.models import PlanChange
from regions.plans.versions import PlanRefused, address_of
from regions.saving import saved

from .forms import ChangeForm, DecisionForm
from .page import parts_of


def fetch_change(request: Request, slug: str, pk: int, action: Action) -> PlanChange:
    """A change that this person may see: a draft only where drafts are read."""
    rows = PlanChange.objects.filter(region__slug=slug).select_related(
        "region", "base_plan", "new_plan", "proposed_by", "recorded_by", "idea"
    )
    change = fetch(rows, request.user, Action.LOOK, pk=pk)
    was_asked = change.proposed_at is not None
    if not was_asked and not can(request.user, Action.READ_DRAFT, change):
        raise Http404
    return fetch(rows, request.user, action, pk=pk) if action != Action.LOOK else change


@require_safe
def change(request: Request, slug: str, pk: int) -> HttpResponse:
    """Where a proposal is written; once it was asked, everybody reads it as a decision."""
    row = fetch_change(request, slug, pk, Action.LOOK)
    if row.state != PlanChange.State.DRAFT:
        return redirect("decision", slug, pk)
    context = {
        **parts_of(row, timezone.localdate()),
        "may_write": can(request.user, Action.EDIT_PLAN, row),
    }
    return render(request, "plans/change.html", context)


@require_safe
def changes(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    rows = region.plan_changes.select_related("proposed_by", "new_plan")
    if not can(request.user, Action.READ_DRAFT, region):
        rows = rows.exclude(proposed_at=None)
    context = {
        "region": region,
        "changes": rows,
        "may_edit": can(request.user, Action.EDIT_PLAN, region),
    }
    return render(request, "plans/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_change(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch_change(request, slug, pk, Action.EDIT_PLAN)
    if row.state != PlanChange.State.DRAFT:
        messages.error(request, _("This proposal was asked already and stands still."))
        return redirect("plan_change", slug, row.pk)
    form = ChangeForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The proposal is saved."))
        return redirect("plan_change", slug, row.pk)
    context = {"region": row.region, "change": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "plans/change_form.html", context, status=status)


@require_POST
def propose(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch_change(request, slug, pk, Action.EDIT_PLAN)
    try:
        propose_change(row, request.user, timezone.now())
        messages.success(request, _("The steering group is asked for a decision."))
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("plan_change", slug, row.pk)


@require_POST
def withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch_change(request, slug, pk, Action.EDIT_PLAN)
    try:
        withdraw_change(row, timezone.now())
        messages.success(request, _("The proposal is withdrawn. The approved plan stays as it is."))
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("plan", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, slug: str, pk: int) -> HttpResponse:
    """The bureau records what the steering group decided."""
    row = fetch_change(request, slug, pk, Action.APPROVE_PLAN)
    form = DecisionForm(request.POST or None, initial={"decided_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        return _record_decision(request, row, form.cleaned_data)
    context = {"region": row.region, "change": row, "form": form}
    return render(request, "plans/decide.html", context, status=422 if form.errors else 200)


def _record_decision(request: Request, row: PlanChange, values: dict) -> HttpResponse:
    is_accepted = values["outcome"] == PlanChange.State.ACCEPTED
    try:
        decide_change(
            row,
            is_accepted=is_accepted,
            decided_on=values["decided_on"],
            decided_by=values["decided_by"],
            recorded_by=request.user,
            note=values["note"],
        )
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("plan_change", row.region.slug, row.pk)
    if is_accepted:
        messages.success(request, _("The decision is recorded. The new version holds from now on."))
        return redirect(address_of(row.new_plan, row.region))
    messages.success(request, _("The decision is recorded. The approved plan stays as it is."))
    return redirect("plan_change", row.region.slug, row.pk)
