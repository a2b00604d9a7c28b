"""The steering group of a region: its mandate, what it decides, and what it passes on."""

from .agenda import AgendaItem, Attendee, Outcome
from .decisions import Decision, Vote
from .groups import SteeringGroup
from .mandates import DEFAULT_MANDATE, Acceptance, Mandate
from .meetings import Meeting, MeetingRhythm
from .remarks import Remark

__all__ = [
    "DEFAULT_MANDATE",
    "Acceptance",
    "AgendaItem",
    "Attendee",
    "Decision",
    "Mandate",
    "Meeting",
    "MeetingRhythm",
    "Outcome",
    "Remark",
    "SteeringGroup",
    "Vote",
]
