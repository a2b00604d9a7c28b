"""What the activities of the demo cost: hours and material per year, that add up to the budget."""

import uuid
from decimal import Decimal

from regions.plans.models import Activity, BudgetLine, CostKind

RATE_CENTS = 50_00  # an hour; every budget of the demo is a multiple of ten of these
HOURS_SHARE = Decimal("0.6")
BROUGHT_IN = 5  # of so many hours one is a business's own
HOURS, MATERIAL = "Personeel", "Materiaal"
WORDS = {
    "placement": "Begeleiding van stages op school en in het bedrijf",
    "lab": "Begeleiding in het leerlab",
    "event": "Voorbereiding en begeleiding van bezoeken",
    "staff": "Scholing en vervanging van docenten",
    "partnership": "Contact met bedrijven",
    "career": "Loopbaanbegeleiding",
}
USED = {
    "lab": "Verbruiksmateriaal en gereedschap",
    "event": "Vervoer en ontvangst",
    "staff": "Cursusmateriaal",
}


def kinds_of_costs() -> dict[str, CostKind]:
    return {kind.name: kind for kind in CostKind.objects.all()}


def costs_of(activity: Activity, kinds: dict[str, CostKind]) -> list[BudgetLine]:
    """Two lines a year; their sum is the budget of the activity, to the cent."""
    rows = []
    for year, cents in _per_year(activity):
        hours = int(cents * HOURS_SHARE / RATE_CENTS)
        work = hours * RATE_CENTS
        rows.append(
            BudgetLine(
                kind=kinds[HOURS], text=WORDS.get(activity.kind, "Ontwikkeling en uitvoering"),
                quantity=Decimal(hours), unit="uur", price_cents=RATE_CENTS, cents=work,
                cofinancing_cents=hours // BROUGHT_IN * RATE_CENTS, year=year,
            )
        )  # fmt: skip
        rows.append(
            BudgetLine(
                kind=kinds[MATERIAL], text=USED.get(activity.kind, "Lesmateriaal"),
                cents=cents - work, year=year,
            )
        )  # fmt: skip
    rows = [row for row in rows if row.cents]
    for place, row in enumerate(rows, 1):
        row.activity, row.position = activity, place
        row.key = uuid.uuid5(activity.key, f"{row.year} {row.kind.name}")
    return rows


def _per_year(activity: Activity) -> list[tuple[int, int]]:
    """The budget over the years of a dated activity, in whole hours; the last takes the rest.

    By its first dates, so that moving it changes no cost.
    """
    starts_on = activity.original_starts_on or activity.starts_on
    ends_on = activity.original_ends_on or activity.ends_on
    if not (starts_on and ends_on and activity.budget_cents):
        return []
    first, last = starts_on.year, ends_on.year
    days = (ends_on - starts_on).days + 1
    left, found = activity.budget_cents, []
    for year in range(first, last):
        begins = starts_on if year == first else starts_on.replace(year, 1, 1)
        share = Decimal((begins.replace(year + 1, 1, 1) - begins).days) / days
        cents = int(activity.budget_cents * share / RATE_CENTS) * RATE_CENTS
        found.append((year, cents))
        left -= cents
    return [*found, (last, left)]
