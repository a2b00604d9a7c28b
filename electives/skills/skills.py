"""The map of what pupils practise: competences × places, with how deep, and where nothing is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from electives.models import Competence, Depth


class Kind(StrEnum):
    ELECTIVE = "elective"
    LAB = "lab"
    EVENT = "event"
    COHORT = "cohort"


@dataclass(frozen=True)
class Column:
    """A place where pupils practise. `key` names it in the depths; cohorts share one by track."""

    kind: Kind
    key: str
    title: str
    pk: int | None = None  # the one row behind it, if there is one


@dataclass(frozen=True)
class Cell:
    column: Column
    depth: Depth | None

    @property
    def mark(self) -> str:
        """How deep as dots, for who does not see colours."""
        return "•" * (self.depth or 0)


@dataclass(frozen=True)
class Line:
    competence: Competence
    cells: list[Cell]

    @property
    def found(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.depth]


@dataclass(frozen=True)
class SkillsMap:
    columns: list[Column]
    lines: list[Line]

    @property
    def is_empty(self) -> bool:
        return not any(line.found for line in self.lines)

    @property
    def practised(self) -> list[Line]:
        return [line for line in self.lines if line.found]

    @property
    def nowhere(self) -> list[Line]:
        return [line for line in self.lines if not line.found]

    @property
    def once(self) -> list[Line]:
        return [line for line in self.lines if len(line.found) == 1]


Depths = Mapping[tuple[int, str], int]


def build(
    competences: Iterable[Competence], columns: Iterable[Column], depths: Depths
) -> SkillsMap:
    """`depths` gives per competence and key of a column how deep; nothing where it is absent.

    Electives are always there; anything else only where something is practised.
    """
    rows = list(competences)
    ids = {row.pk for row in rows}
    used = {key for (pk, key), depth in depths.items() if depth and pk in ids}
    kept = [column for column in columns if column.kind == Kind.ELECTIVE or column.key in used]
    return SkillsMap(
        columns=kept,
        lines=[
            Line(row, [Cell(column, _depth(depths.get((row.pk, column.key)))) for column in kept])
            for row in rows
        ],
    )


def _depth(value: int | None) -> Depth | None:
    return Depth(value) if value else None
