"""Tables as a workbook, in the form that an import reads back without loss."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from regions.text import clean

from .sheets import MAX_ROWS

EXPLANATION_SHEET, EXAMPLE_SHEET = "Toelichting", "Voorbeeld"
MOST_CHARACTERS = 32_000  # of one cell; Excel takes 32,767
HEADER_ROW = 2  # counted from 0: a title and an empty row above it
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "date": {"num_format": "d-m-yyyy", "align": "left"},
    "euro": {"num_format": "€ #,##0.00"},
    "hours": {"num_format": "#,##0.00"},
    "whole": {"num_format": "#,##0"},
    "number": {"num_format": "0"},
    "percent": {"num_format": "0.00%"},
}
HEADER_FORMAT = {"bold": True, "bg_color": "#0F4C5C", "font_color": "#FFFFFF", "text_wrap": True}
Columns = tuple[tuple[str, str, int, str], ...]  # field, header, width, format


@dataclass(frozen=True)
class Page:
    """A sheet with one table."""

    name: str
    title: str
    columns: Columns
    rows: Iterable[dict[str, Any]]
    choices: Mapping[str, Iterable[str]] = field(default_factory=dict)  # by field, to choose from


def write_pages(*pages: Page, explanation: Iterable[str] = ()) -> bytes:
    """A workbook with a sheet for each page, and one that says how to fill it in."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, {**options, "strings_to_numbers": False}) as book:
        formats = {name: book.add_format({"valign": "top", **how}) for name, how in FORMATS.items()}
        formats["title"] = book.add_format(
            {"bold": True, "font_size": 16, "font_color": HEADER_FORMAT["bg_color"]}
        )
        formats["header"] = book.add_format({**HEADER_FORMAT, "valign": "vcenter"})
        for page in pages:
            _write_page(book.add_worksheet(page.name), formats, page)
        if explanation:
            _write_explanation(book.add_worksheet(EXPLANATION_SHEET), formats, explanation)
    return written.getvalue()


def _write_page(sheet: Any, formats: dict[str, Any], page: Page) -> None:
    rows = list(page.rows)
    sheet.write_string(0, 0, clean(page.title), formats["title"])
    sheet.set_row(HEADER_ROW, 32)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    for column, (name, text, width, kind) in enumerate(page.columns):
        sheet.set_column(column, column, width, formats[kind])
        sheet.write_string(HEADER_ROW, column, text, formats["header"])
        for place, values in enumerate(rows, start=HEADER_ROW + 1):
            _write_cell(sheet, place, column, values.get(name), formats[kind])
        if name in page.choices:
            _offer(sheet, column, page.choices[name])


def _offer(sheet: Any, column: int, words: Iterable[str]) -> None:
    """A list to choose from; another word is allowed, and judged when the workbook is read."""
    how = {"validate": "list", "source": list(words), "error_type": "information"}
    sheet.data_validation(HEADER_ROW + 1, column, MAX_ROWS - 1, column, how)


def _write_cell(sheet: Any, row: int, column: int, value: Any, cell_format: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, clean(value)[:MOST_CHARACTERS], cell_format)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(row, column, value, cell_format)
    else:
        sheet.write_number(row, column, value, cell_format)


def _write_explanation(sheet: Any, formats: dict[str, Any], sentences: Iterable[str]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, _("How to fill in this workbook"), formats["title"])
    for row, text in enumerate(sentences, start=2):
        sheet.write_string(row, 0, text, formats["text"])
