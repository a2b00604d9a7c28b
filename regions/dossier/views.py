"""The dossier of a region on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region

from .page import dossier_of


@require_safe
def dossier(request: Request, slug: str) -> HttpResponse:
    """What is due, what is asked, what was told, and what came back."""
    region = fetch_region(request.user, slug, Action.READ_DOSSIER)
    context = {
        "region": region,
        "may_edit": can(request.user, Action.EDIT_DOSSIER, region),
        "may_read_reports": can(request.user, Action.READ_REPORT, region),
        "dossier": dossier_of(region, timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "dossier/dossier.html", context)
