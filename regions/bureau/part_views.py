"""Sub-regions and schools of a region."""

from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, fetch, fetch_region, require_bureau
from regions.models import School, SubRegion
from regions.saving import saved

from .region_forms import SchoolForm, SubRegionForm
from .removing import why_it_stays


class Part(NamedTuple):
    model: type[Model]
    form: type[forms.ModelForm]
    new: str | Promise


PARTS = {
    "sub-regions": Part(SubRegion, SubRegionForm, gettext_lazy("A new sub-region")),
    "schools": Part(School, SchoolForm, gettext_lazy("A new school")),
}


def part_of(kind: str) -> Part:
    if kind not in PARTS:
        raise Http404
    return PARTS[kind]


@require_http_methods(["GET", "HEAD", "POST"])
def new_part(request: Request, slug: str, kind: str) -> HttpResponse:
    require_bureau(request.user)
    here = fetch_region(request.user, slug, Action.MANAGE)
    part = part_of(kind)
    form = part.form(request.POST or None, instance=part.model(region=here))
    return _answer(request, form, slug, str(part.new), _("%(name)s was added."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_part(request: Request, slug: str, kind: str, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = _fetch_part(request, slug, kind, pk)
    form = part_of(kind).form(request.POST or None, instance=row)
    return _answer(request, form, slug, str(row), _("%(name)s was saved."))


@require_POST
def delete_part(request: Request, slug: str, kind: str, pk: int) -> HttpResponse:
    require_bureau(request.user)
    row = _fetch_part(request, slug, kind, pk)
    if reason := why_it_stays(row):
        messages.error(request, reason)
    else:
        row.delete()
        messages.success(request, _("%(name)s was deleted.") % {"name": row})
    return redirect("bureau_region", slug)


def _fetch_part(request: Request, slug: str, kind: str, pk: int) -> Model:
    rows = part_of(kind).model._default_manager.filter(region__slug=slug)
    return fetch(rows, request.user, Action.MANAGE, pk=pk)


def _answer(
    request: Request, form: forms.ModelForm, slug: str, heading: str, told: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, told % {"name": form.instance})
        return redirect("bureau_region", slug)
    context = {"form": form, "heading": heading, "back": ("bureau_region", slug)}
    return render(request, "bureau/form.html", context, status=422 if form.errors else 200)
