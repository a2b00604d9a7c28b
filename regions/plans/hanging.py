"""What hangs on the activities of a plan in rooms that know the plan, such as its partners.

The plan knows none of those rooms: each offers a source when the portal starts. A source answers
for all activities of a region at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from regions.models import Region

SHOWN = 4


@dataclass(frozen=True)
class Hanging:
    """One thing on an activity: what it is called, and where it stands."""

    title: str
    url: str


@dataclass(frozen=True)
class Group:
    """Things of one kind on one activity; of many the first few, and how many more."""

    label: str
    shown: list[Hanging]
    more: int


Source = Callable[[Region], Iterable[tuple[UUID, Hanging]]]
_sources: list[tuple[object, Source]] = []


def offer(label: object, source: Source) -> None:
    """`source` gives what hangs where, in an order that is worth reading; `label` is lazy text."""
    _sources.append((label, source))


def hanging_of(region: Region, key: UUID) -> list[Group]:
    """All that hangs on one activity, none of it left out."""
    found = []
    for label, source in _sources:
        rows = [hanging for where, hanging in source(region) if where == key]
        if rows:
            found.append(Group(str(label), rows, 0))
    return found


def hanging_on(region: Region) -> dict[UUID, list[Group]]:
    """By key of the activity; a query or so for each source, however many activities there are."""
    found: dict[UUID, list[Group]] = defaultdict(list)
    for label, source in _sources:
        here: dict[UUID, list[Hanging]] = defaultdict(list)
        for key, hanging in source(region):
            here[key].append(hanging)
        for key, rows in here.items():
            found[key].append(Group(str(label), rows[:SHOWN], max(len(rows) - SHOWN, 0)))
    return found
