"""What happened each month: logs, updates per activity, obstacles, and the monthly snapshot."""

from .logs import BAD_NEWS, ActivityUpdate, CheckIn, MilestoneMet
from .measured import ActivityMonth, LineMonth
from .obstacles import Obstacle
from .snapshots import RegionMonth
from .words import TROUBLED, Cause, FirstOfMonth, Outlook, Status
from .work_group import WorkAsk, WorkLine, WorkPhoto

__all__ = [
    "BAD_NEWS",
    "TROUBLED",
    "ActivityMonth",
    "ActivityUpdate",
    "Cause",
    "CheckIn",
    "FirstOfMonth",
    "LineMonth",
    "MilestoneMet",
    "Obstacle",
    "Outlook",
    "RegionMonth",
    "Status",
    "WorkAsk",
    "WorkLine",
    "WorkPhoto",
]
