"""Writing in a draft: lines, activities with milestones; then submitting it."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, fetch, fetch_region
from regions.models import Region
from regions.plans.approve.approval import submit_plan, take_back_plan
from regions.plans.models import ActionLine, Activity, Plan
from regions.plans.versions import (
    PlanRefused,
    address_of,
    can_be_edited,
    change_of,
    locked_draft,
    open_plan,
    start_draft,
)
from regions.saving import saved

from .forms import ActivityForm, LineForm, milestone_formset

View = Callable[..., HttpResponse]


def in_draft(view: View) -> View:
    """Runs a view with the region's draft locked; says it where there is none (any more)."""

    @wraps(view)
    def with_draft(request: Request, slug: str, **kwargs) -> HttpResponse:
        region = fetch_region(request.user, slug, Action.EDIT_PLAN)
        try:
            with transaction.atomic():
                draft = open_plan(region)
                if draft is None:
                    raise PlanRefused(
                        _("There is no draft of the plan to write in. Begin one here.")
                    )
                return view(request, region, locked_draft(draft), **kwargs)
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("plan", region.slug)

    return with_draft


@require_POST
def start(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    try:
        draft = start_draft(region, request.user)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("plan", region.slug)
    return redirect(address_of(draft, region))


@require_http_methods(["GET", "HEAD", "POST"])
@in_draft
def line(request: Request, region: Region, draft: Plan, pk: int | None = None) -> HttpResponse:
    """Add or change an action line."""
    row = ActionLine(plan=draft, position=_next_position(draft.lines))
    if pk is not None:
        row = fetch(draft.lines.all(), request.user, Action.EDIT_PLAN, pk=pk)
        row.plan = draft
    form = LineForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("“%(title)s” is saved.") % {"title": row})
        return redirect(address_of(draft, region))
    context = {"region": region, "plan": draft, "form": form, "line": row}
    return render(request, "plans/line.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_draft
def activity(request: Request, region: Region, draft: Plan, pk: int | None = None) -> HttpResponse:
    """Add or change an activity and its milestones, on one page."""
    row = Activity(plan=draft, position=_next_position(draft.activities))
    if pk is not None:
        row = fetch(draft.activities.all(), request.user, Action.EDIT_PLAN, pk=pk)
    draft.region = region
    row.plan = draft
    form = ActivityForm(request.POST or None, instance=row, initial=_chosen_line(request, draft))
    formset = milestone_formset(request.POST or None, instance=row)

    def keep() -> None:
        formset.instance = form.save()
        formset.save()

    if request.method == "POST" and _are_valid(form, formset) and saved(form, keep):
        messages.success(request, _("“%(title)s” is saved.") % {"title": row})
        return redirect(address_of(draft, region))
    has_errors = form.is_bound
    context = {"region": region, "plan": draft, "form": form, "formset": formset, "activity": row}
    return render(request, "plans/activity.html", context, status=422 if has_errors else 200)


def _are_valid(form: ActivityForm, formset) -> bool:
    """Both are checked, so that all that is wrong is shown at once."""
    is_valid = form.is_valid()
    return formset.is_valid() and is_valid


def _next_position(rows) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _chosen_line(request: Request, draft: Plan) -> dict:
    code = request.GET.get("line", "")
    chosen = next((row for row in draft.lines.all() if row.code == code), None)
    return {"line": chosen} if chosen else {}


@require_http_methods(["GET", "HEAD", "POST"])
@in_draft
def remove_line(request: Request, region: Region, draft: Plan, pk: int) -> HttpResponse:
    row = fetch(draft.lines.all(), request.user, Action.EDIT_PLAN, pk=pk)
    return _remove(request, region, draft, row, list(row.activities.all()))


@require_http_methods(["GET", "HEAD", "POST"])
@in_draft
def remove_activity(request: Request, region: Region, draft: Plan, pk: int) -> HttpResponse:
    row = fetch(draft.activities.all(), request.user, Action.EDIT_PLAN, pk=pk)
    return _remove(request, region, draft, row, list(row.milestones.all()))


def _remove(request, region: Region, draft: Plan, row, lost: list) -> HttpResponse:
    """Asks once, and says what goes with it."""
    if request.method == "POST":
        row.delete()
        messages.success(request, _("“%(title)s” is removed.") % {"title": row})
        return redirect(address_of(draft, region))
    context = {"region": region, "plan": draft, "row": row, "lost": lost}
    return render(request, "plans/remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: Request, slug: str) -> HttpResponse:
    """Asks once, and says what happens next; a plan change has a page of its own."""
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    draft = open_plan(region)
    if draft is not None and change_of(draft):
        return redirect("plan_change", region.slug, draft.change.pk)
    try:
        if draft is None or not can_be_edited(draft):
            raise PlanRefused(_("There is no draft of the plan to submit. Begin one here."))
        if request.method != "POST":
            found = {"region": region, "plan": draft, "activities": draft.activities.count()}
            return render(request, "plans/submit.html", found)
        submit_plan(draft, timezone.now())
        messages.success(request, _("The plan is submitted. The bureau looks at it now."))
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("plan", region.slug)


@require_POST
def take_back(request: Request, slug: str) -> HttpResponse:
    """Withdraw a submitted first plan, until the bureau acts on it."""
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    draft = open_plan(region)
    try:
        if draft is None:
            raise PlanRefused(_("There is no submitted plan to withdraw."))
        if change_of(draft):
            return redirect("plan_change", region.slug, draft.change.pk)
        take_back_plan(draft)
        messages.success(request, _("The plan is withdrawn and a draft again."))
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("plan", region.slug)
