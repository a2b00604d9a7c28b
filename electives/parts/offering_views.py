"""Where an elective is taught: school by school, year by year, track by track."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from electives.doors import elective_at
from electives.models import Offering
from regions.access import Action, Request, fetch
from regions.months import school_year_text

from .forms import OfferingForm
from .offering import copy_to_next_year
from .page import back_to, form_or_saved

PART = "offerings"


@require_http_methods(["GET", "HEAD", "POST"])
def new_offering(request: Request, slug: str, pk: int) -> HttpResponse:
    elective = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    return _page(request, Offering(elective=elective), _("Which school teaches it?"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_offering(request: Request, slug: str, pk: int, offering: int) -> HttpResponse:
    row = _offering_at(request, slug, pk, offering)
    values = {"school": row.school, "year": school_year_text(row.school_year)}
    return _page(request, row, _("%(school)s in %(year)s") % values)


@require_POST
def remove_offering(request: Request, slug: str, pk: int, offering: int) -> HttpResponse:
    row = _offering_at(request, slug, pk, offering)
    row.delete()
    values = {"school": row.school, "year": school_year_text(row.school_year)}
    messages.success(request, _("%(school)s in %(year)s was removed.") % values)
    return back_to(row.elective, PART)


@require_POST
def copy_offerings(request: Request, slug: str, pk: int) -> HttpResponse:
    """The classes of the last year once more for the next, with pupils still to be counted."""
    elective = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    new, year = copy_to_next_year(elective, request.POST.get("year", ""))
    if new:
        text = ngettext(
            "One class stands in %(year)s now. Fill in its pupils when you know them.",
            "%(n)s classes stand in %(year)s now. Fill in their pupils when you know them.",
            new,
        )
        messages.success(request, text % {"n": new, "year": school_year_text(year)})
    else:
        messages.warning(request, _("There was nothing left to copy."))
    return back_to(elective, PART)


def _offering_at(request: Request, slug: str, pk: int, offering: int) -> Offering:
    rows = Offering.objects.filter(elective=pk, elective__region__slug=slug)
    rows = rows.select_related("elective__region", "school")
    return fetch(rows, request.user, Action.EDIT_ELECTIVES, pk=offering)


def _page(request: Request, row: Offering, heading: str) -> HttpResponse:
    form = OfferingForm(
        request.POST if request.method == "POST" else None,
        instance=row,
        today=timezone.localdate(),
    )
    has_schools = row.elective.region.schools.exists()
    return form_or_saved(
        request,
        form,
        PART,
        _("It is saved."),
        heading=heading,
        missing="" if has_schools else "schools",
    )
