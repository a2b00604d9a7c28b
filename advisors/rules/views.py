"""Rules that keep regions back: which there are, who is on it, and what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.models import RuleItem, RuleNaming
from advisors.network.doors import require_network
from regions.access import Action, Request, can, fetch
from regions.asked import row_id
from regions.progress.models import Cause, Obstacle
from regions.saving import saved
from regions.web.lists import list_page

from . import doors
from .forms import RuleForm

ITEMS_A_PAGE = 20


@require_safe
def rules(request: Request) -> HttpResponse:
    require_network(request.user)
    rows = doors.items_for(request.user).order_by("outcome_on", "-regions", "-made_at", "pk")
    return list_page(request, "rules/rules.html", rows, lambda _page: {}, size=ITEMS_A_PAGE)


def _item(request: Request, pk: int) -> RuleItem:
    require_network(request.user)
    return get_object_or_404(doors.items_for(request.user), pk=pk)


@require_safe
def rule(request: Request, pk: int) -> HttpResponse:
    item = _item(request, pk)
    context = {
        "item": item,
        "namings": doors.namings_for(request.user, item),
        "may_edit": doors.may_edit(request.user, item),
    }
    return render(request, "rules/rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_rule(request: Request, pk: int) -> HttpResponse:
    item = _item(request, pk)
    if not doors.may_edit(request.user, item):
        raise PermissionDenied
    title = str(item)
    typed = request.POST if request.method == "POST" else None
    form = RuleForm(typed, instance=item, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("It is saved."))
        return redirect("rule", pk)
    context = {"form": form, "pk": pk, "title": title}
    return render(request, "rules/edit.html", context, status=422 if form.errors else 200)


@require_POST
def place(request: Request, slug: str, pk: int) -> HttpResponse:
    """The advisor of a region, or the bureau, says which rule an obstacle is about."""
    rows = Obstacle.objects.filter(region__slug=slug).select_related("region")
    obstacle = fetch(rows, request.user, Action.READ_LOG, pk=pk)
    if not (
        can(request.user, Action.ADVISE, obstacle) or can(request.user, Action.MANAGE, obstacle)
    ):
        raise PermissionDenied
    items = doors.items_for(request.user)
    item = items.filter(pk=row_id(request.POST.get("item")) or 0).first()
    if item is None or obstacle.cause != Cause.RULE:
        messages.warning(request, _("Choose a rule."))
    else:
        told = {"item": item, "placed_by": request.user, "placed_at": timezone.now()}
        RuleNaming.objects.update_or_create(obstacle=obstacle, defaults=told)
        messages.success(request, _("This obstacle counts with that rule now."))
    return redirect("obstacle", slug, pk)
