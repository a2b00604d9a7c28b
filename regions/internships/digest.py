"""What digests once told of internships, so that what was sealed still shows.

Counts per school and level are the leader's ground: a digest no longer tells them.
"""

from dataclasses import dataclass
from datetime import date

from regions.counts import count_text
from regions.months import Month
from regions.stored import Stored


@dataclass(frozen=True)
class LastChance(Stored):
    """`parts` are counts that make up one sum: who is open, and of what is over who never had one.

    A page or mail shows `open`: small counts are hidden, as a mail travels.
    """

    cohort: str
    until: date
    parts: list[int]
    is_over: bool

    @property
    def month(self) -> str:
        return Month.of(self.until).label

    @property
    def open(self) -> str:
        return count_text(self.parts, False)
