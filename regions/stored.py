"""Values that are stored as JSON: dataclasses that write themselves down and read themselves back.

What is stored outlives the code that wrote it: a key that an older row lacks takes the default of
its field, and a key that nobody knows any more is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, Self, get_args, get_origin, get_type_hints

from .months import Month

FIELDS: dict[Any, dict[str, Any]] = {}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # Postgres keeps none of these in JSON


class Stored:
    """A dataclass of JSON values, choices, numbers, days, months, lists and others of its kind."""

    def to_json(self) -> dict[str, Any]:
        return {name: _written(getattr(self, name)) for name in _fields_of(type(self))}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        known = _fields_of(cls)
        return cls(**{name: _read(known[name], stored[name]) for name in known if name in stored})


def _fields_of(kind: Any) -> dict[str, Any]:
    """The name and type of each field; of each class its source is read once."""
    if kind not in FIELDS:
        types = get_type_hints(kind)
        FIELDS[kind] = {field.name: types[field.name] for field in fields(kind)}
    return FIELDS[kind]


def _written(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_written(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _written(part) for name, part in value.items()}
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Month | Decimal):
        return str(value)
    return value.to_json() if hasattr(value, "to_json") else value


def _read(kind: Any, value: Any) -> Any:
    """A stored value as one of type `kind`; of a choice of types with None, the other."""
    inner = [choice for choice in get_args(kind) if choice not in (NoneType, ...)]
    if value is None or kind is Any or get_origin(kind) is Mapping:
        return value
    if get_origin(kind) in (list, tuple):
        return get_origin(kind)(_read(inner[0], part) for part in value)
    if inner:
        return _read(inner[0], value)
    if issubclass(kind, Enum | Decimal):
        return kind(value)
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    if kind is Month:
        return Month.parse(value)
    return kind.from_json(value) if hasattr(kind, "from_json") else value
