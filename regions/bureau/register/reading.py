"""A register of school sites as DUO publishes it, from CSV or Excel. Saves nothing.

DUO's files have a header of two generations: INSTELLINGSCODE and VESTIGINGSCODE, and before that
BRIN NUMMER and VESTIGINGSNUMMER. A CSV of theirs is written in Windows-1252.
"""

from collections.abc import Iterator
from os import PathLike
from typing import BinaryIO

from django.utils.translation import gettext as _

from regions.bureau.models import SchoolSite
from regions.models import School
from regions.workbooks.delimited.sheet import delimited_sheet, is_delimited
from regions.workbooks.finding import is_beside, no_table, tables_in, widest
from regions.workbooks.headers import Wording, normalised, repeats_header, words
from regions.workbooks.opening import Refused, read_bytes
from regions.workbooks.problems import ERROR, WARNING, Problem
from regions.workbooks.reading import read_sheets
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Table

from .brin import WITH_SITE, as_brin, is_brin
from .parsed import ParsedSite, ParsedSites

Register = SchoolSite.Register
MOST_ROWS = 12_000  # all primary schools are some seven thousand
MOST_TOLD = 20  # rows that are named one by one
WORDING = Wording(
    {
        "site": words("vestigingscode, vestigingsnummer"),
        "school": words("instellingscode, brin nummer, brinnummer, brin"),
        "name": words("vestigingsnaam, instellingsnaam vestiging, naam vestiging"),
        "whole": words("instellingsnaam, naam instelling"),
        "place": words("plaatsnaam"),
        "province": words("provincie"),
        "board_number": words("bevoegd gezag nummer, bevoegd gezag code"),
        "board": words("bevoegd gezag naam, naam bevoegd gezag"),
        "structure": words("onderwijsstructuur"),
        "zone": words("vakantieregio"),
        "beside": words(  # what begins as a column that is read, and is another
            "plaatsnaam correspondentieadres, postcode correspondentieadres, "
            "onderwijsgebied naam, onderwijsgebied code"
        ),
    },
    ("school", "place"),
)
ZONES = {value: value for value in School.Zone.values}
LONGEST = {"name": 120, "place": 80, "board": 120, "province": 40}


def read_register(file: bytes | str | PathLike | BinaryIO, name: str, register: str) -> ParsedSites:
    """Whatever the file holds, the answer is rows with problems, never an exception."""
    try:
        content = read_bytes(file)
        if is_delimited(content, name):
            sheets = [delimited_sheet(content, MOST_ROWS)]
        else:
            sheets = [sheet for sheet in read_sheets(content) if not is_beside(sheet)]
    except Refused as refusal:
        return ParsedSites.refused(str(refusal))
    return sites_of(sheets, register)


def sites_of(sheets: list[Sheet], register: str) -> ParsedSites:
    problems: list[Problem] = []
    tables = tables_in(sheets, WORDING, problems)
    if not tables:
        return ParsedSites(problems=(*problems, _no_table(sheets)))
    table = widest(tables, _("this sheet was not read; “%(sheet)s” was"))
    _tell_whole(table, register)
    rows = list(_sites(table, register))
    if not rows:
        table.report(ERROR, address(table.header.row, 1), _("there is no row under the headers"))
    return ParsedSites(tuple(rows), problems=tuple(table.problems), sheet=table.sheet.title)


def _no_table(sheets: list[Sheet]) -> Problem:
    advice = _(
        "No table found. Take the file of DUO as it is, with the headers INSTELLINGSCODE, "
        "VESTIGINGSCODE and PLAATSNAAM."
    )
    message = _(
        "the headers INSTELLINGSCODE and PLAATSNAAM of DUO are needed; found are: %(found)s"
    )
    return no_table(sheets, WORDING, advice, message)


def _tell_whole(table: Table, register: str) -> None:
    """What is wrong with the file as a whole, before its rows."""
    where = address(table.header.row, 1)
    if table.sheet.has_more_rows:
        message = _("this file has more rows than are read; take the CSV file of DUO instead")
        table.report(ERROR, where, message)
    if table.has("structure") != (register == Register.VO):
        message = _(
            "the header ONDERWIJSSTRUCTUUR belongs to secondary education and to nothing else; "
            "choose the register that this file is of"
        )
        table.report(ERROR, where, message)
    if not table.has("site") and register != Register.MBO:
        table.report(ERROR, where, _("the header VESTIGINGSCODE (or VESTIGINGSNUMMER) is missing"))
    if not table.has("name") and not table.has("whole"):
        table.report(ERROR, where, _("the header VESTIGINGSNAAM is missing"))


