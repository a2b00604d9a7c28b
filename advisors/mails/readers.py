"""Who hears of what is new, and one line of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from regions.models import Membership
from regions.stored import Stored

Lately = tuple[datetime, datetime]


@dataclass(frozen=True)
class News(Stored):
    """One line for one reader. `key` names the fact, `page` what the link to `path` is called."""

    key: str
    reader_id: int
    text: str
    page: str
    path: str


@dataclass(frozen=True)
class Seats:
    """Ids of who leads, advises and signs for a region on one day; only people who may sign in."""

    leaders: dict[int, set[int]]
    advisors: dict[int, set[int]]
    lead_applicants: dict[int, set[int]]

    @classmethod
    def on(cls, today: date) -> "Seats":
        held = Membership.objects.on(today).filter(user__is_active=True, region__isnull=False)
        signs = held.lead_applicants()
        return cls(_by_region(held.leaders()), _by_region(held.advisors()), _by_region(signs))

    def all_advisors(self) -> set[int]:
        return set().union(*self.advisors.values())

    def holds(self, user_id: int | None, region_id: int) -> bool:
        """Whether somebody leads or advises that region."""
        return user_id in self.leaders[region_id] | self.advisors[region_id]


def _by_region(held: Iterable[Membership]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in held:
        found[row.region_id or 0].add(row.user_id)
    return found
