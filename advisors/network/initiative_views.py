"""Initiatives: read what works elsewhere, share one's own, take one over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import HiddenInput
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.models import Initiative, TakeOver, Theme
from regions.access import Action, Request, can, fetch, fetch_region
from regions.saving import saved
from regions.web.lists import list_page

from .doors import comes_to_meetings, led_regions, require_network
from .fitting import obstacles_for, regions_that_asked
from .forms import InitiativeFilter, InitiativeForm, TakeOverForm
from .initiatives import activity_name, chosen, initiatives_for, take_over, trail_of

INITIATIVES_A_PAGE = 15


@require_safe
def initiatives(request: Request) -> HttpResponse:
    require_network(request.user)
    form = InitiativeFilter(request.GET, theme=Theme.objects.values_list("pk", "name"))
    if not comes_to_meetings(request.user):
        form.fields["which"].widget = HiddenInput()
    return list_page(
        request,
        "advisors/initiatives.html",
        chosen(initiatives_for(request.user), request.user, form.wanted),
        lambda _page: {"filter": form, "led": list(led_regions(request.user))},
        size=INITIATIVES_A_PAGE,
    )


@require_safe
def initiative(request: Request, pk: int) -> HttpResponse:
    require_network(request.user)
    row = get_object_or_404(initiatives_for(request.user), pk=pk)
    trail = trail_of(row, request.user)
    taken = {step.take_over.region_id for step in trail}
    led = list(led_regions(request.user))
    may_read = can(request.user, Action.READ_LOG, row)
    context = {
        "initiative": row,
        "trail": trail,
        "activity": activity_name(row.region, row.activity_key) if may_read else "",
        "may_edit": can(request.user, Action.EDIT_PLAN, row),
        "led": {region.pk for region in led},
        "fits": [] if row.withdrawn_at else obstacles_for(row, request.user),
        "question": _("Would “%(title)s” of %(region)s help here?")
        % {"title": row.title, "region": row.region},
        "asked": regions_that_asked(row.theme, request.user, timezone.now()),
        "takers": [
            region
            for region in led
            if row.withdrawn_at is None and region.pk != row.region_id and region.pk not in taken
        ],
    }
    return render(request, "advisors/initiative.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_initiative(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    row = Initiative(region=region, shared_by=request.user)
    return _written(request, row, _("It is shared: every region reads it."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_initiative(request: Request, slug: str, pk: int) -> HttpResponse:
    return _written(request, _own(request, slug, pk), _("It is saved."))


def _own(request: Request, slug: str, pk: int) -> Initiative:
    rows = Initiative.objects.filter(region__slug=slug).select_related("region")
    return fetch(rows, request.user, Action.EDIT_PLAN, pk=pk)


def _written(request: Request, row: Initiative, done: str) -> HttpResponse:
    title = row.title
    form = InitiativeForm(
        request.POST if request.method == "POST" else None, instance=row, region=row.region
    )
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, done)
        return redirect("initiative", row.pk)
    context = {"form": form, "region": row.region, "row": row, "title": title}
    status = 422 if form.errors else 200
    return render(request, "advisors/initiative_form.html", context, status=status)


@require_POST
def withdraw_initiative(request: Request, slug: str, pk: int) -> HttpResponse:
    """Nobody new reads it; who took it over still does, as withdrawn. Shared again in one click."""
    row = _own(request, slug, pk)
    if request.POST.get("do") == "undo":
        row.withdrawn_at = None
        messages.success(request, _("It is shared again."))
    else:
        row.withdrawn_at = row.withdrawn_at or timezone.now()
        messages.success(request, _("It is withdrawn. Who took it over still reads it."))
    row.save(update_fields=["withdrawn_at"])
    return redirect("initiative", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Request, slug: str, pk: int) -> HttpResponse:
    """The region at `slug` takes it over, and says where it hangs in its own plan."""
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    row = get_object_or_404(initiatives_for(request.user), pk=pk)
    if row.region_id == region.pk or row.withdrawn_at:
        raise PermissionDenied
    taken = TakeOver(initiative=row, taken_by=request.user)
    form = TakeOverForm(
        request.POST if request.method == "POST" else None, instance=taken, region=region
    )
    if request.method == "POST" and form.is_valid():
        _tell(request, take_over(taken), row)
        return redirect("initiative", row.pk)
    context: dict[str, Any] = {"form": form, "region": region, "initiative": row}
    status = 422 if form.errors else 200
    return render(request, "advisors/initiative_take.html", context, status=status)


def _tell(request: Request, is_new: bool, row: Initiative) -> None:
    if is_new:
        told = _("Your region takes it over from %(region)s.") % {"region": row.region}
        messages.success(request, told)
    else:
        messages.info(request, _("Your region took this over already."))


@require_POST
def give_back(request: Request, slug: str, pk: int) -> HttpResponse:
    """Undo a take-over of one's own region."""
    rows = TakeOver.objects.filter(region__slug=slug).select_related("region", "initiative")
    row = fetch(rows, request.user, Action.EDIT_PLAN, pk=pk)
    initiative, is_gone = row.initiative, row.initiative.withdrawn_at is not None
    row.delete()
    messages.success(request, _("Your region no longer takes it over."))
    return redirect("initiatives") if is_gone else redirect("initiative", initiative.pk)
