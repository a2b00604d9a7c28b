from .memberships import Membership, MembershipQuerySet, Period, Same, without_led_deputies
from .regions import Region, School, SubRegion
from .roles import LEADER_ROLES, STEERING_ROLES, Role
from .succession import RegionChange, RegionSuccession

__all__ = [
    "LEADER_ROLES",
    "STEERING_ROLES",
    "Membership",
    "MembershipQuerySet",
    "Period",
    "Region",
    "RegionChange",
    "RegionSuccession",
    "Role",
    "Same",
    "School",
    "SubRegion",
    "without_led_deputies",
]
