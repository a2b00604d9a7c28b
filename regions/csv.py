"""Tables as CSV that opens well in a Dutch spreadsheet and never runs as a formula."""

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_response(
    filename: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> HttpResponse:
    """An attachment with `;` between cells and a byte order mark, as Dutch Excel expects."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_plain(filename)}"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell(value) for value in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return response


def cell(value: Any) -> str:
    """One cell: a decimal comma, days as 2026-11-23, and text that can start no formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, (int, date)):
        return str(value)
    text = str(value)
    if text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA):
        return f"'{text}"
    return text


def _plain(filename: str) -> str:
    return "".join(
        char for char in filename if char.isascii() and (char.isalnum() or char in "-_.")
    )
