"""The bureau's pages of reporting moments: the list, one of them, and how its day moves."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.csv import csv_response
from regions.dossier.models import MomentException, ReportingMoment
from regions.saving import saved
from regions.web.lists import list_page

from .forms import ExceptionForm, MomentFilter, MomentForm, MoveForm
from .list import exceptions_of, listed, moments, standing
from .moving import add_known, end_exception, make_exception, move


@require_safe
def moments_page(request: Request) -> HttpResponse:
    require_bureau(request.user)
    chosen, today = MomentFilter(request.GET), timezone.localdate()
    return list_page(
        request,
        "dossier/moments.html",
        moments(chosen.wanted["when"], today),
        lambda page: {
            "filter": chosen,
            "rows": listed(page),
            "today": today,
            "coming": moments("ahead", today).count(),
        },
        file=_as_csv,
    )


def _as_csv(rows: QuerySet[ReportingMoment]) -> HttpResponse:
    header = [
        _("What must be handed in"), _("Kind"), _("At DUS-I by"), _("Period from"),
        _("Period until"), _("Region"), _("Handed in"), _("Expected"), _("Exceptions"), _("Source"),
    ]  # fmt: skip
    cells = (
        [
            row.moment.title, row.moment.get_kind_display(), row.moment.due_on,
            row.moment.covers_from_on, row.moment.covers_until_on, row.moment.region or "",
            row.received, row.expected, row.exceptions, row.moment.source,
        ]
        for row in listed(rows)
    )  # fmt: skip
    return csv_response(f"rapportagemomenten-{timezone.localdate()}.csv", header, cells)


@require_safe
def moment(request: Request, pk: int) -> HttpResponse:
    """One moment: its period, who still has to hand in, exceptions, and how its day moved."""
    require_bureau(request.user)
    rows = ReportingMoment.objects.select_related("region")
    row = get_object_or_404(rows, pk=pk)
    found = [] if row.dropped_on else standing(row)
    context = {
        "moment": row,
        "found": found,
        "waiting": [due for due in found if due.handed_in is None],
        "exceptions": exceptions_of(row),
        "moves": row.moves.select_related("region", "moved_by"),
        "today": timezone.localdate(),
    }
    return render(request, "dossier/moment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_moment(request: Request, pk: int | None = None) -> HttpResponse:
    """A new moment, or the words of one that stands; its day moves elsewhere."""
    require_bureau(request.user)
    row = get_object_or_404(ReportingMoment, pk=pk) if pk else None
    form = MomentForm(request.POST or None, instance=row)
    heading = str(row) if row else _("A new reporting moment")
    return _page(request, form, heading, row, form.save)


@require_http_methods(["GET", "HEAD", "POST"])
def move_moment(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(ReportingMoment, pk=pk, dropped_on=None)
    form = MoveForm(request.POST or None, initial={"due_on": row.due_on})

    def keep() -> None:
        move(row, form.cleaned_data["due_on"], form.cleaned_data["source"], request.user)

    return _page(request, form, _("Another day for “%(title)s”") % {"title": row}, row, keep)


@require_http_methods(["GET", "HEAD", "POST"])
def except_region(request: Request, pk: int) -> HttpResponse:
    """Another day for one region, or none."""
    require_bureau(request.user)
    row = get_object_or_404(ReportingMoment, pk=pk, dropped_on=None, region=None)
    form = ExceptionForm(request.POST or None)

    def keep() -> None:
        kept = form.cleaned_data
        make_exception(row, kept["region"], kept["due_on"], kept["source"], request.user)

    return _page(request, form, _("One region apart: “%(title)s”") % {"title": row}, row, keep)


@require_POST
def stop_exception(request: Request, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = get_object_or_404(MomentException.objects.select_related("region"), pk=pk)
    end_exception(row, request.user)
    messages.success(request, _("The day of every region holds there again."))
    return redirect("bureau_moment", row.moment_id)


@require_POST
def drop_moment(request: Request, pk: int) -> HttpResponse:
    """Withdraw a moment, or put it back."""
    require_bureau(request.user)
    row = get_object_or_404(ReportingMoment, pk=pk)
    row.dropped_on = None if row.dropped_on else timezone.localdate()
    form = forms.Form({})
    if not saved(form, partial(row.save, update_fields=["dropped_on"])):
        messages.error(request, str(form.non_field_errors()[0]))
    elif row.dropped_on:
        messages.success(request, _("The moment is withdrawn. Nobody is reminded of it."))
    else:
        messages.success(request, _("The moment holds again."))
    return redirect("bureau_moment", row.pk)


@require_POST
def known_moments(request: Request) -> HttpResponse:
    """The two days that are certain, with their source."""
    require_bureau(request.user)
    if add_known():
        messages.success(request, _("The moments are there. Look whether they are right."))
    return redirect("bureau_moments")


def _page(
    request: Request,
    form: Any,
    heading: str,
    row: ReportingMoment | None,
    keep: Callable[[], object],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and saved(form, keep):
        messages.success(request, _("This is saved."))
        pk = row.pk if row else form.instance.pk
        return redirect("bureau_moment", pk)
    context = {"form": form, "heading": heading, "moment": row}
    status = 422 if form.errors else 200
    return render(request, "dossier/moment_form.html", context, status=status)
