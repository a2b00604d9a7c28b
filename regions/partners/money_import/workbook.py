"""A workbook of contributions as rows, every doubt named by sheet and cell. Saves nothing."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from os import PathLike
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from regions.dutch import parse_number
from regions.workbooks.cells import as_cents, as_date, is_empty, line_of_text, shown
from regions.workbooks.headers import (
    Header,
    find_header,
    most_like_a_header,
    normalised,
    repeats_header,
)
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, WARNING, Problem
from regions.workbooks.sheets import MAX_ROWS, Cell, Sheet, address, read_sheets
from regions.workbooks.table import Table

from .headers import KIND_WORDS, LENGTHS, SHEETS_BESIDE, VARIANTS
from .parsed import ParsedContribution, ParsedContributions

MOST_HOURS = Decimal("99999.99")
REQUIRED = ("business", "title")


def read_contributions(file: bytes | str | PathLike | BinaryIO) -> ParsedContributions:
    """Whatever the workbook holds, the answer is rows with problems, never an exception."""
    try:
        sheets = read_sheets(read_bytes(file))
    except Refused as refusal:
        return _only(str(refusal))
    except OSError:
        return _only(_("This file cannot be opened."))
    found = [(sheet, header) for sheet in sheets if (header := _header_of(sheet))]
    if not found:
        return ParsedContributions(problems=(_no_table(sheets),))
    sheet, header = max(found, key=lambda pair: (len(pair[1].columns), pair[0].last_row))
    table = Table(sheet, header)
    for other, _header in found:
        if other is not sheet:
            message = _("this sheet was not read; “%(sheet)s” was") % {"sheet": sheet.title}
            table.problems.append(Problem(WARNING, other.title, "", message))
    _check_header(table)
    rows = [_read_row(table, row) for row in _rows_of(table)]
    if not rows:
        table.report(ERROR, address(header.row, 1), _("there is no row under the headers"))
    return ParsedContributions(tuple(rows), tuple(table.problems), sheet.title)


def _only(sentence: str) -> ParsedContributions:
    return ParsedContributions(problems=(Problem(ERROR, "", "", sentence),))


def _header_of(sheet: Sheet) -> Header | None:
    if sheet.is_hidden or normalised(sheet.title).startswith(SHEETS_BESIDE):
        return None
    return find_header(sheet, VARIANTS, REQUIRED)


def _no_table(sheets: list[Sheet]) -> Problem:
    nearest = [(most_like_a_header(one, VARIANTS), one) for one in sheets if not one.is_hidden]
    header, sheet = max(nearest, key=lambda pair: len(pair[0].columns), default=(Header(0), None))
    if sheet is None or not header.columns:
        message = _(
            "No table found. Put a row with headers above the contributions, "
            "with at least “Bedrijf” and “Wat”."
        )
        return Problem(ERROR, "", "", message)
    found = ", ".join(f"“{header.texts[column]}”" for column in sorted(header.columns.values()))
    message = _("the headers “Bedrijf” and “Wat” are both needed; found are: %(found)s")
    return Problem(ERROR, sheet.title, address(header.row, 1), message % {"found": found})


def _check_header(table: Table) -> None:
    header = table.header
    for column, _name in header.repeated:
        message = _("“%(text)s” stands here twice; the first column is read")
        where = address(header.rows[column], column)
        table.report(WARNING, where, message % {"text": header.texts[column][:60]})
    for column in header.unknown:
        message = _("column “%(text)s” is not known and was not read")
        where = address(header.rows[column], column)
        table.report(WARNING, where, message % {"text": header.texts[column][:60]})
    if table.sheet.has_more_rows:
        message = _("more than %(rows)s rows; only the first are read") % {"rows": MAX_ROWS}
        table.report(ERROR, address(MAX_ROWS + 1, 1), message)


def _rows_of(table: Table) -> list[int]:
    """The rows under the header that tell of a contribution; a note beside them is reported."""
    rows, sheet = [], table.sheet
    known = set(table.header.columns.values())
    for row in range(table.header.row + 1, sheet.last_row + 1):
        filled = [c for c in sheet.columns_in(row) if not is_empty(sheet.own(row, c))]
        if not filled or repeats_header(sheet, row, table.header) or _is_total(sheet, row, filled):
            continue
        if len(filled) == 1 or not known & set(filled):
            message = _("this row was not read: “%(text)s”")
            text = shown(sheet.own(row, filled[0]))
            table.report(WARNING, address(row, filled[0]), message % {"text": text})
            continue
        rows.append(row)
    return rows


def _is_total(sheet: Sheet, row: int, filled: list[int]) -> bool:
    first = normalised(line_of_text(sheet.own(row, filled[0]))).split()[:1]
    return first in (["totaal"], ["subtotaal"], ["som"], ["total"]) and len(filled) <= 4


def _read_row(table: Table, row: int) -> ParsedContribution:
    raw: dict[str, str] = {}

    def text(name: str) -> str:
        return _bounded(table, row, name, raw)

    def value(name: str, read: Any, **options: Any) -> Any:
        return table.value(row, name, read, raw, **options)

    epoch = {"epoch": table.sheet.epoch}
    return ParsedContribution(
        row=row,
        ref=value("ref", as_ref),
        business=text("business"),
        kvk=value("kvk", as_kvk) or "",
        place=text("place"),
        kind=value("kind", as_kind) or "",
        title=text("title"),
        activity=text("activity"),
        hours=value("hours", as_hours),
        promised_on=value("promised_on", as_date, **epoch),
        promised_cents=value("promised", as_cents),
        expected_on=value("expected_on", as_date, end=True, **epoch),
        delivered_on=value("delivered_on", as_date, **epoch),
        delivered_cents=value("delivered", as_cents),
        proven_on=value("proven_on", as_date, **epoch),
        proof=text("proof"),
        dropped_on=value("dropped_on", as_date, **epoch),
        drop_reason=text("drop_reason"),
        cells=table.addresses(row),
        raw=raw,
    )


def _bounded(table: Table, row: int, name: str, raw: dict[str, str]) -> str:
    text = table.value(row, name, line_of_text, raw) or ""
    longest = LENGTHS[name]
    if len(text) > longest:
        raw[name] = f"{text[:60]}…"
        message = _("this text has %(length)s characters; at most %(longest)s fit")
        values = {"length": len(text), "longest": longest}
        table.report(ERROR, table.where(row, name), message % values)
    return text[:longest]


def as_kind(cell: Cell) -> str:
    kind = KIND_WORDS.get(normalised(line_of_text(cell)))
    if kind is None:
        message = _("“%(value)s” is not a kind; write for example Geld, Uren or Machines")
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
        number = parse_number(value if isinstance(value, int | float) else line_of_text(cell))
        if not 0 < number <= MOST_HOURS or number != number.quantize(Decimal("0.01")):
            raise ValueError
    except (ValueError, InvalidOperation) as error:
        message = _("“%(value)s” is not a number of hours; write for example 40 or 7,5")
        raise ValueError(message % {"value": shown(cell)}) from error
    return number
