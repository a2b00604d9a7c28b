"""A file of lines with a sign between the values, as a sheet like that of a workbook."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from regions.workbooks.opening import Refused
from regions.workbooks.sheets import MAX_COLUMNS, MAX_ROWS, Sheet
from regions.workbooks.values.cell import cell_of

OTHER_CODING = "cp1252"
SIGNS = ";,\t"


def is_delimited(content: bytes, name: str) -> bool:
    """Whether a file is one, by its name and by not being a zip."""
    return name.lower().endswith((".csv", ".txt")) and not content.startswith(b"PK")


def delimited_sheet(content: bytes, most_rows: int = MAX_ROWS) -> Sheet:
    """UTF-8 or Windows-1252, with whatever sign stands most in the first line."""
    sheet = Sheet("CSV", is_hidden=False)
    try:
        for number, row in enumerate(_lines(content), 1):
            cells = {column: cell_of(value) for column, value in enumerate(row, 1)}
            filled = {column: cell for column, cell in cells.items() if cell is not None}
            if number > most_rows:
                sheet.has_more_rows = sheet.has_more_rows or bool(filled)
                continue
            for column, cell in filled.items():
                if column <= MAX_COLUMNS:
                    sheet.cells[number, column] = cell
    except (csv.Error, UnicodeDecodeError) as error:
        raise Refused(_("This file cannot be opened.")) from error
    return sheet


def _lines(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode(OTHER_CODING)
    first = text.partition("\n")[0]
    delimiter = max(SIGNS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
