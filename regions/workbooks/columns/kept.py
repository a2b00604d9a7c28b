"""The grids of an upload, kept with it for a day so that a column can be read as another."""

import json
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from regions.workbooks.sheets import Sheet
from regions.workbooks.values.cell import Cell, State


def packed(sheets: Iterable[Sheet]) -> bytes:
    return zlib.compress(json.dumps([_written(sheet) for sheet in sheets]).encode())


def unpacked(content: bytes) -> list[Sheet]:
    return [_read(stored) for stored in json.loads(zlib.decompress(content))]


def _written(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "is_hidden": sheet.is_hidden,
        "epoch": _value(sheet.epoch),
        "cells": [
            [*place, _value(cell.value), cell.number_format, cell.state.value, cell.is_formula]
            for place, cell in sheet.cells.items()
        ],
        "merged": [[*place, *origin] for place, origin in sheet.merged.items()],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "has_more_rows": sheet.has_more_rows,
        "has_more_columns": sheet.has_more_columns,
        "merged_area": sheet.merged_area,
    }


def _read(stored: dict[str, Any]) -> Sheet:
    return Sheet(
        stored["title"],
        stored["is_hidden"],
        _read_value(stored["epoch"]),
        {
            (row, column): Cell(_read_value(value), number_format, State(state), is_formula)
            for row, column, value, number_format, state, is_formula in stored["cells"]
        },
        {(row, column): (top, left) for row, column, top, left in stored["merged"]},
        set(stored["hidden_rows"]),
        set(stored["hidden_columns"]),
        stored["has_more_rows"],
        stored["has_more_columns"],
        stored["merged_area"],
    )


def _value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {type(value).__name__: value.isoformat()}
    return value if isinstance(value, str | int | float | None) else str(value)


def _read_value(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return (datetime if kind == "datetime" else date).fromisoformat(text)
    return value
