"""The calendar of a region for other programs, at a secret address of each person."""

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
from regions.dossier.moments.calendar import entries_of as moments_of
from regions.ical import calendar
from regions.labs.models import CalendarFeed, Event
from regions.web.brakes import throttled
from regions.web.public import kept_quiet

from .entries import entry_of
from .offered import offered

VISITS_A_MINUTE = 60
BACK = timedelta(days=365)
MOST_EVENTS = 2000


@require_safe
def calendar_page(request: Request, slug: str) -> HttpResponse:
    """The address, and how to add it to a calendar."""
    region = fetch_region(request.user, slug, Action.READ_EVENTS)
    feed = CalendarFeed.objects.filter(region=region, person=request.user).first()
    address = address_of(feed) if feed and feed.token else ""
    context = {
        "region": region,
        "may_edit": can(request.user, Action.EDIT_EVENTS, region),
        "feed": feed,
        "address": address,
        "subscribe": f"webcal://{address.partition('://')[2]}",
    }
    return render(request, "labs/calendar.html", context)


def address_of(feed: CalendarFeed) -> str:
    return settings.SITE_URL + reverse("calendar_feed", args=[feed.token])


@require_POST
def renew_calendar(request: Request, slug: str) -> HttpResponse:
    """A new address; the old one ends at once."""
    region = fetch_region(request.user, slug, Action.READ_EVENTS)
    feed = CalendarFeed(region=region, person=request.user)
    feed.renew(timezone.now())
    made = {name: getattr(feed, name) for name in ("nonce", "secret_hash", "renewed_at")}
    _feed, is_first = CalendarFeed.objects.update_or_create(
        region=region, person=request.user, defaults=made
    )
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
    rows = CalendarFeed.objects.at(secret).open(now).select_related("region", "person")
    feed = rows.first()
    if feed is None or feed.person is None or not can(feed.person, Action.READ_EVENTS, feed.region):
        raise Http404  # also for who has left: the address ends with the role
    feed.mark_opened(now)
    region = feed.region
    events = Event.objects.filter(region=region, ends_at__gte=now - BACK).select_related("lab")
    name = _("Technology in %(region)s") % {"region": region}
    moments = moments_of(region, timezone.localdate(now - BACK))
    more = offered(region, feed.person, now - BACK)
    text = calendar([*moments, *map(entry_of, events[:MOST_EVENTS]), *more], now, name)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="agenda-{region.slug}.ics"'
    response.headers["Cache-Control"] = "private, max-age=900"
    return response
