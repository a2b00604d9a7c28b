"""The page of one decision: the answers of members, established, and reopened."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request
from regions.plans.changes.views import fetch_change
from regions.plans.models import PlanChange
from regions.steering.models import Decision

from .ballots import VoteRefused
from .deciding import cast_vote, conclude, reopen
from .forms import ConcludeForm, ReopenForm, VoteForm
from .page import confirmation_of, group_of, page_of


@require_safe
def decision(request: Request, slug: str, pk: int) -> HttpResponse:
    """What is asked, what moves with it, who decides, and what was decided."""
    change = fetch_change(request, slug, pk, Action.LOOK)
    return _page(request, change, VoteForm())


def _page(
    request: Request, change: PlanChange, form: VoteForm, reopening: ReopenForm | None = None
) -> HttpResponse:
    context = page_of(request.user, change, timezone.now())
    context |= {"form": reopening or form, "vote_form": form, "reopen_form": reopening}
    status = 422 if context["form"].errors else 200
    return render(request, "steering/decision.html", context, status=status)


@require_POST
def vote(request: Request, slug: str, pk: int) -> HttpResponse:
    change = fetch_change(request, slug, pk, Action.VOTE)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _page(request, change, form)
    told = form.cleaned_data
    try:
        taken = cast_vote(change, request.user, told["answer"], told["note"], timezone.now())
    except VoteRefused as refused:
        messages.error(request, str(refused))
    else:
        kept = _("Your answer is saved. You can change it until the decision is taken.")
        messages.success(request, _told(taken) if taken else kept)
    return redirect("decision", slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def conclude_decision(request: Request, slug: str, pk: int) -> HttpResponse:
    """The chair reads what the answers come to and what follows, and then establishes it."""
    change = fetch_change(request, slug, pk, Action.CONCLUDE)
    now = timezone.now()
    if request.method != "POST":
        return _confirm(request, change, ConcludeForm(), now)
    form = ConcludeForm(request.POST)
    if not form.is_valid():
        return _confirm(request, change, form, now)
    told = form.cleaned_data
    try:
        taken = conclude(change, request.user, now, told["reason"], told["seen"])
    except VoteRefused as refused:
        if group_of(request.user, change, now).may_conclude:
            form.add_error(None, str(refused))
            return _confirm(request, change, form, now)
        messages.error(request, str(refused))
    else:
        messages.success(request, _told(taken))
    return redirect("decision", slug, pk)


def _confirm(
    request: Request, change: PlanChange, form: ConcludeForm, now: datetime
) -> HttpResponse:
    group = group_of(request.user, change, now)
    if not group.may_conclude:
        messages.info(request, _("This decision cannot be established now."))
        return redirect("decision", change.region.slug, change.pk)
    context = {
        "region": change.region,
        "change": change,
        "group": group,
        "confirmation": confirmation_of(request.user, change, now),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "steering/decision_confirm.html", context, status=status)


@require_POST
def reopen_decision(request: Request, slug: str, pk: int) -> HttpResponse:
    """The chair, or a member who answered, asks the group again with a reason."""
    change = fetch_change(request, slug, pk, Action.VOTE)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, change, VoteForm(), form)
    try:
        reopen(change, request.user, timezone.now(), form.cleaned_data["reason"])
    except VoteRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The decision is open again. The whole group reads why."))
    return redirect("decision", slug, pk)


def _told(taken: Decision) -> str:
    until = date_format(timezone.localtime(taken.final_at), "j F, H.i")
    if taken.is_accepted:
        text = _("The decision is taken: accepted. The new version of the plan holds from %(at)s.")
    else:
        text = _(
            "The decision is taken: not accepted. The approved plan stays as it is. It can be"
            " reopened until %(at)s."
        )
    return text % {"at": until}
