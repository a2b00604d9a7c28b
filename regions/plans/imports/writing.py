"""A plan as a workbook, in the form that `read_plan` reads back without loss."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from regions.workbooks.cells import CONTROL

from .parsed import ParsedActivity, ParsedLine

PLAN_SHEET, MILESTONE_SHEET = "Activiteitenplan", "Mijlpalen"
EXPLANATION_SHEET, EXAMPLE_SHEET = "Toelichting", "Voorbeeld"
HEADER_ROW = 2  # counted from 0: a title and an empty row above it

# Headers are part of the file's form, so they are the same in every language of the portal.
COLUMNS: tuple[tuple[str, str, int, str], ...] = (
    ("line_code", "{label} nr", 13, "text"),
    ("line", "{label}", 32, "text"),
    ("code", "Nr", 8, "text"),
    ("title", "Activiteit", 44, "text"),
    ("delivers", "Wat levert het op", 48, "text"),
    ("kind", "Soort", 24, "text"),
    ("audience", "Doelgroep", 24, "text"),
    ("sub_region", "Subregio", 16, "text"),
    ("schools", "Scholen", 32, "text"),
    ("starts_on", "Startdatum", 13, "date"),
    ("ends_on", "Einddatum", 13, "date"),
    ("budget", "Begroting", 15, "euro"),
    ("target", "Doelaantal", 12, "whole"),
    ("unit", "Eenheid", 18, "text"),
)
MILESTONE_COLUMNS: tuple[tuple[str, str, int, str], ...] = (
    ("code", "Nr activiteit", 13, "text"),
    ("title", "Mijlpaal", 60, "text"),
    ("due_on", "Datum", 13, "date"),
    ("share", "Aandeel", 10, "percent"),
)


@dataclass(frozen=True)
class Formats:
    title: Any
    header: Any
    note: Any
    cells: dict[str, Any]


def write_plan(
    lines: Iterable[ParsedLine],
    activities: Iterable[ParsedActivity],
    *,
    title: str,
    line_label: str = "Actielijn",
    example: tuple[list[ParsedLine], list[ParsedActivity]] | None = None,
) -> bytes:
    """The workbook; `example` adds a sheet that shows how to fill it in and is never read."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, {**options, "strings_to_numbers": False}) as book:
        formats = _formats(book)
        activities = list(activities)
        rows = _rows(list(lines), activities)
        _write_table(book, formats, PLAN_SHEET, title, _labelled(line_label), rows)
        _write_table(
            book, formats, MILESTONE_SHEET, title, MILESTONE_COLUMNS, _milestones(activities)
        )
        if example:
            heading = _("Example: this sheet is not read")
            rows = _rows(*example)
            _write_table(book, formats, EXAMPLE_SHEET, heading, _labelled(line_label), rows)
        _write_explanation(book, formats)
    return written.getvalue()


def _formats(book: xlsxwriter.Workbook) -> Formats:
    top = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    return Formats(
        title=book.add_format({"bold": True, "font_size": 16, "font_color": "#0F4C5C"}),
        header=book.add_format(
            {
                "bold": True,
                "bg_color": "#0F4C5C",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        note=book.add_format({"text_wrap": True, "valign": "top"}),
        cells={
            "text": book.add_format({**top, "text_wrap": True, "num_format": "@"}),
            "date": book.add_format({**top, "num_format": "d-m-yyyy", "align": "left"}),
            "euro": book.add_format({**top, "num_format": "€ #,##0.00"}),
            "whole": book.add_format({**top, "num_format": "#,##0"}),
            "percent": book.add_format({**top, "num_format": "0.00%"}),
        },
    )


def _labelled(line_label: str) -> tuple[tuple[str, str, int, str], ...]:
    return tuple(
        (name, text.format(label=line_label), width, kind) for name, text, width, kind in COLUMNS
    )


def _rows(lines: list[ParsedLine], activities: list[ParsedActivity]) -> list[dict]:
    """One row an activity, line by line; a line without activities has a row of its own."""
    rows = []
    for line in lines:
        own = {"line_code": line.code, "line": line.title}
        found = [
            activity for activity in activities if activity.line and activity.line.code == line.code
        ]
        rows += [own | _values(activity) for activity in found] or [own]
    return rows


def _values(activity: ParsedActivity) -> dict:
    names = (
        "code",
        "title",
        "delivers",
        "kind",
        "audience",
        "sub_region",
        "starts_on",
        "ends_on",
        "target",
        "unit",
    )
    values = {name: getattr(activity, name) for name in names}
    # A semicolon after a single name that has a comma keeps it one name.
    values["schools"] = "; ".join(activity.schools) + (";" if len(activity.schools) == 1 else "")
    if activity.budget_cents is not None:
        values["budget"] = activity.budget_cents / 100
    return values


def _milestones(activities: list[ParsedActivity]) -> list[dict]:
    return [
        {
            "code": activity.code,
            "title": milestone.title,
            "due_on": milestone.due_on,
            "share": None if milestone.share is None else float(milestone.share) / 100,
        }
        for activity in activities
        for milestone in activity.milestones
    ]


def _write_table(book, formats: Formats, name: str, title: str, columns, rows: list[dict]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, _clean(title), formats.title)
    sheet.set_row(HEADER_ROW, 32)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    for column, (field, text, width, kind) in enumerate(columns):
        sheet.set_column(column, column, width, formats.cells[kind])
        sheet.write_string(HEADER_ROW, column, text, formats.header)
        for place, values in enumerate(rows, start=HEADER_ROW + 1):
            _write_cell(sheet, place, column, values.get(field), formats.cells[kind])


def _write_cell(sheet, row: int, column: int, value: Any, cell_format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, _clean(value), cell_format)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, cell_format)
    else:
        sheet.write_datetime(row, column, value, cell_format)


def _clean(text: str) -> str:
    return CONTROL.sub("", text)[:32_000]


def _write_explanation(book, formats: Formats) -> None:
    sheet = book.add_worksheet(EXPLANATION_SHEET)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, _("How to fill in this workbook"), formats.title)
    for row, text in enumerate(_explanation(), start=2):
        sheet.write_string(row, 0, text, formats.note)


def _explanation() -> list[str]:
    return [
        _("One row for each activity. You may change the order of the columns."),
        _("Action line: number and name. Write them on each row, or merge the cells of one line."),
        _("Number: another one for each activity, for example 2.1."),
        _("Dates: 1-9-2026, or “sept. 2026” for a whole month. The end is not before the start."),
        _("Budget: an amount in euros, for example 12.500,00."),
        _("Target: a whole number that the activity counts, for example 120 places."),
        _("Schools: names separated by a semicolon, as they are known in the portal."),
        _("Milestones: on the sheet Mijlpalen, with number of the activity, title and date."),
        _("Share: how much of the activity is then done, in percent; may stay empty."),
        _("The sheets Toelichting and Voorbeeld are not read."),
    ]
