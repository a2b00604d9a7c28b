"""The contributions of a region: cut, sorted and added up as the address asks."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from regions.models import Region
from regions.partners.models import Contribution

from .amounts import State, Sums, sums_of

SORTS = {
    "day": ("-counted_on", "-pk"),
    "partner": ("partnership__business__name__dutch", "-counted_on", "-pk"),
    "what": ("title__dutch", "-pk"),
    "amount": ("-counted_cents", "-pk"),
    "state": ("state_now", "-counted_on", "-pk"),
}


def contributions_of(region: Region) -> QuerySet[Any]:
    """With `state_now`, `counted_cents` and `counted_on`, and without the content of files."""
    return (
        Contribution.objects.filter(partnership__region=region)
        .select_related("partnership__business", "document")
        .defer("document__content")
        .annotate(
            state_now=Case(
                When(dropped_on__isnull=False, then=Value(State.DROPPED.value)),
                When(proven_on__isnull=False, then=Value(State.PROVEN.value)),
                When(delivered_on__isnull=False, then=Value(State.DELIVERED.value)),
                default=Value(State.PROMISED.value),
                output_field=CharField(),
            ),
            counted_cents=Coalesce("delivered_cents", "promised_cents"),
            counted_on=Coalesce("delivered_on", "expected_on", "promised_on"),
        )
    )


def chosen(rows: QuerySet[Any], wanted: dict[str, str]) -> QuerySet[Any]:
    """What a filter form asks for; an empty choice filters nothing."""
    names = {"state": "state_now", "kind": "kind", "partner": "partnership"}
    for name, column in names.items():
        if value := wanted[name]:
            rows = rows.filter(**{column: value})
    if year := wanted["year"]:
        first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        rows = rows.filter(counted_on__range=(first, last))
    return rows.order_by(*SORTS[wanted["sort"] or "day"])


def years_of(region: Region) -> list[int]:
    """The calendar years with contributions, newest first."""
    rows = contributions_of(region).order_by().annotate(year=ExtractYear("counted_on"))
    return sorted(set(rows.values_list("year", flat=True).distinct()), reverse=True)


def sums_shown(rows: QuerySet[Any]) -> Sums:
    return sums_of(rows.order_by().values_list(*COUNTED, named=True))


COUNTED = (
    "promised_on",
    "promised_cents",
    "expected_on",
    "delivered_on",
    "delivered_cents",
    "proven_on",
    "dropped_on",
)


def to_sign(region: Region, today: date) -> QuerySet[Any]:
    """Delivered and not signed yet, the largest first; and promises of which the day has passed."""
    late = Q(state_now=State.PROMISED, expected_on__lt=today)
    return (
        contributions_of(region)
        .filter(Q(state_now=State.DELIVERED) | late)
        .prefetch_related("slips", "bundled_in__slip")
        .order_by("state_now", F("counted_cents").desc(), "pk")
    )
