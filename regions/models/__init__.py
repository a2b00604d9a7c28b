from .memberships import (
    LEADER_ROLES,
    STEERING_ROLES,
    Membership,
    MembershipQuerySet,
    Period,
    Role,
    Same,
)
from .regions import Region, School, SubRegion

__all__ = [
    "LEADER_ROLES",
    "STEERING_ROLES",
    "Membership",
    "MembershipQuerySet",
    "Period",
    "Region",
    "Role",
    "Same",
    "School",
    "SubRegion",
]
