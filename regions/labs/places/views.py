"""The labs of a region: the list, one lab, and what leaders change about it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.csv import csv_response
from regions.labs.models import Lab
from regions.models import Region
from regions.saving import saved
from regions.web.lists import list_page

from .forms import LabFilter, LabForm
from .list import ListedLab, chosen, labs_heading, labs_of
from .page import shown_lab


@require_safe
def labs(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_EVENTS)
    rows = labs_of(region, timezone.now(), can(request.user, Action.READ_EXACT, region))
    form = LabFilter(request.GET)
    return list_page(
        request,
        "labs/labs.html",
        chosen(rows, form.wanted),
        lambda _page: {
            "region": region,
            "total": len(rows),
            "finding": labs_heading(rows),
            "filter": form,
            "may_edit": can(request.user, Action.EDIT_EVENTS, region),
        },
        file=partial(_as_csv, region),
    )


def _as_csv(region: Region, rows: list[ListedLab]) -> HttpResponse:
    header = [_("Lab"), _("Kind"), _("Place"), _("Owner"), _("Open since"), _("Closed since")]
    header += [_("Events held this school year"), _("Visitors this school year")]
    cells = (
        [
            row.lab.name,
            row.lab.get_kind_display(),
            row.lab.place,
            row.owner,
            row.lab.opened_on,
            row.lab.closed_on,
            row.held,
            row.visitors,
        ]
        for row in rows
    )
    return csv_response(f"leerlabs-{region.slug}-{timezone.localdate()}.csv", header, cells)


def lab_at(request: Request, slug: str, pk: int, action: Action) -> Lab:
    rows = Lab.objects.filter(region__slug=slug).select_related(
        "region", "owner_school", "owner_partner__business"
    )
    return fetch(rows, request.user, action, pk=pk)


@require_safe
def lab(request: Request, slug: str, pk: int) -> HttpResponse:
    row = lab_at(request, slug, pk, Action.READ_EVENTS)
    exact = can(request.user, Action.READ_EXACT, row)
    context = shown_lab(row, timezone.now(), exact)
    context |= {
        "region": row.region,
        "may_edit": can(request.user, Action.EDIT_EVENTS, row),
        "may_read_partners": can(request.user, Action.READ_PARTNERS, row),
    }
    return render(request, "labs/lab.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_lab(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    form = LabForm(request.POST if request.method == "POST" else None, region=region)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The lab is added."))
        return redirect("lab", slug, form.instance.pk)
    return _form(request, region, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_lab(request: Request, slug: str, pk: int) -> HttpResponse:
    row = lab_at(request, slug, pk, Action.EDIT_EVENTS)
    form = LabForm(
        request.POST if request.method == "POST" else None, instance=row, region=row.region
    )
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("It is saved."))
        return redirect("lab", slug, pk)
    return _form(request, row.region, form, Lab.objects.get(pk=pk))


def _form(request: Request, region: Region, form: LabForm, row: Lab | None) -> HttpResponse:
    context = {"region": region, "form": form, "row": row}
    return render(request, "labs/lab_form.html", context, status=422 if form.errors else 200)


@require_POST
def close_lab(request: Request, slug: str, pk: int) -> HttpResponse:
    row = lab_at(request, slug, pk, Action.EDIT_EVENTS)
    if row.closed_on is None:
        today = timezone.localdate()
        row.closed_on = max(today, row.opened_on or today)
        row.save(update_fields=["closed_on"])
    messages.success(request, _("The lab is closed. All that happened there stays."))
    return redirect("lab", slug, pk)


@require_POST
def reopen_lab(request: Request, slug: str, pk: int) -> HttpResponse:
    row = lab_at(request, slug, pk, Action.EDIT_EVENTS)
    row.closed_on = None
    row.save(update_fields=["closed_on"])
    messages.success(request, _("The lab is open again."))
    return redirect("lab", slug, pk)
