"""The obstacles of a region, the page of one, and whether others may learn from it."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.csv import csv_response
from regions.models import Region
from regions.months import Month
from regions.progress.models import Obstacle
from regions.saving import saved
from regions.web.lists import list_page
from regions.web.searching import having

from . import doors
from .forms import NAMED, UNNAMED, CauseForm, ObstacleFilter, ShareForm
from .page import obstacle_page

OBSTACLES_A_PAGE = 20


@require_safe
def obstacles(request: Request, slug: str) -> HttpResponse:
    """Every obstacle of a region, open ones first, then what ended last."""
    region = fetch_region(request.user, slug, Action.READ_LOG)
    form = ObstacleFilter(request.GET)
    wanted = form.wanted
    rows = Obstacle.objects.filter(
        having(wanted["q"], "problem", "recovery", "activity__title"), region=region
    )
    rows = rows.filter(state=wanted["state"]) if wanted["state"] else rows
    rows = rows.filter(cause=wanted["cause"]) if wanted["cause"] else rows
    return list_page(
        request,
        "lessons/obstacles.html",
        rows.select_related("activity").order_by("-closed_on", "opened_on", "pk"),
        lambda _page: {"region": region, "filter": form, "to_ask": _to_ask(request, region)},
        size=OBSTACLES_A_PAGE,
        file=lambda found: _as_csv(slug, found),
    )


def _to_ask(request: Request, region: Region) -> list[Obstacle]:
    """About which the leader is asked whether others may learn from them."""
    asks = can(request.user, Action.WRITE_LOG, region)
    return list(doors.to_ask(region, timezone.localdate())) if asks else []


def _as_csv(slug: str, rows: Iterable[Obstacle]) -> HttpResponse:
    header = [
        _("Number"), _("Activity"), _("Since"), _("State"), _("Until"), _("Cause"),
        _("What does not succeed"), _("How it is picked up"), _("Who"), _("By when"),
    ]  # fmt: skip
    return csv_response(
        f"obstakels-{slug}.csv",
        header,
        [
            [
                row.activity.code,
                row.activity.title,
                Month.of(row.opened_on),
                row.get_state_display(),
                Month.of(row.closed_on) if row.closed_on else "",
                row.get_cause_display(),
                row.problem,
                row.recovery,
                row.recovery_who,
                row.recovery_by_on,
            ]
            for row in rows
        ],
    )


def _obstacle(request: Request, slug: str, pk: int, action: Action) -> Obstacle:
    rows = Obstacle.objects.select_related("activity", "region")
    return fetch(rows, request.user, action, pk=pk, region__slug=slug)


@require_safe
def obstacle(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _obstacle(request, slug, pk, Action.READ_LOG)
    return render(request, "lessons/obstacle.html", obstacle_page(row, request.user))


@require_POST
def name_cause(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _obstacle(request, slug, pk, Action.WRITE_LOG)
    form = CauseForm(request.POST, instance=row)
    if form.is_valid() and saved(form, form.save):
        messages.success(request, _("The cause is saved."))
        return redirect("obstacle", slug, pk)
    context = obstacle_page(_obstacle(request, slug, pk, Action.WRITE_LOG), request.user)
    return render(request, "lessons/obstacle.html", context | {"cause_form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: Request, slug: str, pk: int) -> HttpResponse:
    """The exact texts that others would read, changed at will, and then agreed to."""
    row = _picked_up(request, slug, pk)
    before = doors.answer_about(row)
    start = {"problem": row.problem, "approach": row.recovery}
    if before and before.is_shared:
        named = NAMED if before.names_region else UNNAMED
        start = {"problem": before.problem, "approach": before.approach, "region": named}
    typed = request.POST if request.method == "POST" else None
    form = ShareForm(typed, initial=start, place=row.region, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            doors.answer(
                row,
                request.user,
                timezone.now(),
                problem=form.cleaned_data["problem"].strip(),
                approach=form.cleaned_data["approach"].strip(),
                names_region=form.names_region,
                instead_of=before.pk if before else 0,
            )
        except doors.AnsweredMeanwhile:
            messages.warning(request, _("Somebody else answered this just before you."))
        else:
            messages.success(request, _("It is shared: other regions can read it now."))
        return redirect("obstacle", slug, pk)
    context = {
        "form": form,
        "obstacle": row,
        "region": row.region,
        "before": before,
        "consent": doors.consent_text(row.region),
    }
    return render(request, "lessons/share.html", context, status=422 if form.errors else 200)


@require_POST
def keep_inside(request: Request, slug: str, pk: int) -> HttpResponse:
    """No, or no longer: nobody else reads it, and it is not asked again."""
    row = _picked_up(request, slug, pk)
    if doors.withdraw(row, request.user, timezone.now()):
        messages.success(request, _("It is withdrawn: nobody outside your region reads it."))
        return redirect("obstacle", slug, pk)
    try:
        doors.answer(row, request.user, timezone.now())
    except doors.AnsweredMeanwhile:
        messages.info(request, _("This was answered already."))
    else:
        messages.success(request, _("It stays within your region. You are not asked again."))
    return redirect("obstacle", slug, pk)


def _picked_up(request: Request, slug: str, pk: int) -> Obstacle:
    row = _obstacle(request, slug, pk, Action.WRITE_LOG)
    if row.state != Obstacle.State.PICKED_UP:
        raise Http404
    return row
