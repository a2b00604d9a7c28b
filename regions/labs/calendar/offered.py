"""What other rooms put in the calendar of a region, for one reader.

A room offers its source when the portal starts; the calendar knows it by nothing else.
"""

from collections.abc import Callable
from datetime import datetime

from regions.accounts.models import User
from regions.ical import Entry
from regions.models import Region

Source = Callable[[Region, User, datetime], list[Entry]]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """`source` gives the entries that end at or after a moment, as far as the reader may see them,
    in a fixed number of queries."""
    _sources.append(source)


def offered(region: Region, reader: User, since: datetime) -> list[Entry]:
    return [entry for source in _sources for entry in source(region, reader, since)]
