"""Events that everybody may know: public ones of regions whose page is open."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from regions.ical import Entry
from regions.labs.calendar.entries import entry_of
from regions.labs.models import Event

from .models import PublicPage

BACK = timedelta(days=90)


def announced() -> QuerySet[Event]:
    """Also what is cancelled, which people may have noted already."""
    rows = Event.objects.filter(is_public=True).exclude(state=Event.State.HELD)
    return rows.select_related("region", "lab")


def public_events(today: date) -> QuerySet[Event]:
    return announced().filter(region__in=PublicPage.objects.open_on(today).values("region"))


def coming(rows: QuerySet[Event], now: datetime) -> QuerySet[Event]:
    """What did not end yet, first what comes first."""
    return rows.filter(ends_at__gt=now).order_by("starts_at", "pk")


def public_entry(event: Event) -> Entry:
    """As the calendar of the region has it, but with the public page: where an online meeting is
    held, is told by who organises it."""
    address = settings.SITE_URL + reverse("public_region", args=[event.region.slug])
    return replace(entry_of(event), url=address)
