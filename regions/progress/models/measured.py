"""What a snapshot says of each activity and of each action line, in the order of the plan.

Stored as JSON: one object with a key for each field. Shares run from 0 to 1, tempo is in months
and negative when behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from .words import Status

if TYPE_CHECKING:
    ActivitiesJSON = models.JSONField[list["ActivityMonth"], list["ActivityMonth"]]
    LinesJSON = models.JSONField[list["LineMonth"], list["LineMonth"]]
else:
    ActivitiesJSON = LinesJSON = models.JSONField

Deconstructed = tuple[str, str, Sequence[Any], dict[str, Any]]
DAYS = ("starts_on", "ends_on", "original_starts_on", "original_ends_on")


@dataclass(frozen=True)
class ActivityMonth:
    """One activity; without an original start or end, the plan never moved it from its own.

    `weight` is its part of the plan, all activities together 1. `is_uncounted`: a log says how it
    goes and no log ever said how much of its target is reached, so it has no tempo.
    """

    key: str = ""
    code: str = ""
    title: str = ""
    line: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    original_starts_on: date | None = None
    original_ends_on: date | None = None
    weight: float = 0.0
    planned: float = 0.0
    realised: float = 0.0
    tempo: float | None = None
    status: str = Status.NOT_STARTED.value
    is_uncounted: bool = False
    counted: int | None = None
    target: int | None = None
    unit: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        days = {name: date.fromisoformat(stored[name]) for name in DAYS if stored.get(name)}
        return cls(**{**stored, **days})

    @property
    def gap(self) -> float:
        """Its part of the distance between plan and reality; negative when it is ahead."""
        return 0.0 if self.is_uncounted else self.weight * (self.planned - self.realised)

    def to_json(self) -> dict[str, Any]:
        days: dict[str, date | None] = {name: getattr(self, name) for name in DAYS}
        return {**vars(self), **{name: day and day.isoformat() for name, day in days.items()}}


@dataclass(frozen=True)
class LineMonth:
    """One action line: its activities together.

    `is_by_count_only`: it is behind by what was counted, while no leader calls any of it behind.
    """

    code: str = ""
    title: str = ""
    planned: float = 0.0
    realised: float = 0.0
    status: str = Status.NOT_STARTED.value
    is_by_count_only: bool = False

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**stored)

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


class ActivitiesField(ActivitiesJSON):
    def from_db_value(self, value: Any, *where: Any) -> list[ActivityMonth]:
        return [ActivityMonth.from_json(stored) for stored in super().from_db_value(value, *where)]

    def get_prep_value(self, value: list[ActivityMonth]) -> list[dict[str, Any]]:
        return [activity.to_json() for activity in value]

    def deconstruct(self) -> Deconstructed:
        return _as_json(super().deconstruct())


class LinesField(LinesJSON):
    def from_db_value(self, value: Any, *where: Any) -> list[LineMonth]:
        return [LineMonth.from_json(stored) for stored in super().from_db_value(value, *where)]

    def get_prep_value(self, value: list[LineMonth]) -> list[dict[str, Any]]:
        return [line.to_json() for line in value]

    def deconstruct(self) -> Deconstructed:
        return _as_json(super().deconstruct())


def _as_json(field: Deconstructed) -> Deconstructed:
    """For migrations these columns are JSON like any other."""
    name, _path, args, options = field
    return name, "django.db.models.JSONField", args, options
