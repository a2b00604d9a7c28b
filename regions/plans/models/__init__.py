"""The plan of a region, its versions, and what asks for another version."""

from .changes import Idea, NoticeRule, PlanChange
from .plans import ActionLine, Activity, Milestone, Plan
from .uploads import PlanUpload

__all__ = [
    "ActionLine",
    "Activity",
    "Idea",
    "Milestone",
    "NoticeRule",
    "Plan",
    "PlanChange",
    "PlanUpload",
]
