"""A workbook of the bureau as rows, every doubt named by sheet and cell. Saves nothing."""

from collections.abc import Iterator
from datetime import date
from os import PathLike
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from regions.dutch import list_text
from regions.workbooks.columns.telling import report_header
from regions.workbooks.finding import is_beside, tables_in
from regions.workbooks.headers import (
    find_header,
    most_like_a_header,
    normalised,
    repeats_header,
)
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.parsed import ParsedRow
from regions.workbooks.problems import ERROR, WARNING, Problem
from regions.workbooks.reading import read_sheets
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Table
from regions.workbooks.values.text import is_empty

from .columns import REGIONS, SHEETS, SheetKind
from .parsed import ParsedIntake
from .rows import READERS


def read_workbook(file: bytes | str | PathLike | BinaryIO, today: date) -> ParsedIntake:
    """`today` is the first day of a role that has none."""
    try:
        sheets = [sheet for sheet in read_sheets(read_bytes(file)) if not is_beside(sheet)]
    except Refused as refusal:
        return ParsedIntake.refused(str(refusal))
    return intake_of(sheets, today)


def intake_of(sheets: list[Sheet], today: date) -> ParsedIntake:
    problems: list[Problem] = []
    found: dict[str, tuple[ParsedRow, ...]] = {kind.name: () for kind in SHEETS}
    first = ""
    for sheet in sheets:
        kind = _kind_of(sheet)
        if kind is None:
            if sheet.cells:
                problems.append(Problem(WARNING, sheet.title, "", _not_known()))
            continue
        table = _table_of(sheet, kind, problems)
        if table is not None:
            first = first or sheet.title
            report_header(table)
            rows = (_read(kind, table, row, today) for row in _rows_of(table))
            found[kind.name] += tuple(rows)
    if not any(found.values()) and not any(problem.level == ERROR for problem in problems):
        problems.append(Problem(ERROR, "", "", _nothing()))
    return ParsedIntake(problems=tuple(problems), sheet=first, **found)  # type: ignore[arg-type]


def _kind_of(sheet: Sheet) -> SheetKind | None:
    """By its name; of another name, the kind of which it has most headers."""
    title = normalised(sheet.title)
    for kind in SHEETS:
        if title in kind.titles:
            return kind
    headers = [(find_header(sheet, kind.wording), kind) for kind in SHEETS]
    known = [(len(header.columns), len(kind.required), kind) for header, kind in headers if header]
    return max(known, key=lambda one: one[:2])[2] if known else None


def _table_of(sheet: Sheet, kind: SheetKind, problems: list[Problem]) -> Table | None:
    tables = tables_in([sheet], kind.wording, problems)
    if tables:
        return tables[0]
    if sheet.cells and not sheet.is_hidden:
        header = most_like_a_header(sheet, kind.wording)
        needed = kind.required if len(kind.required) > 1 else [one[0] for one in kind.columns[:2]]
        missed = [kind.header(name) for name in needed if name not in header.columns]
        message = _("this sheet needs a row with headers; missing are: %(headers)s")
        told = list_text([f"“{text}”" for text in missed])
        where = address(header.row or 1, 1)
        problems.append(Problem(ERROR, sheet.title, where, message % {"headers": told}))
    return None


def _rows_of(table: Table) -> Iterator[int]:
    sheet, known = table.sheet, set(table.header.columns.values())
    for row in range(table.header.row + 1, sheet.last_row + 1):
        filled = {c for c in sheet.columns_in(row) if not is_empty(sheet.own(row, c))}
        if filled & known and not repeats_header(sheet, row, table.header):
            yield row


def _read(kind: SheetKind, table: Table, row: int, today: date) -> ParsedRow:
    raw: dict[str, str] = {}
    for name in kind.filled:
        if is_empty(table.cell(row, name)):
            message = _("this cell is empty; fill in “%(header)s”")
            table.report(ERROR, table.where(row, name), message % {"header": kind.header(name)})
    beside: dict[str, Any] = {"row": row, "cells": table.addresses(row), "raw": raw}
    return READERS[kind.name](table, row, raw, today, beside)


def _not_known() -> str:
    names = list_text([f"“{kind.title}”" for kind in SHEETS])
    return _("this sheet was not read; the names are %(names)s") % {"names": names}


def _nothing() -> str:
    message = _(
        "This workbook has no rows. Fill in at least one sheet, for example “%(sheet)s”; the "
        "template has all of them."
    )
    return message % {"sheet": REGIONS.title}
