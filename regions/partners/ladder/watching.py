"""What waits in any number of regions: who was not spoken too long, and what was never signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    Count,
    DateField,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from regions.partners.models import Business, ContactMoment, Contribution, Partnership
from regions.words.folding import sort_key

from .agreed import agreed_with
from .intervals import Interval, Since, since

DAYS_TO_PROVE = 60


@dataclass(frozen=True)
class Silent:
    """A partner that was not spoken for longer than its region allows."""

    pk: int
    region_id: int
    name: str
    since: Since


def silent_partners(region_ids: Iterable[int], today: date) -> list[Silent]:
    """The longest silence first; one query, without people and notes."""
    is_talk = ~Q(moments__channel=ContactMoment.Channel.MAIL) & Q(moments__held_on__lte=today)
    rows = (
        Partnership.objects.running()
        .filter(region__in=list(region_ids), business__merged_into=None)
        .order_by()
        .annotate(last_on=Max("moments__held_on", filter=is_talk))
        .values_list(
            "pk", "region", "business__name", "last_on", "started_on", "ideal_days", "max_days"
        )
    )
    found = [
        Silent(pk, region_id, name, since(last_on, started_on, today, *asked))
        for pk, region_id, name, last_on, started_on, *asked in rows
    ]
    silent = [partner for partner in found if partner.since.state == Interval.SILENT]
    return sorted(
        silent, key=lambda partner: (partner.since.urgency, sort_key(partner.name), partner.pk)
    )


def number_to_call(region_id: int, today: date) -> int:
    """Partners that are silent, and those that are to be called again by now; two queries."""
    known = Partnership.objects.running().filter(region=region_id, business__merged_into=None)
    agreed = agreed_with(known.values("pk"), today)
    due = {pk for pk, one in agreed.items() if one.is_due}
    return len(due | {partner.pk for partner in silent_partners([region_id], today)})


def silent_count(today: date) -> Coalesce:
    """How many partners of a region are silent, for a query of regions."""
    talks = ContactMoment.objects.real().filter(partnership=OuterRef("pk"), held_on__lte=today)
    last_on = Subquery(talks.order_by("-held_on").values("held_on")[:1])
    allowed_on = ExpressionWrapper(Value(today) - F("max_days"), output_field=DateField())
    silent = (
        Partnership.objects.running()
        .filter(region=OuterRef("pk"))
        .exclude(business__in=Business.objects.filter(merged_into__isnull=False))
        .alias(since_on=Coalesce(last_on, "started_on"))
        .filter(since_on__lt=allowed_on)
        .order_by()
        .values("region")
        .annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(silent.values("number")), 0)


def not_proven(region_ids: Iterable[int], today: date) -> QuerySet[Contribution]:
    """Delivered sixty days ago or longer and not signed, the oldest first."""
    return Contribution.objects.filter(
        partnership__region__in=list(region_ids),
        delivered_on__lte=today - timedelta(days=DAYS_TO_PROVE),
        proven_on=None,
    ).order_by("delivered_on", "pk")
