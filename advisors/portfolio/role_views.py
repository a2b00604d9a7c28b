"""What groups pass on, as shares: a sign that roles are confused. No names and no words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.access import Request, require_advisor

from .portfolio import regions_of
from .roles import heading_of, roles_of


@require_safe
def roles(request: Request) -> HttpResponse:
    """Per own region the share of remarks about how and how fast, over eight quarters."""
    require_advisor(request.user)
    now = timezone.now()
    found = roles_of(regions_of(request.user, timezone.localdate(now)), now)
    context = {
        "told": [role for role in found if role.share.value is not None],
        "quiet": [role for role in found if role.share.value is None],
        "heading": heading_of(found),
        "today": timezone.localdate(now),
    }
    return render(request, "advisors/roles.html", context)
