"""What a region has with DUS-I: reporting moments, notices, and letters with what they ask."""

from .letters import DossierFile, Letter, Point
from .moments import HandedIn, MomentException, MomentMove, ReportingMoment
from .notices import Notice

__all__ = [
    "DossierFile",
    "HandedIn",
    "Letter",
    "MomentException",
    "MomentMove",
    "Notice",
    "Point",
    "ReportingMoment",
]
