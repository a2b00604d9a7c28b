"""The public catalogue: everybody reads what regions published, without signing in."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from electives.models import Elective, Material
from regions.csv import csv_response
from regions.web.lists import list_page

from .catalogue import address_of, found, published, shown, slug_of
from .downloads import as_download, audiences_for
from .filter import CatalogueFilter
from .page import shown_elective

ELECTIVES_A_PAGE = 24


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    form = CatalogueFilter(request.GET)

    def context(page: Page[Elective]) -> dict[str, Any]:
        for elective in page.object_list:
            elective.address = address_of(elective)  # type: ignore[attr-defined]
        return {"filter": form}

    return list_page(
        request,
        "electives/catalogue.html",
        shown(found(form.wanted)),
        context,
        size=ELECTIVES_A_PAGE,
        file=_as_csv,
    )


def _as_csv(electives: Iterable[Elective]) -> HttpResponse:
    header = [_("Title"), _("Region"), _("Profiles"), _("Competences"), _("What pupils learn")]
    cells = (
        [
            elective.title,
            elective.region.name,
            ", ".join(elective.profiles),
            ", ".join(practice.competence.name for practice in elective.practised),  # type: ignore[attr-defined]
            elective.summary,
        ]
        for elective in electives
    )
    return csv_response("keuzevakken.csv", header, cells)


@login_not_required
@require_safe
def catalogue_elective(request: HttpRequest, pk: int, title: str) -> HttpResponse:
    """The title in the address is for people: a wrong one leads to the right one."""
    elective = get_object_or_404(shown(published()), pk=pk)
    if title != slug_of(elective):
        return redirect(address_of(elective), permanent=True)
    context = shown_elective(elective, request.user)
    context |= {"address": settings.SITE_URL + address_of(elective), "site_url": settings.SITE_URL}
    return render(request, "electives/catalogue_elective.html", context)


@login_not_required
@require_safe
def catalogue_material(request: HttpRequest, pk: int) -> FileResponse:
    """Lesson material that its region gives away, of an elective that is published."""
    audiences = audiences_for(request.user)
    there = {"elective__in": published().values("pk"), "audience__in": audiences}
    row = get_object_or_404(Material.objects.select_related("document"), pk=pk, **there)
    return as_download(row.document)
