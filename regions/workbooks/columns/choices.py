"""What each column was taken for, on the page, and what a person says that it holds instead."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regions.workbooks.finding import nearest_header
from regions.workbooks.headers import Wording, normalised
from regions.workbooks.parsed import ParsedColumn
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Table

MOST = 60  # columns on the page
LONGEST = 200  # of a header that is remembered


@dataclass(frozen=True)
class ColumnRow:
    column: ParsedColumn
    name: str  # of its field on the page
    letter: str
    label: str


def columns_of(tables: Iterable[Table]) -> tuple[ParsedColumn, ...]:
    """The columns of all tables; a header that returns in another table stands here once."""
    found: list[ParsedColumn] = []
    earlier: set[str] = set()
    for table in tables:
        header = table.header
        fields = {column: name for name, column in header.columns.items()}
        fields |= {column: name for name, added in header.added.items() for column in added}
        own = [
            ParsedColumn(address(header.rows[column], column), text[:120], fields.get(column, ""))
            for column, text in header.texts.items()
        ]
        found += [column for column in own if normalised(column.text) not in earlier]
        earlier |= {normalised(column.text) for column in own}
    return tuple(found)


def without_table(sheets: list[Sheet], wording: Wording) -> dict[str, Any]:
    """The columns of the row that is most like a header: one of them may be what is missed."""
    header, sheet = nearest_header(sheets, wording)
    if sheet is None or not header.columns:
        return {}
    return {"sheet": sheet.title, "columns": columns_of([Table(sheet, header, [])])}


def column_rows(columns: Iterable[ParsedColumn], labels: Mapping[str, Any]) -> list[ColumnRow]:
    """Those that were read first, so that weeks of a planning push out none of them."""
    kept = sorted(columns, key=lambda column: not column.field)[:MOST]
    seen: Counter[str] = Counter()
    rows = []
    for column in columns:
        if column in kept:
            letter = column.cell.rstrip("0123456789")
            seen[letter] += 1
            name = f"column-{letter}" + (f"-{seen[letter]}" if seen[letter] > 1 else "")
            label = labels.get(column.field, "") or _("not read")
            rows.append(ColumnRow(column, name, letter, str(label)))
    return rows


def changed_choices(
    columns: Iterable[ParsedColumn], labels: Mapping[str, Any], posted: Mapping[str, str]
) -> dict[str, str]:
    """Header to field, where something else was chosen than was read; "" is not to be read."""
    return {
        normalised(row.column.text)[:LONGEST]: posted[row.name]
        for row in column_rows(columns, labels)
        if posted.get(row.name, row.column.field) != row.column.field
        and (not posted[row.name] or posted[row.name] in labels)
    }
