"""Who leads which region, and what that region shares: for the network, by name and no address."""

from dataclasses import dataclass
from datetime import date

from advisors.models import Initiative
from regions.models import LEADER_ROLES, Membership, Region
from regions.web.searching import finds


@dataclass(frozen=True)
class Led:
    """One region with who leads it on a day, and its initiatives of now, the newest first."""

    region: Region
    seats: list[Membership]
    initiatives: list[Initiative]

    @property
    def words(self) -> str:
        names = [seat.user.name for seat in self.seats]
        return " ".join([self.region.name, *names, *(one.title for one in self.initiatives)])


def led_on(day: date) -> list[Led]:
    """Every region that runs and has a leader, by name; two queries."""
    seats = (
        Membership.objects.on(day)
        .filter(role__in=LEADER_ROLES, user__is_active=True)
        .select_related("user", "region")
        .order_by("region__name__dutch", "-role", "user__name__dutch")
    )
    by_region: dict[Region, list[Membership]] = {}
    for seat in seats:
        if seat.region is not None:
            by_region.setdefault(seat.region, []).append(seat)
    shared: dict[int, list[Initiative]] = {}
    for one in Initiative.objects.filter(withdrawn_at=None).order_by("-shared_at", "-pk"):
        shared.setdefault(one.region_id, []).append(one)
    return [Led(region, found, shared.get(region.pk, [])) for region, found in by_region.items()]


def found_in(rows: list[Led], words: str, which: str) -> list[Led]:
    rows = [row for row in rows if row.initiatives] if which == "sharing" else rows
    return [row for row in rows if finds(words, row.words)]
