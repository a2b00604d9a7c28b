"""Workbooks of the bureau for the tests: a sheet for each name, with its headers."""

import datetime
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from regions.bureau.intake.columns import SHEETS
from regions.bureau.intake.parsed import ParsedIntake
from regions.bureau.intake.reading import read_workbook

TODAY = datetime.date(2026, 11, 22)
HEADS = {kind.title: [text for _name, text, _width, _format in kind.columns] for kind in SHEETS}
Rows = list[list[object]]


def book(**sheets: Rows) -> bytes:
    """By the first letters of a sheet: `book(men=[[…]])` has one sheet, Mensen."""
    workbook, out = Workbook(), io.BytesIO()
    workbook.remove(workbook.active)
    for short, rows in sheets.items():
        title = next(name for name in HEADS if name.lower().startswith(short))
        sheet = workbook.create_sheet(title)
        sheet.append(HEADS[title])
        for row in rows:
            sheet.append(row)
    workbook.save(out)
    return out.getvalue()


def other_book(title: str, *rows: list[object]) -> bytes:
    workbook, out = Workbook(), io.BytesIO()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    workbook.save(out)
    return out.getvalue()


def read(**sheets: Rows) -> ParsedIntake:
    return read_workbook(book(**sheets), TODAY)


def told(parsed: ParsedIntake, level: str = "error") -> dict[str, str]:
    """What is said, by sheet and cell."""
    return {one.where: one.message for one in parsed.problems if one.level == level}


def upload(client, content: bytes, name: str = "regios.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post("/bureau/intake/", {"file": file}, follow=True)


def confirm(client, page, **data):
    mark = page.context["found"].mark
    return client.post(page.request["PATH_INFO"], {"shown": mark, **data}, follow=True)
