"""The steering group of a region: its mandate, what it decides, and what it passes on."""

from .decisions import Decision, Vote
from .groups import SteeringGroup
from .mandates import DEFAULT_MANDATE, Acceptance, Mandate
from .remarks import Remark

__all__ = [
    "DEFAULT_MANDATE",
    "Acceptance",
    "Decision",
    "Mandate",
    "Remark",
    "SteeringGroup",
    "Vote",
]
