"""The pages of who takes a region over, and of who has just begun."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.access import Action, Request, fetch_region

from .handover import handover_of
from .starting import is_new, start_of


@require_safe
def handover(request: Request, slug: str) -> HttpResponse:
    """For leaders, the advisor and the bureau: each reads what their role may read elsewhere."""
    region = fetch_region(request.user, slug, Action.READ_LOG)
    today = timezone.localdate()
    context = {
        "region": region,
        "today": today,
        "is_new": is_new(request.user, region, today),
        **handover_of(region, request.user, today),
    }
    return render(request, "advisors/handover.html", context)


@require_safe
def starter(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_LOG)
    today = timezone.localdate()
    context = {
        "region": region,
        "today": today,
        "is_new": is_new(request.user, region, today),
        **start_of(region, request.user, today),
    }
    return render(request, "advisors/starter.html", context)
