"""The bureau approves a submitted plan, or returns it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions.access import Action, Request, fetch_region
from regions.models import Region
from regions.plans.versions import PlanRefused, change_of, open_plan

from .approval import approve_plan, return_plan
from .forms import ApproveForm, ReturnForm


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, slug: str) -> HttpResponse:
    """The bureau approves the submitted plan, or returns it with what has to be better."""
    region = fetch_region(request.user, slug, Action.APPROVE_PLAN)
    plan = open_plan(region)
    if plan is None or change_of(plan) or plan.state != plan.State.SUBMITTED:
        messages.info(request, _("No plan waits for approval here."))
        return redirect("plan", region.slug)
    is_return = request.POST.get("step") == "return"
    posted = request.POST or None
    approval = ApproveForm(
        None if is_return else posted,
        initial={"approved_on": timezone.localdate()},
        is_detail=plan.is_detail,
    )
    returning = ReturnForm(posted if is_return else None)
    chosen = returning if is_return else approval
    if request.method == "POST" and chosen.is_valid():
        return _record_approval(request, region, plan, chosen.cleaned_data, is_return)
    context = {"region": region, "plan": plan, "approval": approval, "returning": returning}
    status = 422 if chosen.errors else 200
    return render(request, "plans/approve.html", {**context, "form": chosen}, status=status)


def _record_approval(request, region: Region, plan, values: dict, is_return: bool) -> HttpResponse:
    try:
        if is_return:
            return_plan(plan, values["reason"])
            messages.success(request, _("The plan is returned to the programme leader."))
        else:
            approve_plan(plan, values["approved_on"], request.user, values["reference"])
            messages.success(request, _("The plan is approved and locked from now on."))
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("plan", region.slug)
