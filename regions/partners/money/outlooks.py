"""Where many regions stand against the co-financing norm, in one query of regions.

What came in is added up by month in the database: the outlook needs no more than that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Min, OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject, TruncMonth

from regions.partners.models import CofinancingNorm, Contribution, EligibleBudget

from .financing import Outlook, Period, outlook


@dataclass
class _Received:
    """All that came in within one month, on the first day that something did."""

    promised_on: date
    delivered_on: date | None
    delivered_cents: int | None
    promised_cents: int = 0
    expected_on: date | None = None
    proven_on: date | None = None
    dropped_on: date | None = None


def measure(today: date) -> Subquery:
    """The budget of a region with the norm of the day; None where one of them is not known."""
    budget = EligibleBudget.objects.filter(
        region=OuterRef("pk"), valid_from_on__lte=today, valid_until_on__gte=today
    )
    told = JSONObject(
        budget_cents="cents",
        percent=_of_norm("percent", today),
        first_on=_of_norm("valid_from_on", today),
        last_on=_of_norm("valid_until_on", today),
    )
    return Subquery(budget.order_by().values_list(told)[:1])


def received(today: date) -> ArraySubquery:
    """What came in of a region in the period of the norm, by month."""
    rows = Contribution.objects.filter(
        partnership__region=OuterRef("pk"),
        delivered_on__gte=_of_norm("valid_from_on", today),
        delivered_on__lte=_of_norm("valid_until_on", today),
    )
    months = rows.order_by().values(month=TruncMonth("delivered_on"))
    sums = months.annotate(cents=Sum("delivered_cents"), on=Min("delivered_on"))
    return ArraySubquery(sums.values_list(JSONObject(on="on", cents="cents")))


def outlook_of(
    told: dict[str, Any] | None, months: Iterable[dict[str, Any]], today: date
) -> Outlook | None:
    """The outlook that `measure` and `received` tell; the sums have no promises in them."""
    if told is None or told["percent"] is None:
        return None
    period = Period(date.fromisoformat(told["first_on"]), date.fromisoformat(told["last_on"]))
    days = [(date.fromisoformat(month["on"]), int(month["cents"])) for month in months]
    rows = [_Received(day, day, cents) for day, cents in days]
    return outlook(
        rows,
        period,
        today,
        percent=Decimal(str(told["percent"])),
        budget_cents=int(told["budget_cents"]),
    )


def _of_norm(column: str, today: date) -> Subquery:
    norms = CofinancingNorm.objects.filter(valid_from_on__lte=today, valid_until_on__gte=today)
    return Subquery(norms.order_by().values(column)[:1])
