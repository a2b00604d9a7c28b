"""A workbook or CSV of existing electives as rows, every doubt named by cell. Saves nothing."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from electives.models import Profile
from regions.workbooks.cells import is_empty, line_of_text, long_text, shown
from regions.workbooks.headers import normalised, repeats_header
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, Problem
from regions.workbooks.sheets import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, address, read_sheets
from regions.workbooks.table import Table, tables_in

from .parsed import ParsedList, ParsedListed

VARIANTS: dict[str, tuple[str, ...]] = {
    "code": ("code", "keuzevakcode", "code keuzevak", "vakcode", "nummer", "nr"),
    "title": ("titel", "keuzevak", "naam", "naam keuzevak", "titel keuzevak", "title"),
    "profiles": ("profiel", "profielen", "profiles"),
    "description": (
        "wat leerlingen leren",
        "omschrijving",
        "beschrijving",
        "inhoud",
        "toelichting",
    ),
    "competences": ("competenties", "competentie", "vaardigheden", "competences"),
    "is_in_use": ("in gebruik", "actief", "geldig"),
}
REQUIRED = ("code", "title")
LENGTHS = {"code": 20, "title": 160, "description": 4000}
LONGEST_COMPETENCE = 120
PROFILES = {normalised(value): value for value in Profile.values}
PROFILES |= {normalised(value).replace(" ", ""): value for value in Profile.values}
YES, NO = {"ja", "j", "yes", "x", "1", "waar", "true"}, {"nee", "n", "no", "0", "onwaar", "false"}
OTHER_CODING = "cp1252"


def read_list(file: bytes | BinaryIO, name: str = "") -> ParsedList:
    """Whatever the file holds, the answer is rows with problems, never an exception."""
    try:
        content = read_bytes(file)
        sheets = [_sheet_of_csv(content)] if _is_csv(content, name) else read_sheets(content)
    except Refused as refusal:
        return ParsedList.refused(str(refusal))
    problems: list[Problem] = []
    tables = tables_in(sheets, VARIANTS, REQUIRED, problems)
    if not tables:
        message = _("No table found. Put a row with at least “Code” and “Titel” above the list.")
        return ParsedList(problems=(*problems, Problem(ERROR, "", "", message)))
    return _read(tables[0])


def _is_csv(content: bytes, name: str) -> bool:
    return name.lower().endswith((".csv", ".txt")) and not content.startswith(b"PK")


def _sheet_of_csv(content: bytes) -> Sheet:
    sheet = Sheet("CSV", is_hidden=False)
    try:
        for number, row in enumerate(_lines_of_csv(content), 1):
            filled = {column: value for column, value in enumerate(row, 1) if value.strip()}
            if number > MAX_ROWS:
                sheet.has_more_rows = sheet.has_more_rows or bool(filled)
                continue
            for column, value in filled.items():
                if column <= MAX_COLUMNS:
                    sheet.cells[number, column] = Cell(value.strip())
    except (csv.Error, UnicodeDecodeError) as error:
        raise Refused(_("This file cannot be opened.")) from error
    return sheet


def _lines_of_csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode(OTHER_CODING)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _read(table: Table) -> ParsedList:
    table.report_header()
    rows = [_read_row(table, row) for row in _rows_of(table)]
    _refuse_twice(table, rows)
    if not rows:
        table.report(ERROR, address(table.header.row, 1), _("there is no row under the headers"))
    return ParsedList(tuple(rows), problems=tuple(table.problems), sheet=table.sheet.title)


def _rows_of(table: Table) -> Iterator[int]:
    sheet, known = table.sheet, set(table.header.columns.values())
    for row in range(table.header.row + 1, sheet.last_row + 1):
        filled = {c for c in sheet.columns_in(row) if not is_empty(sheet.own(row, c))}
        if filled & known and not repeats_header(sheet, row, table.header):
            yield row


def _read_row(table: Table, row: int) -> ParsedListed:
    raw: dict[str, str] = {}
    for name in REQUIRED:
        if is_empty(table.cell(row, name)):
            table.report(ERROR, table.where(row, name), _("this cell is empty"))
    in_use = table.value(row, "is_in_use", as_yes, raw)

    def text(name: str, read: Callable = line_of_text) -> str:
        return table.bounded(row, name, raw, LENGTHS[name], read)

    return ParsedListed(
        row=row,
        code=text("code"),
        title=text("title"),
        profiles=tuple(table.value(row, "profiles", as_profiles, raw) or ()),
        description=text("description", long_text),
        competences=tuple(table.value(row, "competences", as_names, raw) or ()),
        is_in_use=True if in_use is None else in_use,
        cells=table.addresses(row),
        raw=raw,
    )


def _refuse_twice(table: Table, rows: list[ParsedListed]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.code and first.setdefault(row.code.casefold(), row.row) != row.row:
            message = _("code %(code)s stands on row %(row)s already")
            values = {"code": row.code, "row": first[row.code.casefold()]}
            table.report(ERROR, table.where(row.row, "code"), message % values)


def as_profiles(cell: Cell) -> list[str]:
    found = []
    for part in _parts(cell):
        word = normalised(part)
        profile = PROFILES.get(word) or PROFILES.get(word.replace(" ", ""))
        if profile is None:
            message = _("“%(value)s” is not a profile; write for example PIE, BWI")
            raise ValueError(message % {"value": part[:40]})
        found.append(profile)
    return list(dict.fromkeys(found))


def as_names(cell: Cell) -> list[str]:
    names = list(dict.fromkeys(_parts(cell)))
    if any(len(name) > LONGEST_COMPETENCE for name in names):
        raise ValueError(_("a competence has at most 120 characters; put commas between them"))
    return names


def as_yes(cell: Cell) -> bool:
    word = str(cell.value).strip().casefold()
    if word not in YES | NO:
        raise ValueError(_("“%(value)s” is not ja or nee") % {"value": shown(cell)})
    return word in YES


def _parts(cell: Cell) -> list[str]:
    text = long_text(cell)
    for sign in ";\n|/":
        text = text.replace(sign, ",")
    return [part.strip() for part in text.split(",") if part.strip()]
