"""What one row says of costs: an amount, or one for each year, of which so much is co-financing."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from regions.dutch import decimal_text, euros
from regions.plans.imports.parsed import ParsedCost
from regions.plans.models.budget import product_cents
from regions.workbooks.problems import WARNING
from regions.workbooks.table import Raw, Table
from regions.workbooks.values.dates import as_year
from regions.workbooks.values.numbers import as_cents, as_quantity

from .cofinancing import cofinancing
from .columns import LENGTHS
from .per_year import PerYear, per_year, year_above

MOST_QUANTITY = Decimal("999999999.99")


def costs_at(table: Table, row: int, raw: Raw) -> tuple[ParsedCost, ...]:
    """The costs in a row. Whatever is missing in the product stays readable in the text."""
    said = Said(
        kind=_text(table, row, "cost_kind", raw),
        text=_text(table, row, "cost_item", raw),
        unit=_text(table, row, "quantity_unit", raw),
        year=table.value(row, "year", as_year, raw, epoch=table.sheet.epoch),
        price=table.value(row, "price", as_cents, raw),
        cell=f"{table.sheet.title}!{_where(table, row)}",
    )
    quantities = _quantities(table, row, said)
    amounts = _amounts(table, row, raw, quantities, said.price)
    shares = cofinancing(table, row, raw, amounts)
    quantities = _over_years(quantities, amounts, said.price)
    return tuple(
        _cost(said, year, cents, quantities.get(year), shares.get(year, 0))
        for year, cents in amounts.items()
    )


@dataclass
class Said:
    """What holds for each cost in a row."""

    kind: str
    text: str
    unit: str
    year: int | None
    price: int | None
    cell: str


def _cost(
    said: Said, year: int | None, cents: int, quantity: Decimal | None, brought_in: int
) -> ParsedCost:
    is_product = _is_product(cents, quantity, said.price)
    text = said.text
    if quantity is not None and said.price is not None and not is_product:
        count = decimal_text(quantity, 2).removesuffix(",00")
        factors = f"{count} {said.unit}".strip()
        text = f"{text} ({factors} × {euros(said.price)})".strip()[: LENGTHS["cost_item"]]
    return ParsedCost(
        cents=cents,
        text=text,
        kind=said.kind,
        year=year or said.year,
        quantity=quantity if is_product else None,
        unit=said.unit if is_product else "",
        price_cents=said.price if is_product else None,
        cofinancing_cents=brought_in,
        cell=said.cell,
    )


def _quantities(table: Table, row: int, said: Said) -> dict[int | None, Decimal]:
    """By the year above the column, as the amounts; a unit in such a cell is that of the cost."""
    if not table.has("quantity"):
        return {}
    added = table.header.added.get("quantity", [])
    found: dict[int | None, Decimal] = {}
    for column in (table.header.columns["quantity"], *added):
        read = table.read(row, column, as_quantity, once=True)
        if read is not None:
            year = year_above(table, column) if added else None
            found[year] = found.get(year, Decimal(0)) + read[0]
            said.unit = said.unit or read[1][: LENGTHS["quantity_unit"]]
    return found


def _over_years(
    quantities: dict[int | None, Decimal], amounts: PerYear, price: int | None
) -> dict[int | None, Decimal]:
    """A quantity without a year, beside an amount for each: what of it each amount is.

    Where the amounts are no whole parts of it, every one keeps the whole in its text.
    """
    if set(quantities) != {None} or None in amounts or not amounts:
        return quantities
    whole = quantities[None]
    if price and sum(amounts.values()) == product_cents(whole, price):
        parts = {year: Decimal(cents) / price for year, cents in amounts.items()}
        if all(part == round(part, 2) for part in parts.values()):
            return {year: round(part, 2).normalize() for year, part in parts.items()}
    return dict.fromkeys(amounts, whole)


def _text(table: Table, row: int, name: str, raw: Raw) -> str:
    return table.bounded(row, name, raw, LENGTHS[name])


def _where(table: Table, row: int) -> str:
    names = ("budget", "price", "subsidy", "cofinancing", "quantity")
    return table.where(row, next((name for name in names if table.has(name)), "title"))


def _is_product(cents: int, quantity: Decimal | None, price: int | None) -> bool:
    """Whether the amount is what the portal makes of this quantity and price."""
    if quantity is None or price is None:
        return False
    is_kept = 0 < quantity <= MOST_QUANTITY and quantity == round(quantity, 2)
    return is_kept and cents == product_cents(quantity, price)


def _amounts(
    table: Table,
    row: int,
    raw: Raw,
    quantities: dict[int | None, Decimal],
    price: int | None,
) -> PerYear:
    """The whole amounts by year; a year of nothing is no cost.

    Beside a product, an amount that is merged over rows is what their products add up to.
    """
    products = {} if price is None else {y: product_cents(q, price) for y, q in quantities.items()}
    if products and table.is_shared(row, "budget"):
        return _without_nothing(products)
    stated = per_year(table, row, "budget", raw)
    if not products:
        return _without_nothing(stated or _of_parts(table, row, raw))
    product, total = sum(products.values()), sum(stated.values())
    values = {"product": euros(product), "stated": euros(total)}
    if not stated:
        message = _("quantity times price is taken as the budget: %(product)s")
        table.report(WARNING, table.where(row, "price"), message % values)
    elif total != product:
        message = _("the budget is %(stated)s, and quantity times price is %(product)s")
        table.report(WARNING, table.where(row, "budget"), message % values)
        return _without_nothing(stated)
    is_finer = len(products) > 1 or not stated
    return _without_nothing(products if is_finer else stated)


def _without_nothing(amounts: PerYear) -> PerYear:
    if len(amounts) < 2:
        return amounts
    return {year: cents for year, cents in amounts.items() if cents} or {None: 0}


def _of_parts(table: Table, row: int, raw: Raw) -> PerYear:
    """Subsidy and co-financing together, where no column holds the whole."""
    if not table.has("cofinancing") and not table.has("subsidy"):
        return {}
    found: PerYear = {}
    for name in ("subsidy", "cofinancing"):
        for year, cents in per_year(table, row, name, raw).items():
            found[year] = found.get(year, 0) + cents
    return found
