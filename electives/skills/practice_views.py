"""Leaders write down what pupils practise where, and name the region's own competences."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from electives.models import Competence, Elective
from regions.access import Action, Request, fetch, fetch_region
from regions.csv import csv_response
from regions.internships.models import InternshipCohort
from regions.labs.models import Event, Lab
from regions.models import Region
from regions.saving import saved
from regions.web.lists import list_page

from .filters import PlaceFilter
from .forms import CompetenceForm, PracticeForm
from .looks import unseen
from .places import Spot, spots_of
from .practice import depths_of
from .practice import practise as keep
from .skills import Kind

MODELS: dict[str, tuple[type[Model], str]] = {
    Kind.ELECTIVE: (Elective, "region__slug"),
    Kind.LAB: (Lab, "region__slug"),
    Kind.EVENT: (Event, "region__slug"),
    Kind.COHORT: (InternshipCohort, "school__region__slug"),
}


@require_safe
def places(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_ELECTIVES)
    form = PlaceFilter(request.GET)
    shown = spots_of(region, timezone.localdate(), form.wanted)
    return list_page(
        request,
        "electives/skills_places.html",
        shown,
        lambda _page: {
            "region": region,
            "filter": form,
            "open": sum(not spot.practised for spot in shown),
            **_tabs(region),
        },
        file=partial(_as_csv, region),
    )


def _as_csv(region: Region, spots: list[Spot]) -> HttpResponse:
    header = [_("Kind"), _("Where"), _("Number of competences")]
    rows = ([spot.kind_label, spot.title, spot.practised] for spot in spots)
    return csv_response(f"oefenplekken-{region.slug}-{timezone.localdate()}.csv", header, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: Request, slug: str, kind: str, pk: int) -> HttpResponse:
    if kind not in MODELS:
        raise Http404
    model, path = MODELS[kind]
    rows: Any = model._default_manager.all()
    if kind == Kind.COHORT:
        rows = rows.select_related("school")
    row = fetch(rows, request.user, Action.EDIT_ELECTIVES, pk=pk, **{path: slug})
    region = Region.objects.get(slug=slug)
    place = {f"{kind}_id": pk}
    form = PracticeForm(
        request.POST if request.method == "POST" else None,
        competences=list(Competence.objects.of(region)),
        depths=depths_of(region, **place),
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, lambda: keep(region, form.depths(), **place))
    ):
        messages.success(request, _("It is saved."))
        return redirect("skills_map", slug)
    context = {"region": region, "form": form, "title": Spot.title_of(row)}
    status = 422 if form.errors else 200
    return render(request, "electives/skills_practise.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def competences(request: Request, slug: str) -> HttpResponse:
    """The region's own technical competences, with a form to add one."""
    region = fetch_region(request.user, slug, Action.EDIT_ELECTIVES)
    form = _competence_form(request, Competence(region=region))
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The competence is added."))
        return redirect("competences", slug)
    rows = Competence.objects.of(region).annotate(used=Count("practices"))
    context = {
        "region": region,
        "form": form,
        "own": rows.filter(region=region),
        "career": Competence.objects.lob(),
        **_tabs(region),
    }
    status = 422 if form.errors else 200
    return render(request, "electives/competences.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def competence(request: Request, slug: str, pk: int) -> HttpResponse:
    row = fetch(_own(slug), request.user, Action.EDIT_ELECTIVES, pk=pk)
    form = _competence_form(request, row)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("It is saved."))
        return redirect("competences", slug)
    context = {"region": row.region, "form": form, "row": Competence.objects.get(pk=pk)}
    status = 422 if form.errors else 200
    return render(request, "electives/competence.html", context, status=status)


@require_POST
def remove_competence(request: Request, slug: str, pk: int) -> HttpResponse:
    fetch(_own(slug), request.user, Action.EDIT_ELECTIVES, pk=pk).delete()
    messages.success(request, _("The competence is gone, with where it was practised."))
    return redirect("competences", slug)


def _own(slug: str) -> Any:
    """The five of career guidance belong to no region: nobody changes those."""
    return Competence.objects.filter(region__slug=slug).select_related("region")


def _competence_form(request: Request, row: Competence) -> CompetenceForm:
    return CompetenceForm(request.POST if request.method == "POST" else None, instance=row)


def _tabs(region: Region) -> dict[str, Any]:
    return {"may_edit": True, "figures": {"unseen": unseen(region)}}
