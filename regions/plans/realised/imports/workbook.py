"""A workbook of what was spent as rows, every doubt named by sheet and cell. Saves nothing."""

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from typing import BinaryIO

from django.utils.translation import gettext as _

from regions.workbooks.columns.choices import columns_of, without_table
from regions.workbooks.columns.telling import report_header
from regions.workbooks.finding import is_beside, no_table, rows_under, tables_in, widest
from regions.workbooks.headers import Wording
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, Problem
from regions.workbooks.reading import read_sheets
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Table

from .columns import LONGEST, other_years, wording_of
from .parsed import ParsedSpending, ParsedSpent


def read_workbook(
    file: bytes | str | PathLike | BinaryIO, year: int, chosen: Mapping[str, str] | None = None
) -> tuple[ParsedSpending, list[Sheet]]:
    """The rows, and the grid that they may be read from again. `chosen` is what a person said of
    columns: header, as `normalised`, to field."""
    try:
        sheets = [sheet for sheet in read_sheets(read_bytes(file)) if not is_beside(sheet)]
    except Refused as refusal:
        return ParsedSpending.refused(str(refusal)), []
    found = read_grids(sheets, chosen or {}, year)
    return found, [sheet for sheet in sheets if sheet.title == found.sheet]


def read_grids(sheets: list[Sheet], chosen: Mapping[str, str], year: int) -> ParsedSpending:
    problems: list[Problem] = []
    wording = replace(wording_of(year), chosen=chosen)
    tables = tables_in(sheets, wording, problems)
    if not tables:
        problems.append(_no_table(sheets, wording))
        return ParsedSpending(problems=tuple(problems), **without_table(sheets, wording))
    table = widest(tables, _("this sheet was not read; “%(sheet)s” was"))
    report_header(table)
    _report_year(table, year)
    rows = tuple(_read_row(table, row) for row in rows_under(table))
    if not rows:
        where = address(table.header.row, 1)
        table.report(ERROR, where, _("there is no row under the headers"))
    title, columns = table.sheet.title, columns_of([table])
    return ParsedSpending(rows, problems=tuple(problems), sheet=title, columns=columns)


def _no_table(sheets: list[Sheet], wording: Wording) -> Problem:
    advice = _(
        "No table found. Put a row with headers above the amounts, with at least “Gerealiseerd” "
        "and what the amount is for; the workbook of the portal has them."
    )
    message = _("a header “Gerealiseerd” is needed above the amounts; found are: %(found)s")
    return no_table(sheets, wording, advice, message)


def _report_year(table: Table, year: int) -> None:
    """An amount of another year is no amount of this one."""
    header = table.header
    column = header.columns["spent"]
    named = other_years(header.texts[column], year)
    if named:
        message = _("“%(text)s” names %(named)s, and this is the page of %(year)s")
        values = {"text": header.texts[column][:60], "named": " – ".join(named), "year": year}
        table.report(ERROR, address(header.rows[column], column), message % values)


def _read_row(table: Table, row: int) -> ParsedSpent:
    raw: dict[str, str] = {}

    def text(name: str) -> str:
        return table.bounded(row, name, raw, LONGEST)

    return ParsedSpent(
        row=row,
        ref=text("ref"),
        code=text("code"),
        activity=text("activity"),
        kind=text("kind"),
        text=text("text"),
        budget_cents=table.cents(row, "budget", raw),
        cents=table.cents(row, "spent", raw),
        cells=table.addresses(row),
        raw=raw,
    )
