"""The plan of a region, its versions, and what asks for another version."""

from .budget import BudgetLine, CostKind
from .changes import Idea, NoticeRule, PlanChange
from .columns import ColumnChoice, SheetChoice
from .layouts import PlanLayout
from .milestones import Milestone
from .owners import ActivityOwner
from .plans import ActionLine, Activity, Plan
from .spent import SpentAmount, SpentYear
from .uploads import PlanUpload, SpentUpload

__all__ = [
    "ActionLine",
    "Activity",
    "ActivityOwner",
    "BudgetLine",
    "ColumnChoice",
    "CostKind",
    "Idea",
    "Milestone",
    "NoticeRule",
    "Plan",
    "PlanChange",
    "PlanLayout",
    "PlanUpload",
    "SheetChoice",
    "SpentAmount",
    "SpentUpload",
    "SpentYear",
]
