from .memberships import (
    LEADER_ROLES,
    STEERING_ROLES,
    Membership,
    MembershipQuerySet,
    Period,
    Role,
    Same,
    without_led_deputies,
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
    "without_led_deputies",
]
