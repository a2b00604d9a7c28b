"""The bureau's list of regions, and the page of one region."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, fetch_region, require_bureau
from regions.csv import csv_response
from regions.models import Region
from regions.saving import saved
from regions.steering.mandate.versions import save_group
from regions.steering.models import SteeringGroup
from regions.web.lists import list_page

from .listing import RegionFilter, chosen, plan_state
from .people.reached import put_reach
from .region_forms import RegionForm, SteeringGroupForm
from .removing import why_it_stays
from .succession.views import changes_of


@require_safe
def regions(request: Request) -> HttpResponse:
    """Every region, with search, filters, a sorting and the same as CSV."""
    require_bureau(request.user)
    form = RegionFilter(request.GET)

    def context(page: Page[Any]) -> dict[str, Any]:
        for row in page:
            row.plan_text = plan_state(row)
        return {"filter": form}

    rows = chosen(form.wanted, timezone.localdate())
    return list_page(request, "bureau/regions.html", rows, context, file=_as_csv)


def _as_csv(rows: Iterable[Any]) -> HttpResponse:
    header = [_("Region"), _("Leader"), _("Advisor"), _("Plan"), _("Steering group"), _("Last log")]
    cells = (
        (
            row.name,
            row.leader_names,
            row.advisor_names,
            plan_state(row),
            row.steering_group.get_rhythm_display() if hasattr(row, "steering_group") else "",
            row.last_log_on,
        )
        for row in rows
    )
    return csv_response("regios.csv", header, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def new_region(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = RegionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(
            request,
            _("%(name)s was added. Now add a programme leader and an advisor.")
            % {"name": form.instance},
        )
        return redirect("bureau_region", form.instance.slug)
    context = {"form": form, "heading": _("A new region"), "back": ("bureau_regions", "")}
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)


@require_safe
def region(request: Request, slug: str) -> HttpResponse:
    """Settings, people, schools and steering group of one region."""
    require_bureau(request.user)
    here = fetch_region(request.user, slug)
    today = timezone.localdate()
    held = list(here.memberships.select_related("user").order_by("role", "-starts_on"))
    put_reach({row.user for row in held})
    group = SteeringGroup.objects.filter(region=here).first()
    context = {
        "region": here,
        "current": [m for m in held if m.ends_on is None or m.ends_on >= today],
        "past": [m for m in held if m.ends_on is not None and m.ends_on < today],
        "sub_regions": here.sub_regions.all(),
        "schools": here.schools.select_related("sub_region"),
        "group": group,
        "mandate": group.mandate_on(today) if group else None,
        "today": today,
        "changes": changes_of(here),
    }
    return render(request, "bureau/region.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request, slug: str) -> HttpResponse:
    require_bureau(request.user)
    here = fetch_region(request.user, slug, Action.MANAGE)
    form = RegionForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The settings of %(name)s were saved.") % {"name": here})
        return redirect("bureau_region", here.slug)
    context = {"form": form, "heading": _("Settings"), "back": ("bureau_region", slug)}
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def steering_group(request: Request, slug: str) -> HttpResponse:
    require_bureau(request.user)
    here = fetch_region(request.user, slug, Action.MANAGE)
    group = SteeringGroup.objects.filter(region=here).first()
    if group is None:
        first = timezone.localdate().replace(day=1)
        group = SteeringGroup(region=here, digests_from_on=first)
    form = SteeringGroupForm(request.POST or None, instance=group)
    keep = partial(save_group, form.instance, request.user, timezone.localdate())
    if request.method == "POST" and form.is_valid() and saved(form, keep):
        messages.success(request, _("The steering group of %(name)s was saved.") % {"name": here})
        return redirect("bureau_region", slug)
    context = {
        "form": form,
        "heading": _("Steering group and digest"),
        "back": ("bureau_region", slug),
    }
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)


@require_POST
def delete_region(request: Request, slug: str) -> HttpResponse:
    """Only a region on which nothing hangs."""
    require_bureau(request.user)
    here: Region = fetch_region(request.user, slug, Action.MANAGE)
    if reason := why_it_stays(here):
        messages.error(request, reason)
        return redirect("bureau_region", slug)
    here.delete()
    messages.success(request, _("%(name)s was deleted.") % {"name": here})
    return redirect("bureau_regions")
