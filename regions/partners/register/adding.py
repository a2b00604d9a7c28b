"""A business becomes a partner: first look whether the country knows it, then add it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction

from regions.models import Region
from regions.partners.models import Business, Partnership
from regions.words.folding import sort_key

from .doubles import are_alike

OFFER = "partners.offer"
OFFERED_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Double:
    """A known business that may be the same; nothing of what other regions have with it."""

    business: Business
    has_same_number: bool
    is_partner: bool  # of this region already, running
    offer: str  # what is sent back to take it: signed, for this region, good for a day


def doubles_of(region: Region, name: str, kvk: str) -> list[Double]:
    """Known businesses with the number or a name like this, in two queries."""
    alike = [
        pk
        for pk, known, number in Business.objects.known()
        .values_list("pk", "name", "kvk")
        .order_by()
        if (kvk and number == kvk) or are_alike(known, name)
    ]
    here = set(region.partnerships.running().values_list("business", flat=True))
    rows = Business.objects.filter(pk__in=alike)
    found = [
        Double(
            business,
            bool(kvk) and business.kvk == kvk,
            business.pk in here,
            dumps([region.pk, business.pk], salt=OFFER),
        )
        for business in rows
    ]
    return sorted(
        found, key=lambda double: (not double.has_same_number, sort_key(double.business.name))
    )


def offered(region: Region, offer: str) -> Business | None:
    """The business that was offered to this region within a day; None for any other text."""
    try:
        to, pk = loads(offer, salt=OFFER, max_age=OFFERED_FOR)
    except BadSignature:
        return None
    return Business.objects.known().filter(pk=pk).first() if to == region.pk else None


@transaction.atomic
def take(region: Region, business: Business, today: date) -> Partnership:
    """The partnership with a known business; one that had ended runs again."""
    row, is_new = Partnership.objects.select_for_update().get_or_create(
        region=region, business=business, defaults={"started_on": today}
    )
    if not is_new and row.ended_on is not None:
        row.ended_on = None
        row.save(update_fields=["ended_on"])
    return row


@transaction.atomic
def add(region: Region, business: Business, today: date) -> Partnership:
    business.save()
    return Partnership.objects.create(region=region, business=business, started_on=today)
