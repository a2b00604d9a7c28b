"""The page an advisor begins with: what waits this week, good news, and the regions on one axis."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from advisors.done import take_done, tell_done
from advisors.models import Later
from advisors.portfolio.portfolio import (
    changes_between,
    heading_of,
    portfolio_of,
    regions_of,
    seen_at,
)
from advisors.talks.page import mark_spoken
from regions.access import Request, require_advisor
from regions.asked import onward

from .forms import WeekFilter, put_off_until
from .good_news import good_news
from .week import by_region, next_text, parts_of, waiting_of
from .week import heading_of as week_heading

MOST_SHOWN = 40  # lines; more are shown when asked for
LONGEST_KEY = 60


@require_safe
def my_week(request: Request) -> HttpResponse:
    require_advisor(request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    regions = regions_of(request.user, today)
    waiting = waiting_of(request.user, now)
    form = WeekFilter(request.GET, region=[(region.slug, region.name) for region in regions])
    shows_later = "later" in request.GET
    lines = form.of(waiting.put_off if shows_later else waiting.lines)
    shown = lines if "all" in request.GET else lines[:MOST_SHOWN]
    portfolio = portfolio_of(regions, now, request.user)
    mark_spoken([row.region for row in portfolio.rows], request.user)
    since = seen_at(request.user, now)
    context = {
        "week_heading": week_heading(waiting.lines, today),
        "parts": by_region(shown) if form.wanted["sort"] else parts_of(shown, today),
        "more": len(lines) - len(shown),
        "put_off": len(waiting.put_off),
        "shows_later": shows_later,
        "filter": form,
        "next": next_text(waiting.lines),
        "done": take_done(request),
        "good": good_news(portfolio.rows, regions, today),
        "portfolio": portfolio,
        "without_recovery": sum(r.standing.now.obstacles_without_recovery for r in portfolio.rows),
        "open_obstacles": sum(r.standing.now.open_obstacles for r in portfolio.rows),
        "heading": heading_of(portfolio),
        "since": since,
        "changes": changes_between(portfolio, since, now),
        "today": today,
        "here": request.get_full_path(),
    }
    return render(request, "advisors/my_week.html", context)


@require_POST
def put_off(request: Request) -> HttpResponse:
    """A line comes back on a later day; the list says which, and how to have it back now. Lines
    that came back already are forgotten."""
    require_advisor(request.user)
    key = request.POST.get("key", "")[:LONGEST_KEY]
    today = timezone.localdate()
    until_on = put_off_until(request.POST.get("until", ""), today)
    Later.objects.filter(user=request.user, until_on__lte=today).delete()
    Later.objects.update_or_create(user=request.user, key=key, defaults={"until_on": until_on})
    told = {"day": date_format(until_on, "l j F")}
    text, later = _("Put off until %(day)s") % told, reverse("week_put_off")
    tell_done(request, text, reverse("week_put_back"), later, key=key)
    return onward(request, request.POST.get("next", ""), "advisor")


@require_POST
def put_back(request: Request) -> HttpResponse:
    require_advisor(request.user)
    Later.objects.filter(user=request.user, key=request.POST.get("key", "")).delete()
    return onward(request, request.POST.get("next", ""), "advisor")
