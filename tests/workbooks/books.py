"""Workbooks of a few rows, also such as only other programs write them."""

import io
from datetime import date

from openpyxl import Workbook

from regions.plans.imports.workbook import read_plan
from tests.plans.workbooks import replaced_part, saved

HEAD = ["Actielijn", "Nr", "Activiteit", "Startdatum", "Einddatum", "Begroting"]
SHEET = "xl/worksheets/sheet1.xml"


def plan_row(code="1.1", title="Meidenmiddag", *more, line="1 Aanbod", end="30-6-2028") -> list:
    return [line, code, title, "1-9-2026", end, *more]


def book(rows, *, merged=(), formats=None, beside=None) -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Plan"
    for row in rows:
        sheet.append(row)
    for reference in merged:
        sheet.merge_cells(reference)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    if beside is not None:
        second = workbook.create_sheet("Mijlpalen")
        for row in beside:
            second.append(row)
    return workbook


def read(rows, **how):
    return read_plan(saved(book(rows, **how)))


def changed(rows, *pairs: tuple[str, str]) -> bytes:
    """The workbook with parts of its sheet as another program writes them."""

    def change(xml: bytes) -> bytes:
        for old, new in pairs:
            assert old.encode() in xml, (old, xml)
            xml = xml.replace(old.encode(), new.encode())
        return xml

    return replaced_part(saved(book(rows)), SHEET, change)


def said(plan, level: str) -> dict[str, str]:
    return {p.cell: p.message for p in plan.problems if p.level == level}


def days(activity) -> tuple[date | None, date | None]:
    return activity.starts_on, activity.ends_on


def csv_file(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())
