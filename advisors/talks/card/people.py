"""Whom to reach in a region: everybody with a role there, the leaders first."""

import datetime
from dataclasses import dataclass

from regions.accounts.models import User
from regions.models import Membership, Region, Role

ORDER = (
    Role.LEADER,
    Role.DEPUTY,
    Role.CHAIR,
    Role.LEAD_APPLICANT,
    Role.CONTROLLER,
    Role.SCHOOL_BOARD,
    Role.BUSINESS,
)


@dataclass(frozen=True)
class Reachable:
    person: User
    role: str
    is_leader: bool


def people_of(region: Region, today: datetime.date) -> list[Reachable]:
    """Each person once, with the first of their roles; one query."""
    rows = Membership.objects.on(today).filter(region=region, role__in=ORDER)
    found: dict[int, Membership] = {}
    for row in sorted(
        rows.select_related("user").order_by("user__name__dutch"),
        key=lambda row: ORDER.index(Role(row.role)),
    ):
        found.setdefault(row.user_id, row)
    return [
        Reachable(row.user, row.get_role_display(), row.is_leader)
        for row in found.values()
        if row.user.is_active
    ]
