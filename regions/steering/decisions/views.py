"""Decisions: the list, the page of one, and the answers of members."""

from collections.abc import Iterable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regions.access import Action, Request, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.plans.changes.views import fetch_change
from regions.plans.models import PlanChange
from regions.steering.models import Decision
from regions.web.lists import list_page

from .deciding import VoteRefused, cast_vote, conclude
from .forms import DecisionFilter, VoteForm
from .list import Asked, asked_of, taken_of
from .page import page_of


@require_safe
def decision(request: Request, slug: str, pk: int) -> HttpResponse:
    """What is asked, what moves with it, who decides, and what was decided."""
    change = fetch_change(request, slug, pk, Action.LOOK)
    return _page(request, change, VoteForm())


def _page(request: Request, change: PlanChange, form: VoteForm) -> HttpResponse:
    context = page_of(request.user, change, timezone.now())
    status = 422 if form.errors else 200
    return render(request, "steering/decision.html", {**context, "form": form}, status=status)


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


@require_POST
def conclude_decision(request: Request, slug: str, pk: int) -> HttpResponse:
    change = fetch_change(request, slug, pk, Action.CONCLUDE)
    try:
        messages.success(request, _told(conclude(change, request.user, timezone.now())))
    except VoteRefused as refused:
        messages.error(request, str(refused))
    return redirect("decision", slug, pk)


def _told(taken: Decision) -> str:
    if taken.is_accepted:
        return _("The decision is taken: accepted. The new version of the plan holds from now on.")
    return _("The decision is taken: not accepted. The approved plan stays as it is.")


@require_safe
def decisions(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    chosen = DecisionFilter(request.GET)
    asked = asked_of(region, timezone.now())
    return list_page(
        request,
        "steering/decisions.html",
        taken_of(region, **chosen.wanted),
        lambda _page: {"region": region, "asked": asked, "filter": chosen},
        file=partial(_as_csv, region, asked),
    )


def _as_csv(region: Region, asked: list[Asked], taken: Iterable[PlanChange]) -> HttpResponse:
    """What the list shows, whole."""
    header = [
        _("Decision"), _("State"), _("Kind"), _("Asked on"), _("Answer before"), _("Decided on"),
        _("How"), _("Decided by"), _("Answered"), _("In favour"), _("Against"), _("Not seen"),
    ]  # fmt: skip
    cells = [*(_asked_cells(one) for one in asked), *(_taken_cells(one) for one in taken)]
    return csv_response(f"besluiten-{region.slug}-{timezone.localdate()}.csv", header, cells)


def _asked_cells(one: Asked) -> list[object]:
    """Until the decision only how many answered: who is in favour is nobody's business yet."""
    if one.change is None or one.tally is None:
        return [one.title, _("Asked in a monthly log, no proposal yet"), "", one.since, *[""] * 8]
    change, state = one.change, one.change.get_state_display()
    kind, answered = change.get_kind_display(), one.tally.answered
    return [one.title, state, kind, one.since, change.decide_by, *[""] * 3, answered, *[""] * 3]


def _taken_cells(one: PlanChange) -> list[object]:
    taken = getattr(one, "decision", None)
    return [
        one.title,
        one.get_state_display(),
        one.get_kind_display(),
        timezone.localdate(one.proposed_at) if one.proposed_at else "",
        one.decide_by,
        one.decided_on,
        _("in the portal") if taken else _("on paper"),
        one.decided_by,
        *_counts(taken),
    ]


def _counts(taken: Decision | None) -> list[object]:
    if taken is None:
        return [""] * 4
    answered = taken.in_favour + taken.against
    return [answered, taken.in_favour, taken.against, taken.not_seen]
