"""Sources of a draft that stand in rooms above this one, which they offer when the portal starts.

Each answers for a whole region at once: facts that hang on an activity of the plan, by its key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from regions.models import Region

from .sentences import Sentence


@dataclass(frozen=True)
class Fact:
    """A sentence and the activity that it belongs to; None where it is of the whole programme."""

    activity_key: str | None
    sentence: Sentence


Offer = Callable[[Region, date, date], list[Fact]]
_offers: dict[str, Offer] = {}


def offer(source: str, read: Offer) -> None:
    """`read` tells of a region and of the days from first to last, both included."""
    _offers[source] = read


def offered(source: str, region: Region, first_on: date, last_on: date) -> list[Fact]:
    read = _offers.get(source)
    return read(region, first_on, last_on) if read else []
