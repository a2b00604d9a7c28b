"""All months of a plan with their log: in, corrected, late, being written, or missing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.measure.deadlines import Owed, is_late, is_overdue
from regions.progress.models import CheckIn

from .due import log_months
from .receipt import minutes_of


@dataclass
class Line:
    """One month; `is_missing` is whether its log should be in and is not, begun or not."""

    month: Month
    state: str
    label: str
    is_missing: bool = False
    submitted_at: datetime | None = None
    by: str = ""
    version: int = 0
    minutes: int = 0


def lines_of(region: Region, now: datetime) -> list[Line]:
    """From the month that runs back to the first that is owed or has a log; none without an
    approved plan."""
    held = region.plans.ever_approved().order_by("version")
    versions = list(held.only("state", "starts_on", "approved_on", "ends_on"))
    plan = next((version for version in versions if version.state == Plan.State.APPROVED), None)
    if plan is None:
        return []
    begins, approved = versions[0].starts_on, versions[0].approved_on
    owed = Owed.by_plan(begins, approved or begins, plan.ends_on)
    logs: dict[Month, list[CheckIn]] = {}
    for log in region.check_ins.select_related("submitted_by").order_by("-version"):
        logs.setdefault(log.month, []).append(log)
    first = min([owed.first, *logs])
    months = [month for month in reversed(log_months(plan, now)) if month >= first]
    return [_line(month, logs.get(month, []), owed.holds(month), now) for month in months]


def missing_in(lines: list[Line]) -> int:
    return sum(line.is_missing for line in lines)


def _line(month: Month, logs: list[CheckIn], is_owed: bool, now: datetime) -> Line:
    labels = {
        "unasked": _("Not asked for"),
        "missing": _("Missing"),
        "running": _("Not logged yet"),
        "draft": _("Draft"),
        "begun": _("Missing; there is a draft"),
        "submitted": _("Submitted"),
        "late": _("Submitted late"),
        "corrected": _("Submitted and corrected"),
        "correcting": _("Submitted, a correction is being written"),
    }
    is_due = is_owed and is_overdue(month, localdate(now))
    submitted = [log for log in logs if log.is_submitted]
    if submitted:
        state = _state(month, logs, submitted, is_owed)
    elif logs:
        state = "begun" if is_due else "draft"
    else:
        state = "missing" if is_due else "running" if is_owed else "unasked"
    line = Line(month, state, labels[state], is_missing=is_due and not submitted)
    if submitted:
        found = submitted[0]
        line.submitted_at, line.version = found.submitted_at, found.version
        line.by = found.submitted_by.name if found.submitted_by else ""
        line.minutes = minutes_of(found)
    return line


def _state(month: Month, logs: list[CheckIn], submitted: list[CheckIn], is_owed: bool) -> str:
    """How a month stands that has a submitted log."""
    if len(submitted) < len(logs):
        return "correcting"
    if len(submitted) > 1:
        return "corrected"
    at = submitted[0].submitted_at
    return "late" if is_owed and at is not None and is_late(month, at) else "submitted"
