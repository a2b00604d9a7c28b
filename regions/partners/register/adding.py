"""A business becomes a partner: first look whether the country knows it, then add it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from regions.models import Region
from regions.partners.models import Business, Partnership

from .doubles import are_alike


@dataclass(frozen=True)
class Double:
    """A known business that may be the same; nothing of what other regions have with it."""

    business: Business
    has_same_number: bool
    is_partner: bool  # of this region already, running

    @property
    def pk(self) -> int:
        return self.business.pk


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
    found = [Double(one, bool(kvk) and one.kvk == kvk, one.pk in here) for one in rows]
    return sorted(found, key=lambda one: (not one.has_same_number, one.business.name.casefold()))


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
