"""A workbook or CSV of existing electives as rows, every doubt named by cell. Saves nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.models import Profile
from regions.workbooks.columns.choices import columns_of, without_table
from regions.workbooks.columns.telling import report_header
from regions.workbooks.delimited.sheet import delimited_sheet, is_delimited
from regions.workbooks.finding import tables_in, widest
from regions.workbooks.headers import Wording, normalised, repeats_header
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, Problem
from regions.workbooks.reading import read_sheets
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Table
from regions.workbooks.values.cell import Cell
from regions.workbooks.values.text import is_empty, line_of_text, long_text, shown

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
LABELS: dict[str, Any] = {
    "code": gettext_lazy("code"),
    "title": gettext_lazy("title"),
    "profiles": gettext_lazy("profiles"),
    "description": gettext_lazy("what pupils learn"),
    "competences": gettext_lazy("competences"),
    "is_in_use": gettext_lazy("in use"),
}
REQUIRED = ("code", "title")
WORDING = Wording(VARIANTS, REQUIRED)
LENGTHS = {"code": 20, "title": 160, "description": 4000}
LONGEST_COMPETENCE = 120
PROFILES = {normalised(value): value for value in Profile.values}
PROFILES |= {normalised(value).replace(" ", ""): value for value in Profile.values}
YES, NO = {"ja", "j", "yes", "x", "1", "waar", "true"}, {"nee", "n", "no", "0", "onwaar", "false"}


def read_list(file: bytes | BinaryIO, name: str = "") -> ParsedList:
    """Whatever the file holds, the answer is rows with problems, never an exception."""
    return read_workbook(file, name)[0]


def read_workbook(
    file: bytes | BinaryIO, name: str = "", chosen: Mapping[str, str] | None = None
) -> tuple[ParsedList, list[Sheet]]:
    """The rows, and the grid that they may be read from again. `chosen` is what a person said of
    columns: header, as `normalised`, to field."""
    try:
        content = read_bytes(file)
        is_csv = is_delimited(content, name)
        sheets = [delimited_sheet(content)] if is_csv else read_sheets(content)
    except Refused as refusal:
        return ParsedList.refused(str(refusal)), []
    found = list_of(sheets, chosen or {})
    return found, [sheet for sheet in sheets if sheet.title == found.sheet]


def list_of(sheets: list[Sheet], chosen: Mapping[str, str]) -> ParsedList:
    problems: list[Problem] = []
    wording = replace(WORDING, chosen=chosen)
    tables = tables_in(sheets, wording, problems)
    if not tables:
        message = _("No table found. Put a row with at least “Code” and “Titel” above the list.")
        problems.append(Problem(ERROR, "", "", message))
        return ParsedList(problems=tuple(problems), **without_table(sheets, wording))
    message = _("this sheet was not read; “%(sheet)s” was")
    return _read(widest(tables, message))


def _read(table: Table) -> ParsedList:
    report_header(table)
    rows = [_read_row(table, row) for row in _rows_of(table)]
    _refuse_twice(table, rows)
    if not rows:
        table.report(ERROR, address(table.header.row, 1), _("there is no row under the headers"))
    title, columns = table.sheet.title, columns_of([table])
    return ParsedList(tuple(rows), problems=tuple(table.problems), sheet=title, columns=columns)


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
    for separator in ";\n|/":
        text = text.replace(separator, ",")
    return [part.strip() for part in text.split(",") if part.strip()]
