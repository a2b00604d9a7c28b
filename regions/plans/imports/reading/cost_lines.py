"""What one row says of costs: an amount, or one for each year, of which so much is co-financing."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from regions.dutch import decimal_text, euros
from regions.plans.imports.parsed import ParsedCost
from regions.plans.models.budget import product_cents
from regions.workbooks.headers import years_above
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.table import Raw, Table
from regions.workbooks.values.dates import as_year
from regions.workbooks.values.numbers import as_cents, as_quantity

from .columns import LENGTHS

MOST_QUANTITY = Decimal("999999999.99")
PerYear = dict[int | None, int]  # cents; None is an amount without a year


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
    shares = _cofinancing(table, row, raw, amounts)
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
    said: Said, year: int | None, cents: int, quantity: Decimal | None, cofinancing: int
) -> ParsedCost:
    is_product = _is_product(cents, quantity, said.price)
    text = said.text
    if quantity is not None and said.price is not None and not is_product:
        factors = f"{decimal_text(quantity, 2)} {said.unit}".strip()
        text = f"{text} ({factors} × {euros(said.price)})".strip()[: LENGTHS["cost_item"]]
    return ParsedCost(
        cents=cents,
        text=text,
        kind=said.kind,
        year=year or said.year,
        quantity=quantity if is_product else None,
        unit=said.unit if is_product else "",
        price_cents=said.price if is_product else None,
        cofinancing_cents=cofinancing,
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
            year = _year_above(table, column) if added else None
            found[year] = found.get(year, Decimal(0)) + read[0]
            said.unit = said.unit or read[1][: LENGTHS["quantity_unit"]]
    return found


def _year_above(table: Table, column: int) -> int | None:
    years = years_above(table.header.texts[column])
    return int(years[0]) if len(years) == 1 else None


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
    stated = _per_year(table, row, "budget", raw)
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
        for year, cents in _per_year(table, row, name, raw).items():
            found[year] = found.get(year, 0) + cents
    return found


def _per_year(table: Table, row: int, name: str, raw: Raw) -> PerYear:
    """By the year above the column, where the amount has more columns than one."""
    found: PerYear = {}
    is_split = bool(table.header.added.get(name))
    for column, cents in table.parts(row, name, raw):
        year = _year_above(table, column) if is_split else None
        found[year] = found.get(year, 0) + cents
    columns = table.header.added.get(f"{name}_years")
    return _of_years(table, row, name, found, columns) if columns else found


def _of_years(table: Table, row: int, name: str, whole: PerYear, columns: list[int]) -> PerYear:
    """The years beside their sum; where these say something else, the sum counts and is told."""
    years: PerYear = {}
    for column in columns:
        if cents := table.read(row, column, as_cents, in_thousands=table.thousands.get(name)):
            year = _year_above(table, column)
            years[year] = years.get(year, 0) + cents
    stated, total = sum(whole.values()), sum(years.values())
    if not years or (whole and stated != total):
        if years:
            message = _("the years add up to %(total)s, and %(stated)s stands here; that counts")
            values = {"total": euros(total), "stated": euros(stated)}
            table.report(WARNING, table.where(row, name), message % values)
        return whole
    return years


def _cofinancing(table: Table, row: int, raw: Raw, amounts: PerYear) -> PerYear:
    """How much of each amount is co-financing; what the row says of it must fit the amount."""
    stated = _per_year(table, row, "cofinancing", raw)
    subsidy = _per_year(table, row, "subsidy", raw)
    if not amounts or not (stated or subsidy):
        return {}
    whole = sum(amounts.values())
    if not stated:
        rest = whole - sum(subsidy.values())
        stated = (
            {year: cents - subsidy.get(year, 0) for year, cents in amounts.items()}
            if set(subsidy) == set(amounts)
            else {None: rest}
        )
        if rest < 0 or any(cents < 0 for cents in stated.values()):
            message = _("the subsidy is more than the whole amount of %(whole)s")
            table.report(ERROR, table.where(row, "subsidy"), message % {"whole": euros(whole)})
            return {}
    elif subsidy and sum(subsidy.values()) + sum(stated.values()) != whole:
        message = _("subsidy and co-financing are %(parts)s together, and the whole is %(whole)s")
        parts = euros(sum(subsidy.values()) + sum(stated.values()))
        values = {"parts": parts, "whole": euros(whole)}
        table.report(WARNING, table.where(row, "cofinancing"), message % values)
    return _fitted(table, row, stated, amounts)


def _fitted(table: Table, row: int, shares: PerYear, amounts: PerYear) -> PerYear:
    if not set(shares) <= set(amounts):
        shares = _spread(table, row, sum(shares.values()), amounts)
    if any(cents > amounts[year] for year, cents in shares.items()):
        message = _("the co-financing is a part of the amount, so it cannot be more than that")
        name = "cofinancing" if table.has("cofinancing") else "subsidy"
        table.report(ERROR, table.where(row, name), message)
        return {}
    return shares


def _spread(table: Table, row: int, cents: int, amounts: PerYear) -> PerYear:
    """One co-financing over years, each by its share, to the cent; that is told."""
    whole, shares, given = sum(amounts.values()), {}, 0
    if cents > whole:
        return {next(iter(amounts)): cents}
    so_far = 0
    for year, amount in amounts.items():
        so_far += amount
        upto = cents * so_far // whole if whole else 0
        shares[year], given = upto - given, upto
    if cents and len(amounts) > 1:
        message = _("the co-financing is not given per year; it is divided by the amounts")
        name = "cofinancing" if table.has("cofinancing") else "subsidy"
        table.report(WARNING, table.where(row, name), message)
    return shares
