"""Workbooks as regions really keep them, made on the spot."""

import io
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Font

HEADERS = [
    "Actielijn",
    "Nr",
    "Activiteit",
    "Wat levert het op",
    "Startdatum",
    "Einddatum",
    "Begroting",
    "Doelaantal",
    "Eenheid",
    "Mijlpalen",
]


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def book_of(rows: list[list], *, title: str = "Activiteitenplan") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def file_of(rows: list[list], *, title: str = "Activiteitenplan") -> bytes:
    return saved(book_of(rows, title=title))


def row(**values) -> list:
    """A plan row under HEADERS that is right unless `values` says otherwise."""
    right = {
        "line": "1 Aantrekkelijk aanbod",
        "code": "1.1",
        "title": "Meidenmiddag",
        "delivers": "Elke school een middag",
        "start": "1-9-2026",
        "end": "30-6-2028",
        "budget": 15000,
        "target": 120,
        "unit": "leerlingen",
        "milestones": None,
    }
    return list((right | values).values())


def neat() -> bytes:
    return file_of(
        [
            HEADERS,
            row(milestones="Eerste middag – 1-2-2027; Alle scholen doen mee – mei 2028 (60%)"),
            row(line="2 Keuzevakken en lob", code="2.1", title="Keuzevak Slimme Logistiek"),
        ]
    )


def with_logo_and_merged_lines() -> bytes:
    """Rows of title above, merged line cells, subtotals, a total and notes below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan 2025-2028"
    sheet["A1"] = "Sterk Techniekonderwijs Merenland"
    sheet["A2"] = "Activiteitenplan 2025-2028, versie 4"
    sheet.append([])
    sheet.append([])
    sheet.append(
        [
            "Programma-\nlijn",
            "Nummer",
            "Activiteiten",
            "Beoogd resultaat",
            "Begindatum",
            "Eind datum",
            "Budget (€)",
        ]
    )
    start, end = datetime(2026, 9, 1), datetime(2028, 6, 30)
    sheet.append(
        [
            "1. Aantrekkelijk aanbod",
            "1.1",
            "Techniekclub",
            "Club op elke school",
            start,
            end,
            "€ 12.500,00",
        ]
    )
    sheet.append(
        [None, "1.2", "Meidenmiddag", "Elk jaar een middag", "sept. 2026", "juni 2028", 8000.5]
    )
    sheet.append([None, "1.3", "Oriëntatie leerjaar 2", "", start, end, "7.500"])
    sheet.merge_cells("A6:A8")
    sheet.append(["Subtotaal", None, None, None, None, None, 28000.5])
    sheet.append([])
    sheet.append(
        [
            "2. Keuzevakken",
            "2.1",
            "Slimme Logistiek",
            "Keuzevak",
            "1 oktober 2026",
            end,
            "€ 42.750,50",
        ]
    )
    sheet.append([None, None, None, None, None, None, None])
    sheet.append(["Totaal", None, None, None, None, None, 70751])
    sheet.append([])
    sheet.append(["* Bedragen zijn inclusief btw"])
    sheet.append(["Vastgesteld door de stuurgroep op 3 maart"])
    return saved(book)


def with_section_rows() -> bytes:
    """No column for the action line: it stands on a row of its own, bold and wide."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Code", "Activiteit", "Van", "T/m", "Kosten"])
    sheet.append(["Actielijn 1: Aantrekkelijk aanbod"])
    sheet["A2"].font = Font(bold=True)
    sheet.append(["1.1", "Techniekclub", "1-1-2026", "31-12-2026", 1000])
    sheet.append(["1.2", "Meidenmiddag", "1-1-2026", "31-12-2027", "pm"])
    sheet.append(["Bedrijven dichtbij"])
    sheet.merge_cells("A5:E5")
    sheet.append(["2.1", "Gastlessen", "2-2-2026", "31-12-2027", "€ 3.000,-"])
    sheet.append(["Totaal", None, None, None, 4000])
    return saved(book)


def with_code_in_title_on_second_sheet() -> bytes:
    """A cover sheet first, the code inside the title, two rows of headers, milestones beside."""
    book = Workbook()
    book.active.title = "Voorblad"
    book.active["B3"] = "Regio Merenland"
    sheet = book.create_sheet("Activiteiten")
    sheet.append(
        [
            "Ambitie",
            "Activiteit",
            "Periode",
            None,
            "Begroting 2026",
            "Begroting 2027",
            "Begroting totaal",
        ]
    )
    sheet.append([None, None, "Start", "Eind", None, None, None])
    sheet.merge_cells("C1:D1")
    sheet.append(["1 Aanbod", "1.1 Techniekclub", "1-1-2026", "31-12-2027", 100, 200, 300])
    sheet.append(["1 Aanbod", "1.2 30 gastlessen", "1-1-2026", "31-12-2027", 100, 200, 400])
    beside = book.create_sheet("Mijlpalen")
    beside.append(["Nr activiteit", "Mijlpaal", "Datum", "Aandeel"])
    beside.append(["1.1", "Eerste club", datetime(2026, 6, 1), 0.4])
    beside["D2"].number_format = "0%"
    beside.append(["1.1", "Tweede club", "1-6-2027", "60%"])
    beside.append(["1.2 30 gastlessen", "Tien lessen", "1-6-2027", None])
    return saved(book)


def with_codes_that_excel_changed() -> bytes:
    rows = [["Lijn", "Nr", "Activiteit", "Start", "Einde", "Budget"]]
    for number in range(1, 10):
        rows.append(
            ["1 Aanbod", number / 10 + 1, f"Activiteit {number}", "1-1-2026", "31-12-2026", 1]
        )
    rows.append(["1 Aanbod", 1.1, "Activiteit tien", "1-1-2026", "31-12-2026", 1])
    rows.append(["2 Stages", datetime(2026, 3, 2), "Activiteit elf", "1-1-2026", "31-12-2026", 1])
    return file_of(rows)


def with_hidden_rows_and_sheets() -> bytes:
    book = book_of([HEADERS, row(), row(code="1.2", title="Oude activiteit")])
    book.active.row_dimensions[3].hidden = True
    hidden = book.create_sheet("Oud plan")
    hidden.append(HEADERS)
    hidden.append(row(title="Uit het vorige plan"))
    hidden.sheet_state = "hidden"
    return saved(book)


def with_wrong_cells() -> bytes:
    return file_of(
        [
            HEADERS,
            row(end="30-6-2025"),
            row(code="1.2", budget="dertigduizend"),
            row(code="1.3", start="#REF!", milestones="Zonder datum"),
            row(code="1.3", start="volgend jaar", target="veel"),
            row(code="1.5", milestones="Te laat – 1-9-2028"),
            row(code="1.6", title=None),
        ]
    )


def without_header() -> bytes:
    return file_of([["Budget", "Startdatum", "Iets"], [100, "1-1-2026", "x"]], title="Blad1")


def replaced_part(content: bytes, name: str, change) -> bytes:
    """The workbook with one part of its zip changed, as no program would write it."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            body = old.read(part)
            new.writestr(part.filename, change(body) if part.filename == name else body)
    return written.getvalue()
