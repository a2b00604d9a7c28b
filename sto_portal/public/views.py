"""What everybody reads of the regions that opened their page, without signing in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from electives.catalogue.catalogue import address_of, published
from regions.csv import csv_response
from regions.ical import calendar
from regions.labs.models import Event
from regions.web.brakes import throttled
from regions.web.lists import list_page
from regions.web.searching import named

from .agenda import BACK, coming, public_entry, public_events
from .forms import AgendaFilter
from .models import PublicPage
from .page import told

EVENTS_A_PAGE = 24
VISITS_A_MINUTE = 60
SITEMAP = 20_000
KEPT = "public, max-age=900"


@login_not_required
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Where one can come and look, in all regions that opened their page."""
    now = timezone.now()
    form = AgendaFilter(request.GET, timezone.localdate(now))

    def context(_page: Page[Event]) -> dict[str, Any]:
        pages = PublicPage.objects.open_on(timezone.localdate(now)).select_related("region")
        return {"filter": form, "pages": list(pages)} | _shared("agenda")

    return list_page(
        request, "public/agenda.html", _found(form.wanted, now), context,
        size=EVENTS_A_PAGE, file=_as_csv,
    )  # fmt: skip


def _found(wanted: dict[str, str], now: datetime) -> QuerySet[Event]:
    rows = coming(public_events(timezone.localdate(now)), now)
    if wanted["kind"]:
        rows = rows.filter(kind=wanted["kind"])
    if wanted["region"]:
        rows = rows.filter(region__slug=wanted["region"])
    if wanted["q"]:
        rows = rows.filter(
            named(wanted["q"], "title") | named(wanted["q"], "place")
            | named(wanted["q"], "lab__name")
        )  # fmt: skip
    return rows


def _as_csv(events: Iterable[Event]) -> HttpResponse:
    header = [_("Begins"), _("Ends"), _("Title"), _("Kind"), _("Place"), _("Region"), _("State")]
    cells = (
        [
            f"{timezone.localtime(event.starts_at):%d-%m-%Y %H.%M}",
            f"{timezone.localtime(event.ends_at):%d-%m-%Y %H.%M}",
            event.title,
            event.get_kind_display(),
            public_entry(event).place,
            event.region.name,
            event.get_state_display(),
        ]
        for event in events
    )
    return csv_response("agenda.csv", header, cells)


@login_not_required
@require_safe
def public_region(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    pages = PublicPage.objects.open_on(timezone.localdate(now)).select_related("region")
    page = get_object_or_404(pages, region__slug=slug)
    context = told(page, now) | {
        "name": page.region.name,
        **_shared("public_region", slug),
        "feed": _address("public_calendar", slug),
    }
    return render(request, "public/region.html", context)


@require_safe
@login_not_required
@throttled("public-calendar", VISITS_A_MINUTE)
def public_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What is public of a region, for calendars that ask again and again."""
    now = timezone.now()
    pages = PublicPage.objects.open_on(timezone.localdate(now)).select_related("region")
    region = get_object_or_404(pages, region__slug=slug).region
    rows = Event.objects.filter(region=region, is_public=True, ends_at__gt=now - BACK)
    events = rows.select_related("region", "lab").order_by("starts_at", "pk")[:2000]
    name = _("Technology in %(region)s") % {"region": region}
    text = calendar(map(public_entry, events), now, name)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="techniek-{slug}.ics"'
    response.headers["Cache-Control"] = KEPT
    return response


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that search engines may find."""
    electives = published().only("pk", "title").order_by("pk")[:SITEMAP]
    pages = PublicPage.objects.open_on(timezone.localdate())
    slugs = pages.order_by("pk").values_list("region__slug", flat=True)
    addresses = [
        *map(_address, ("catalogue", "agenda")),
        *(_address("public_region", slug) for slug in slugs),
        *(settings.SITE_URL + address_of(elective) for elective in electives),
    ]
    context = {"pages": addresses}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def _shared(name: str, *slug: str) -> dict[str, str]:
    """What a page tells to those who share its address."""
    return {"address": _address(name, *slug), "site_url": settings.SITE_URL}


def _address(name: str, *slug: str) -> str:
    return settings.SITE_URL + reverse(name, args=slug)
