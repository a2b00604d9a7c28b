"""Lesson material of an elective: hand in, say who may have it, fetch, and take away."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from electives.catalogue.downloads import as_download
from electives.doors import elective_at
from electives.models import Material
from regions.access import Action, Request, fetch
from regions.partners.models import Document

from .material_forms import MaterialForm, NewMaterialForm
from .page import back_to, form_or_saved

PART = "material"


@require_http_methods(["GET", "HEAD", "POST"])
def new_material(request: Request, slug: str, pk: int) -> HttpResponse:
    elective = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    form = NewMaterialForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        instance=Material(elective=elective),
        by=request.user,
    )
    return _page(request, form, _("Which lesson material goes with it?"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_material(request: Request, slug: str, pk: int, material: int) -> HttpResponse:
    row = _material_at(request, slug, pk, material, Action.EDIT_ELECTIVES)
    form = MaterialForm(request.POST if request.method == "POST" else None, instance=row)
    return _page(request, form, _("Who may have “%(title)s”?") % {"title": row.title})


@require_POST
def remove_material(request: Request, slug: str, pk: int, material: int) -> HttpResponse:
    row = _material_at(request, slug, pk, material, Action.EDIT_ELECTIVES)
    Document.objects.get(pk=row.document_id).delete()  # the material goes with its file
    messages.success(request, _("“%(title)s” was removed.") % {"title": row})
    return back_to(row.elective, PART)


@never_cache
@require_safe
def material(request: Request, slug: str, pk: int, material: int) -> FileResponse:
    """For who may read the electives of the region; others find it in the catalogue or not."""
    row = _material_at(request, slug, pk, material, Action.READ_ELECTIVES)
    return as_download(Document.objects.get(pk=row.document_id))


def _material_at(request: Request, slug: str, pk: int, material: int, action: Action) -> Material:
    rows = Material.objects.filter(elective=pk, elective__region__slug=slug)
    return fetch(rows.select_related("elective__region"), request.user, action, pk=material)


def _page(request: Request, form: forms.ModelForm, heading: str) -> HttpResponse:
    return form_or_saved(request, form, PART, _("It is saved."), heading=heading)
