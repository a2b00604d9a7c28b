"""The search page: one box, for whoever signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.access import Request

from .search import SHORTEST, search


@require_safe
def find(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    context = {
        "words": words,
        "found": search(request.user, words),
        "is_too_short": 0 < len(words) < SHORTEST,
    }
    return render(request, "advisors/search.html", context)
