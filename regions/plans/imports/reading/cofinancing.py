"""How much of the amounts of a row is co-financing."""

from django.utils.translation import gettext as _

from regions.dutch import euros
from regions.workbooks.problems import ERROR, WARNING
from regions.workbooks.table import Raw, Table

from .per_year import PerYear, per_year


def cofinancing(table: Table, row: int, raw: Raw, amounts: PerYear) -> PerYear:
    """How much of each amount is co-financing; what the row says of it must fit the amount."""
    stated = per_year(table, row, "cofinancing", raw)
    subsidy = per_year(table, row, "subsidy", raw)
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
