"""Amounts of a row by the year above their column."""

from django.utils.translation import gettext as _

from regions.dutch import euros
from regions.workbooks.headers import years_above
from regions.workbooks.problems import WARNING
from regions.workbooks.table import Raw, Table
from regions.workbooks.values.numbers import as_cents

PerYear = dict[int | None, int]  # cents; None is an amount without a year


def year_above(table: Table, column: int) -> int | None:
    years = years_above(table.header.texts[column])
    return int(years[0]) if len(years) == 1 else None


def per_year(table: Table, row: int, name: str, raw: Raw) -> PerYear:
    """By the year above the column, where the amount has more columns than one."""
    found: PerYear = {}
    is_split = bool(table.header.added.get(name))
    for column, cents in table.parts(row, name, raw):
        year = year_above(table, column) if is_split else None
        found[year] = found.get(year, 0) + cents
    columns = table.header.added.get(f"{name}_years")
    return _of_years(table, row, name, found, columns) if columns else found


def _of_years(table: Table, row: int, name: str, whole: PerYear, columns: list[int]) -> PerYear:
    """The years beside their sum; where these say something else, the sum counts and is told."""
    years: PerYear = {}
    for column in columns:
        if cents := table.read(row, column, as_cents, in_thousands=table.thousands.get(name)):
            year = year_above(table, column)
            years[year] = years.get(year, 0) + cents
    stated, total = sum(whole.values()), sum(years.values())
    if not years or (whole and stated != total):
        if years:
            message = _("the years add up to %(total)s, and %(stated)s stands here; that counts")
            values = {"total": euros(total), "stated": euros(stated)}
            table.report(WARNING, table.where(row, name), message % values)
        return whole
    return years
