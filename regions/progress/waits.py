"""What waits for a leader in other rooms, told in one line over the log.

Progress knows none of those rooms: each offers a source when the portal starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from regions.models import Region


@dataclass(frozen=True)
class Wait:
    """So many things of one kind, in words with their number, and where they are."""

    text: str
    path: str


Source = Callable[[Region, datetime], list[Wait]]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """`source` tells what waits in a region now; nothing where nothing does."""
    _sources.append(source)


def waits_in(region: Region, now: datetime) -> list[Wait]:
    return [wait for source in _sources for wait in source(region, now)]
