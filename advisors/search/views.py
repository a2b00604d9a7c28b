"""The search page: one box, for whoever signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.access import Request

from .search import SHORTEST, kinds_for, search, search_otherwise


@require_safe
def find(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    found, meant = search(request.user, words), ""
    if words and not found:
        meant, found = search_otherwise(request.user, words)
    context = {
        "words": words,
        "found": found,
        "kinds": kinds_for(request.user),
        "meant": meant,
        "is_too_short": 0 < len(words) < SHORTEST,
    }
    return render(request, "advisors/search.html", context)
