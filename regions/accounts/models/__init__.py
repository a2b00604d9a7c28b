"""People, and what changed in how their accounts open."""

from .people import User, UserManager
from .security import AccountChange, SecondStepReset

__all__ = ["AccountChange", "SecondStepReset", "User", "UserManager"]
