"""What other rooms ask of a leader once a log is in: such as whether DUS-I must know of a setback.

Progress knows none of those rooms: each offers a source when the portal starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from regions.models import Region


@dataclass(frozen=True)
class Asked:
    """One thing that waits for an answer, and the page where it is given."""

    title: str
    why: str
    path: str


Source = Callable[[Region, date], list[Asked]]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """`source` tells what waits in a region on a day."""
    _sources.append(source)


def asked_after_log(region: Region, today: date) -> list[Asked]:
    return [asked for source in _sources for asked in source(region, today)]