def _sites(table: Table, register: str) -> Iterator[ParsedSite]:
    """Each site once; a row that cannot be used is left out, and told."""
    seen: dict[str, int] = {}
    refused = 0
    for row in range(table.header.row + 1, table.sheet.last_row + 1):
        if not table.sheet.columns_in(row) or repeats_header(table.sheet, row, table.header):
            continue
        site = _site(table, row, register)
        why = _why_not(site, seen)
        if not why:
            seen[site.code] = row
            yield site
            continue
        refused += 1
        if refused <= MOST_TOLD:
            table.report(WARNING, table.where(row, "site" if table.has("site") else "school"), why)
    if refused > MOST_TOLD:
        message = _("%(n)s more rows were left out for such reasons")
        table.report(WARNING, "", message % {"n": refused - MOST_TOLD})


def _why_not(site: ParsedSite, seen: dict[str, int]) -> str:
    if not is_brin(site.code) or (len(site.code) < WITH_SITE and site.kind != School.Kind.MBO):
        message = _("“%(value)s” is no BRIN with a site; this row is left out")
        return message % {"value": site.code[:20]}
    if not site.name or not site.place:
        return _("a site without a name or a place; this row is left out")
    if site.code in seen:
        message = _("%(code)s stands in row %(row)s already; this row is left out")
        return message % {"code": site.code, "row": seen[site.code]}
    return ""


def _site(table: Table, row: int, register: str) -> ParsedSite:
    school, site = (as_brin(table.text(row, name)) for name in ("school", "site"))
    code = site if len(site) >= WITH_SITE or not site else f"{school}{site.zfill(2)}"
    board = table.text(row, "board") or _board(table.text(row, "board_number"))
    zone = normalised(table.text(row, "zone")).removeprefix("regio ")
    return ParsedSite(
        row=row,
        code=code or school,
        name=(table.text(row, "name") or table.text(row, "whole"))[: LONGEST["name"]],
        kind=kind_of(register, table.text(row, "structure")),
        place=town(table.text(row, "place"))[: LONGEST["place"]],
        board=board[: LONGEST["board"]],
        province=table.text(row, "province")[: LONGEST["province"]],
        holiday_zone=ZONES.get(zone, ""),
    )


def _board(number: str) -> str:
    return _("number %(number)s") % {"number": number} if number else ""


def kind_of(register: str, structure: str) -> str:
    """Of "VBO/MAVO/HAVO/VWO" the vmbo counts; a school for havo and vwo alone has none."""
    if register != Register.VO:
        kinds = {Register.PO: School.Kind.PO, Register.MBO: School.Kind.MBO}
        return kinds.get(Register(register), School.Kind.VSO).value
    taught = set(normalised(structure).split())
    if taught & {"vbo", "vmbo", "mavo"} or not taught:
        return School.Kind.VMBO.value
    if taught & {"pro", "praktijkonderwijs"}:
        return School.Kind.PRO.value
    return School.Kind.HAVO_VWO.value


SMALL_WORDS = frozenset({"aan", "den", "de", "der", "en", "het", "in", "op", "ter"})


def town(name: str) -> str:
    """DUO writes towns in capitals: "ALPHEN AAN DEN RIJN", "'S-GRAVENHAGE", "IJSSELSTEIN"."""
    if name != name.upper():
        return name
    found = [_word(word, is_first=not number) for number, word in enumerate(name.split())]
    return " ".join(found)


def _word(word: str, *, is_first: bool) -> str:
    parts = word.lower().split("-")
    return "-".join(_capital(part, is_first and not number) for number, part in enumerate(parts))


def _capital(part: str, is_first: bool) -> str:
    if part in ("'s", "'t") or (part in SMALL_WORDS and not is_first):
        return part
    return "IJ" + part[2:] if part.startswith("ij") else part[:1].upper() + part[1:]
