"""What everybody reads of one region: no states, no numbers, no businesses, no unasked names."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from electives.catalogue.catalogue import address_of, published, shown
from regions.labs.models import Lab
from regions.models import Region, School
from regions.months import AMSTERDAM

from .agenda import announced, coming
from .models import PublicPage

MOST_EVENTS = 30


def told(page: PublicPage, now: datetime) -> dict[str, Any]:
    """The parts of the page, as they are at `now`; the same before it is opened."""
    region, today = page.region, now.astimezone(AMSTERDAM).date()
    electives = list(shown(published().filter(region=region)).order_by("title__dutch", "pk"))
    for elective in electives:
        elective.address = address_of(elective)  # type: ignore[attr-defined]
    ahead = list(coming(announced().filter(region=region), now)[: MOST_EVENTS + 1])
    return {
        "page": page,
        "events": ahead[:MOST_EVENTS],
        "has_more": len(ahead) > MOST_EVENTS,
        "labs": list(_open_labs(region, today)) if page.shows_labs else [],
        "schools": list(_schools(region)) if page.shows_schools else [],
        "electives": electives,
    }


def address_if_open(region: Region) -> str:
    """Where everybody reads of a region, or "" while its page is not open."""
    pages = PublicPage.objects.open_on(localdate()).filter(region=region)
    return reverse("public_region", args=[region.slug]) if pages.exists() else ""


def _open_labs(region: Region, today: date) -> Any:
    begun = Q(opened_on=None) | Q(opened_on__lte=today)
    going = Q(closed_on=None) | Q(closed_on__gt=today)
    return Lab.objects.filter(begun, going, region=region).order_by("name__dutch", "pk")


def _schools(region: Region) -> Any:
    return region.schools.exclude(kind=School.Kind.PO).order_by("name__dutch", "pk")
