"""The advisor's work."""

from .cards import AnswerCard, CardFile, CardUse
from .looks import Look
from .network import (
    Absence,
    Attendance,
    Expertise,
    Initiative,
    NetworkMeeting,
    TakeOver,
)
from .questions import Invitation, Question
from .reading import PlanRemark, Reading
from .reviews import Nudge, Review
from .talks import Pet, PlannedTalk, Promise, Talk, TalkKind
from .themes import Theme

__all__ = [
    "Absence",
    "AnswerCard",
    "Attendance",
    "CardFile",
    "CardUse",
    "Expertise",
    "Initiative",
    "Invitation",
    "Look",
    "NetworkMeeting",
    "Nudge",
    "Pet",
    "PlanRemark",
    "PlannedTalk",
    "Promise",
    "Question",
    "Reading",
    "Review",
    "TakeOver",
    "Talk",
    "TalkKind",
    "Theme",
]
