"""Contributions as a workbook, in the form that the import reads back without loss."""

import io
from collections.abc import Callable, Iterable
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from regions.partners.models import Contribution
from regions.workbooks.cells import CONTROL

from .headers import KIND_LABELS
from .judging import proof_words

SHEET, EXAMPLE_SHEET, EXPLANATION_SHEET = "Cofinanciering", "Voorbeeld", "Toelichting"
HEADER_ROW = 2  # counted from 0: a title and an empty row above it
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "date": {"num_format": "d-m-yyyy", "align": "left"},
    "euro": {"num_format": "€ #,##0.00"},
    "hours": {"num_format": "#,##0.00"},
    "whole": {"num_format": "0"},
}
Columns = tuple[tuple[str, str, int, str], ...]

# Headers are part of the file's form, so they are the same in every language of the portal.
COLUMNS: Columns = (
    ("ref", "Kenmerk", 10, "whole"),
    ("business", "Bedrijf", 32, "text"),
    ("kvk", "KvK-nummer", 12, "text"),
    ("place", "Plaats", 18, "text"),
    ("kind", "Soort", 22, "text"),
    ("title", "Wat", 44, "text"),
    ("activity", "Activiteit", 11, "text"),
    ("hours", "Uren", 9, "hours"),
    ("promised_on", "Toegezegd op", 14, "date"),
    ("promised", "Toegezegd bedrag", 16, "euro"),
    ("expected_on", "Verwacht op", 14, "date"),
    ("delivered_on", "Geleverd op", 14, "date"),
    ("delivered", "Geleverd bedrag", 16, "euro"),
    ("proven_on", "Bewezen op", 14, "date"),
    ("proof", "Bewijs", 34, "text"),
    ("dropped_on", "Vervallen op", 14, "date"),
    ("drop_reason", "Reden", 34, "text"),
)


def export_contributions(rows: Iterable[Contribution], codes: dict[Any, str], title: str) -> bytes:
    return write_tables([(SHEET, title, COLUMNS, [_values(row, codes) for row in rows])])


def template_workbook(title: str) -> bytes:
    """Headers without rows, with an example and an explanation that are never read."""
    heading = _("Example: this sheet is not read")
    return write_tables(
        [(SHEET, title, COLUMNS, []), (EXAMPLE_SHEET, heading, COLUMNS, _example())], _explain
    )


def _values(row: Contribution, codes: dict[Any, str]) -> dict[str, Any]:
    business = row.partnership.business
    return {
        "ref": row.pk,
        "business": business.name,
        "kvk": business.kvk,
        "place": business.place,
        "kind": KIND_LABELS[row.kind],
        "title": row.title,
        "activity": codes.get(row.activity_key, ""),
        "hours": row.hours,
        "promised_on": row.promised_on,
        "promised": row.promised_cents / 100,
        "expected_on": row.expected_on,
        "delivered_on": row.delivered_on,
        "delivered": None if row.delivered_cents is None else row.delivered_cents / 100,
        "proven_on": row.proven_on,
        "proof": proof_words(row),
        "dropped_on": row.dropped_on,
        "drop_reason": row.drop_reason,
    }


def _example() -> list[dict[str, Any]]:
    return [
        {
            "business": "Voorbeeld Installatie", "place": "Waterkant", "kind": "Begeleiding",
            "title": "Begeleiding van zes stages", "activity": "2.1", "hours": 40,
            "promised_on": "1-9-2026", "expected_on": "juni 2027",
        },
        {
            "business": "Voorbeeld Scheepsbouw", "kvk": "12345678", "kind": "Machines",
            "title": "Lasrobot in bruikleen", "promised_on": "1-9-2026", "promised": 12500,
            "delivered_on": "15-10-2026", "delivered": 11750.5, "proven_on": "1-11-2026",
            "proof": "Ondertekende brief van 1 november",
        },
    ]  # fmt: skip


def write_tables(
    tables: list[tuple[str, str, Columns, list[dict[str, Any]]]],
    finish: Callable[[Any], None] | None = None,
) -> bytes:
    """A workbook with a sheet for each table."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, {**options, "strings_to_numbers": False}) as book:
        formats = {name: book.add_format({"valign": "top", **how}) for name, how in FORMATS.items()}
        formats["title"] = book.add_format({"bold": True, "font_size": 16})
        formats["header"] = book.add_format(
            {"bold": True, "bg_color": "#0F4C5C", "font_color": "#FFFFFF", "text_wrap": True}
        )
        for name, title, columns, rows in tables:
            _write_table(book.add_worksheet(name), formats, title, columns, rows)
        if finish:
            finish(book)
    return written.getvalue()


def _write_table(sheet, formats, title: str, columns: Columns, rows: list[dict]) -> None:
    sheet.write_string(0, 0, clean(title), formats["title"])
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    for column, (field, text, width, kind) in enumerate(columns):
        sheet.set_column(column, column, width, formats[kind])
        sheet.write_string(HEADER_ROW, column, text, formats["header"])
        for place, values in enumerate(rows, start=HEADER_ROW + 1):
            _write_cell(sheet, place, column, values.get(field), formats[kind])


def _write_cell(sheet, row: int, column: int, value: Any, cell_format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, clean(value), cell_format)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(row, column, value, cell_format)
    else:
        sheet.write_number(row, column, value, cell_format)


def clean(text: str) -> str:
    return CONTROL.sub("", text)[:32_000]


def _explain(book) -> None:
    sheet = book.add_worksheet(EXPLANATION_SHEET)
    sheet.set_column(0, 0, 100)
    for row, text in enumerate(
        [
            _("How to fill in this workbook"),
            _("One row for each contribution. You may change the order of the columns."),
            _("Reference: leave it empty for a new contribution; an export fills it in."),
            _("Business: the name, and the KvK number when several have that name."),
            _("Kind: Geld, Uren, Gastlessen, Begeleiding, Goederen, Machines or Ruimten."),
            _("With hours the amount may stay empty: the portal takes the rate of the day."),
            _("Dates: 1-9-2026. Promised, delivered and proven come after each other."),
            _("Proof: who signed, or where the paper is. A file you add in the portal."),
        ]
    ):
        sheet.write_string(row, 0, text)
