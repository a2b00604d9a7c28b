"""The exact difference between two versions of a plan, without a database.

A version is a set of facts: what stands at a path, such as ("activity", key, "ends_on"). Where a
field is empty there is no fact. A delta tells of every path where two versions differ what stood
there and what stands there now, so that `apply(before, delta_of(before, after)) == after`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Named(NamedTuple):
    """A school or sub-region: the same one is the same row, its name is for who reads."""

    pk: int
    name: str


Path = tuple[str, ...]
Value = str | int | Decimal | date | Named | tuple[Named, ...] | tuple[str, ...]
Version = dict[Path, Value]
Subject = dict[str, Value]  # the facts of one activity, milestone, line, or of the plan itself


class Change(NamedTuple):
    before: Value | None
    after: Value | None


Delta = dict[Path, Change]


class WrongVersion(ValueError):
    """The delta was not made from this version."""


def delta_of(before: Version, after: Version) -> Delta:
    return {
        path: Change(before.get(path), after.get(path))
        for path in before | after
        if before.get(path) != after.get(path)
    }


def apply(before: Version, delta: Delta) -> Version:
    """The version that `delta` makes of `before`."""
    version = dict(before)
    for path, change in delta.items():
        if version.pop(path, None) != change.before:
            raise WrongVersion(path)
        if change.after is not None:
            version[path] = change.after
    return version


def subjects_of(version: Version) -> dict[Path, Subject]:
    """The facts by what they are about, such as ("activity", key)."""
    found: dict[Path, Subject] = {}
    for path, value in version.items():
        found.setdefault(path[:-1], {})[path[-1]] = value
    return found


def fields_of(delta: Delta) -> dict[Path, set[str]]:
    """What differs, by what it is about."""
    found: dict[Path, set[str]] = {}
    for path in delta:
        found.setdefault(path[:-1], set()).add(path[-1])
    return found


def facts(subject: Path, values: Mapping[str, Value | None]) -> Version:
    """One subject's facts; what is empty is left out."""
    return {(*subject, name): value for name, value in values.items() if value not in (None, ())}
