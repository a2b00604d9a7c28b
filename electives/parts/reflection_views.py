"""The short reflection of a school, once a year; that of a business comes through its link."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from electives.doors import elective_at
from electives.models import Reflection
from regions.access import Action, Request, fetch
from regions.months import school_year_text

from .page import back_to, form_or_saved
from .reflection_forms import SchoolReflectionForm

PART = "reflections"


@require_http_methods(["GET", "HEAD", "POST"])
def new_reflection(request: Request, slug: str, pk: int) -> HttpResponse:
    elective = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    row = Reflection(elective=elective, given_by=request.user)
    return _page(request, row, _("What does the school say of this year?"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_reflection(request: Request, slug: str, pk: int, reflection: int) -> HttpResponse:
    row = _reflection_at(request, slug, pk, reflection)
    values = {"school": row.school, "year": school_year_text(row.school_year)}
    return _page(request, row, _("%(school)s about %(year)s") % values)


@require_POST
def remove_reflection(request: Request, slug: str, pk: int, reflection: int) -> HttpResponse:
    row = _reflection_at(request, slug, pk, reflection)
    row.delete()
    messages.success(request, _("The answers were removed."))
    return back_to(row.elective, PART)


def _reflection_at(request: Request, slug: str, pk: int, reflection: int) -> Reflection:
    """Only a school's: nobody changes what a business wrote."""
    rows = Reflection.objects.filter(elective=pk, elective__region__slug=slug, partnership=None)
    rows = rows.select_related("elective__region", "school")
    return fetch(rows, request.user, Action.EDIT_ELECTIVES, pk=reflection)


def _page(request: Request, row: Reflection, heading: str) -> HttpResponse:
    form = SchoolReflectionForm(
        request.POST if request.method == "POST" else None,
        instance=row,
        today=timezone.localdate(),
    )
    return form_or_saved(
        request,
        form,
        PART,
        _("The answers are saved."),
        heading=heading,
        lead=_("Three questions, two minutes. One school answers, once a year."),
        missing="" if row.elective.region.schools.exists() else "schools",
    )
