"""The guides, for everybody: who cannot sign in may read how."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .guides import GUIDES, guide_for, guide_of


@login_not_required
@require_safe
def manual(request: HttpRequest) -> HttpResponse:
    """The guide of the role that one looks in."""
    return redirect("guide", guide_for(getattr(request, "membership", None) or None))


@login_not_required
@require_safe
def guide(request: HttpRequest, name: str) -> HttpResponse:
    if name not in GUIDES:
        raise Http404
    others = [guide_of(other) for other in GUIDES]
    return render(request, "manual/guide.html", {"guide": guide_of(name), "guides": others})
