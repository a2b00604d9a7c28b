"""The businesses behind an elective: who asked, writes along, receives pupils or teaches."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from electives.doors import elective_at
from electives.models import Backing
from regions.access import Action, Request, fetch

from .forms import BackingForm
from .page import back_to, form_or_saved

PART = "businesses"


@require_http_methods(["GET", "HEAD", "POST"])
def new_backing(request: Request, slug: str, pk: int) -> HttpResponse:
    elective = elective_at(request, slug, pk, Action.EDIT_ELECTIVES)
    row = Backing(elective=elective, since_on=timezone.localdate())
    return _page(request, row, _("Which business stands behind it?"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_backing(request: Request, slug: str, pk: int, backing: int) -> HttpResponse:
    row = _backing_at(request, slug, pk, backing)
    return _page(request, row, _("What %(business)s does") % {"business": row.partnership})


@require_POST
def remove_backing(request: Request, slug: str, pk: int, backing: int) -> HttpResponse:
    row = _backing_at(request, slug, pk, backing)
    row.delete()
    messages.success(request, _("“%(name)s” stands here no more.") % {"name": row.partnership})
    return back_to(row.elective, PART)


def _backing_at(request: Request, slug: str, pk: int, backing: int) -> Backing:
    rows: Any = Backing.objects.filter(elective=pk, elective__region__slug=slug)
    rows = rows.select_related("elective__region", "partnership__business")
    return fetch(rows, request.user, Action.EDIT_ELECTIVES, pk=backing)


def _page(request: Request, row: Backing, heading: str) -> HttpResponse:
    form = BackingForm(request.POST if request.method == "POST" else None, instance=row)
    partners: Any = form.fields["partnership"]
    return form_or_saved(
        request,
        form,
        PART,
        _("It is saved."),
        heading=heading,
        missing="" if partners.queryset.exists() else "partners",
    )
