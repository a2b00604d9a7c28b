"""The budget of a version: what it costs per activity and year, and the costs of one activity."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.plans.drafts.views import in_draft
from regions.plans.models import Plan
from regions.plans.page import detail_text, seen_versions, wanted_plan
from regions.plans.versions import PlanRefused, approved_plan, can_be_edited
from regions.saving import saved
from regions.web.lists import wants_csv

from .checks import checked
from .details import start_detail
from .forms import DetailForm, budget_formset
from .sums import PlanBudget, budget_of, settle_budget


@require_safe
def budget(request: Request, slug: str) -> HttpResponse:
    """What the plan that holds costs, or the version in the address."""
    region = fetch_region(request.user, slug)
    versions = seen_versions(request.user, region)
    plan = wanted_plan(request, versions)
    if plan is None and wants_csv(request):
        raise Http404
    if plan is None:
        return render(request, "plans/budget_none.html", {"region": region})
    found = budget_of(plan)
    if wants_csv(request):
        return _as_csv(region, found)
    may_edit = can(request.user, Action.EDIT_PLAN, region)
    context: dict[str, Any] = {
        "region": region,
        "plan": plan,
        "budget": found,
        "years": found.years,
        "checks": checked(region, found),
        "is_editable": may_edit and can_be_edited(plan),
        "detail_text": detail_text(plan),
        "reads_money": can(request.user, Action.READ_MONEY, region),
    }
    return render(request, "plans/budget.html", context)


def _as_csv(region: Region, found: PlanBudget) -> HttpResponse:
    header = [
        _("Number"), _("Activity"), _("Kind of costs"), _("What for?"), _("Year"), _("Quantity"),
        _("Unit"), _("Price"), _("Amount"), _("Subsidy"), _("Co-financing"),
    ]  # fmt: skip
    name = f"begroting-{region.slug}-v{found.plan.version}.csv"
    return csv_response(name, header, _cells(found))


def _cells(found: PlanBudget) -> Iterator[list[Any]]:
    for row in found.activities:
        activity = row.activity
        for line in row.lines:
            yield [
                activity.code, activity.title, line.kind.name, line.text, line.year,
                None if line.quantity is None else float(line.quantity), line.unit,
                None if line.price_cents is None else line.price_cents / 100,
                line.cents / 100, line.subsidy_cents / 100, line.cofinancing_cents / 100,
            ]  # fmt: skip
        if not row.lines and activity.budget_cents is not None:
            amount = activity.budget_cents / 100
            blank = [None] * 6
            yield [activity.code, activity.title, *blank, amount, None, None]


@require_http_methods(["GET", "HEAD", "POST"])
@in_draft
def costs(request: Request, region: Region, draft: Plan, pk: int) -> HttpResponse:
    """The costs of one activity of the draft, on one page."""
    row = fetch(draft.activities.all(), request.user, Action.EDIT_PLAN, pk=pk)
    draft.region = region
    row.plan = draft
    formset = budget_formset(request.POST or None, instance=row)

    def keep() -> None:
        formset.save()
        settle_budget(row)

    if request.method == "POST" and formset.is_valid() and saved(formset.forms[0], keep):
        messages.success(request, _("The costs of “%(title)s” are saved.") % {"title": row})
        return redirect(budget_address(draft, region))
    context = {"region": region, "plan": draft, "activity": row, "formset": formset}
    return render(request, "plans/costs.html", context, status=422 if formset.is_bound else 200)


def budget_address(plan: Plan, region: Region) -> str:
    return f"{reverse('budget', args=[region.slug])}?version={plan.version}"


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: Request, slug: str) -> HttpResponse:
    """Begin a version that works out two years for DUS-I."""
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    plan = approved_plan(region)
    if plan is None:
        messages.error(request, _("There is no approved plan yet to work out."))
        return redirect("plan", slug)
    form = DetailForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            first = date.fromisoformat(form.cleaned_data["first"])
            draft = start_detail(region, first, request.user)
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("plan", slug)
        messages.success(request, _("The draft begins as a copy of the plan. Work out its costs."))
        return redirect(budget_address(draft, region))
    context = {"region": region, "plan": plan, "form": form}
    return render(request, "plans/detail.html", context, status=422 if form.errors else 200)
