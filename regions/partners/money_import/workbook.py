"""A workbook of contributions as rows, every doubt named by sheet and cell. Saves nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from os import PathLike
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from regions.dutch import parse_number
from regions.workbooks.columns.choices import columns_of, without_table
from regions.workbooks.columns.telling import report_header
from regions.workbooks.finding import is_beside, no_table, rows_under, tables_in, widest
from regions.workbooks.headers import Wording, normalised
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, Problem
from regions.workbooks.reading import read_sheets
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Table
from regions.workbooks.values.cell import Cell
from regions.workbooks.values.dates import as_date
from regions.workbooks.values.text import exact, line_of_text, shown

from .columns import KIND_WORDS, LENGTHS, PARTNER_WORDS, VARIANTS
from .parsed import ParsedContribution, ParsedContributions

MOST_HOURS = Decimal("99999.99")
WORDING = Wording(
    VARIANTS, ("business", "title"), amounts=("promised", "delivered"), once=("hours", "ref")
)


def read_contributions(file: bytes | str | PathLike | BinaryIO) -> ParsedContributions:
    """Whatever the workbook holds, the answer is rows with problems, never an exception."""
    return read_workbook(file)[0]


def read_workbook(
    file: bytes | str | PathLike | BinaryIO, chosen: Mapping[str, str] | None = None
) -> tuple[ParsedContributions, list[Sheet]]:
    """The rows, and the grid that they may be read from again. `chosen` is what a person said of
    columns: header, as `normalised`, to field."""
    try:
        sheets = [sheet for sheet in read_sheets(read_bytes(file)) if not is_beside(sheet)]
    except Refused as refusal:
        return ParsedContributions.refused(str(refusal)), []
    found = read_grids(sheets, chosen or {})
    return found, [sheet for sheet in sheets if sheet.title == found.sheet]


def read_grids(sheets: list[Sheet], chosen: Mapping[str, str]) -> ParsedContributions:
    problems: list[Problem] = []
    wording = replace(WORDING, chosen=chosen)
    tables = tables_in(sheets, wording, problems)
    if not tables:
        problems.append(_no_table(sheets, wording))
        return ParsedContributions(problems=tuple(problems), **without_table(sheets, wording))
    table = widest(tables, _("this sheet was not read; “%(sheet)s” was"))
    report_header(table)
    rows = tuple(_read_row(table, row) for row in rows_under(table))
    if not rows:
        where = address(table.header.row, 1)
        table.report(ERROR, where, _("there is no row under the headers"))
    title, columns = table.sheet.title, columns_of([table])
    return ParsedContributions(rows, problems=tuple(problems), sheet=title, columns=columns)


def _no_table(sheets: list[Sheet], wording: Wording) -> Problem:
    advice = _(
        "No table found. Put a row with headers above the contributions, "
        "with at least “Bedrijf” and “Wat”."
    )
    message = _("the headers “Bedrijf” and “Wat” are both needed; found are: %(found)s")
    return no_table(sheets, wording, advice, message)


def _read_row(table: Table, row: int) -> ParsedContribution:
    raw: dict[str, str] = {}

    def text(name: str) -> str:
        return table.bounded(row, name, raw, LENGTHS[name])

    def value(name: str, read: Any, **options: Any) -> Any:
        return table.value(row, name, read, raw, **options)

    epoch = {"epoch": table.sheet.epoch}
    return ParsedContribution(
        row=row,
        ref=value("ref", as_ref),
        business=text("business"),
        kvk=value("kvk", as_kvk) or "",
        place=text("place"),
        partner_kind=value("partner_kind", as_partner_kind) or "",
        kind=value("kind", as_kind) or "",
        title=text("title"),
        activity=text("activity"),
        hours=value("hours", as_hours),
        promised_on=value("promised_on", as_date, **epoch),
        promised_cents=table.cents(row, "promised", raw),
        expected_on=value("expected_on", as_date, end=True, **epoch),
        delivered_on=value("delivered_on", as_date, **epoch),
        delivered_cents=table.cents(row, "delivered", raw),
        proven_on=value("proven_on", as_date, **epoch),
        proof=text("proof"),
        dropped_on=value("dropped_on", as_date, **epoch),
        drop_reason=text("drop_reason"),
        cells=table.addresses(row),
        raw=raw,
    )


def as_kind(cell: Cell) -> str:
    kind = KIND_WORDS.get(normalised(line_of_text(cell)))
    if kind is None:
        message = _("“%(value)s” is not a kind; write for example Geld, Uren or Machines")
        raise ValueError(message % {"value": shown(cell)})
    return kind


def as_partner_kind(cell: Cell) -> str:
    kind = PARTNER_WORDS.get(normalised(line_of_text(cell)))
    if kind is None:
        message = _(
            "“%(value)s” is not a kind of partner; write Bedrijf, Brancheorganisatie, Gemeente "
            "or Opleidingsbedrijf"
        )
        raise ValueError(message % {"value": shown(cell)})
    return kind


def as_kvk(cell: Cell) -> str:
    """Eight digits; Excel drops a zero in front."""
    digits = "".join(line_of_text(cell).split()).replace(".", "")
    if len(digits) not in (7, 8) or not (digits.isascii() and digits.isdigit()):
        message = _("“%(value)s” is not a KvK number: that has eight digits")
        raise ValueError(message % {"value": shown(cell)})
    return digits.zfill(8)


def as_ref(cell: Cell) -> int:
    text = line_of_text(cell)
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        message = _("“%(value)s” is not a reference of the portal; leave it empty for a new row")
        raise ValueError(message % {"value": shown(cell)})
    return int(text)


def as_hours(cell: Cell) -> Decimal:
    value = cell.value
    try:
        if isinstance(value, bool | datetime | date):
            raise ValueError
        is_number = isinstance(value, int | float)
        number = exact(value) if is_number else parse_number(line_of_text(cell))
        if not 0 < number <= MOST_HOURS or number != number.quantize(Decimal("0.01")):
            raise ValueError
    except (ValueError, InvalidOperation) as error:
        message = _("“%(value)s” is not a number of hours; write for example 40 or 7,5")
        raise ValueError(message % {"value": shown(cell)}) from error
    return number
