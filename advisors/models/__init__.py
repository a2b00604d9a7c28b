"""The advisor's work."""

from .cards import AnswerCard, CardFile, CardUse
from .handover import PartingWord
from .lessons import Lesson, LessonMeaning, LessonToTell, RuleItem, RuleNaming
from .looks import Look
from .meanings import Meaning
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
from .talks import Cap, PlannedTalk, Promise, Talk, TalkKind
from .themes import Theme
from .week import Later, Rhythm, TalkDraft

__all__ = [
    "Absence",
    "AnswerCard",
    "Attendance",
    "Cap",
    "CardFile",
    "CardUse",
    "Expertise",
    "Initiative",
    "Invitation",
    "Later",
    "Lesson",
    "LessonMeaning",
    "LessonToTell",
    "Look",
    "Meaning",
    "NetworkMeeting",
    "Nudge",
    "PartingWord",
    "PlanRemark",
    "PlannedTalk",
    "Promise",
    "Question",
    "Reading",
    "Review",
    "Rhythm",
    "RuleItem",
    "RuleNaming",
    "TakeOver",
    "Talk",
    "TalkDraft",
    "TalkKind",
    "Theme",
]
