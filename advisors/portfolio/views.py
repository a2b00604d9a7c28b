"""The page of the advisor: own regions, and what changed since the last look."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from advisors.models import Look
from advisors.talks.page import mark_spoken
from regions.access import Request, require_advisor

from .portfolio import changes_between, heading_of, portfolio_of, regions_of, seen_at


@require_safe
def my_regions(request: Request) -> HttpResponse:
    """The advisor's regions on the tempo axis, from behind to ahead."""
    require_advisor(request.user)
    now = timezone.now()
    portfolio = portfolio_of(regions_of(request.user, timezone.localdate(now)), now, request.user)
    mark_spoken([row.region for row in portfolio.rows], request.user)
    since = seen_at(request.user, now)
    return render(
        request,
        "advisors/my_regions.html",
        {
            "portfolio": portfolio,
            "heading": heading_of(portfolio),
            "without_recovery": sum(
                r.standing.now.obstacles_without_recovery for r in portfolio.rows
            ),
            "open_obstacles": sum(r.standing.now.open_obstacles for r in portfolio.rows),
            "since": since,
            "changes": changes_between(portfolio, since, now),
            "today": timezone.localdate(now),
        },
    )


@require_POST
def mark_seen(request: Request) -> HttpResponse:
    require_advisor(request.user)
    Look.objects.update_or_create(user=request.user, defaults={"seen_at": timezone.now()})
    messages.success(request, _("From now on this page shows what changed after this moment."))
    return redirect("advisor")
