"""The calendar of a region for other programs, at a secret address that the leader can renew."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.ical import calendar
from regions.labs.models import CalendarFeed, Event
from regions.web.public import kept_quiet, throttled

from .entries import entry_of

VISITS_A_MINUTE = 60
BACK = timedelta(days=365)
MOST_EVENTS = 2000


@require_safe
def calendar_page(request: Request, slug: str) -> HttpResponse:
    """The address, and how to add it to a calendar."""
    region = fetch_region(request.user, slug, Action.READ_EVENTS)
    feed = CalendarFeed.objects.filter(region=region).first()
    address = address_of(feed) if feed and feed.token else ""
    context = {
        "region": region,
        "feed": feed,
        "address": address,
        "subscribe": f"webcal://{address.partition('://')[2]}",
        "may_edit": can(request.user, Action.EDIT_EVENTS, region),
    }
    return render(request, "labs/calendar.html", context)


def address_of(feed: CalendarFeed) -> str:
    return settings.SITE_URL + reverse("calendar_feed", args=[feed.token])


@require_POST
def renew_calendar(request: Request, slug: str) -> HttpResponse:
    """A new address; the old one ends at once."""
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    feed = CalendarFeed.objects.filter(region=region).first() or CalendarFeed(region=region)
    is_first = feed.pk is None
    feed.renew(timezone.now())
    feed.save()
    done = (
        _("The address is made.") if is_first else _("This is the new address. The old one ended.")
    )
    messages.success(request, done)
    return redirect("calendar", slug)


@require_safe
@login_not_required
@kept_quiet
@throttled("calendar", VISITS_A_MINUTE)
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    now = timezone.now()
    feed = CalendarFeed.objects.at(secret).open(now).select_related("region").first()
    if feed is None:
        raise Http404
    feed.mark_opened(now)
    region = feed.region
    rows = Event.objects.filter(region=region, ends_at__gte=now - BACK).select_related("lab")
    name = _("Technology in %(region)s") % {"region": region}
    text = calendar(map(entry_of, rows[:MOST_EVENTS]), now, name)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="agenda-{region.slug}.ics"'
    response.headers["Cache-Control"] = "private, max-age=900"
    return response
