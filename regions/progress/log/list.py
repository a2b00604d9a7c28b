"""All months of a plan with their log: in, corrected, late, being written, or missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.models import Region
from regions.months import Month, first_working_day
from regions.plans.models import Plan
from regions.progress.models import CheckIn

from .due import log_months
from .receipt import minutes_of


@dataclass
class Line:
    month: Month
    state: str
    label: str
    submitted_at: datetime | None = None
    by: str = ""
    version: int = 0
    minutes: int = 0


def lines_of(region: Region, now: datetime) -> list[Line]:
    """From the month that runs back to the start of the plan; none without an approved plan."""
    plan = Plan.objects.current().filter(region=region).first()
    if plan is None:
        return []
    logs: dict[Month, list[CheckIn]] = {}
    for log in region.check_ins.select_related("submitted_by").order_by("-version"):
        logs.setdefault(log.month, []).append(log)
    return [_line(month, logs.get(month, []), now) for month in reversed(log_months(plan, now))]


def missing_in(lines: list[Line]) -> int:
    return sum(line.state == "missing" for line in lines)


def _line(month: Month, logs: list[CheckIn], now: datetime) -> Line:
    labels = {
        "missing": _("Missing"),
        "running": _("Not logged yet"),
        "draft": _("Draft"),
        "submitted": _("Submitted"),
        "late": _("Submitted late"),
        "corrected": _("Submitted and corrected"),
        "correcting": _("Submitted, a correction is being written"),
    }
    state = _state(month, logs, now)
    found = next((log for log in logs if log.is_submitted), None)
    line = Line(month, state, labels[state])
    if found:
        line.submitted_at, line.version = found.submitted_at, found.version
        line.by = found.submitted_by.name if found.submitted_by else ""
        line.minutes = minutes_of(found)
    return line


def _state(month: Month, logs: list[CheckIn], now: datetime) -> str:
    if not logs:
        return "running" if month == Month.of(now) else "missing"
    submitted = [log for log in logs if log.is_submitted]
    if not submitted:
        return "draft"
    if len(submitted) < len(logs):
        return "correcting"
    if len(submitted) > 1:
        return "corrected"
    return "late" if _is_late(month, submitted[0]) else "submitted"


def _is_late(month: Month, log: CheckIn) -> bool:
    """In after the first working day of the next month, when the digest is written."""
    due = first_working_day(month.next) + timedelta(days=1)
    return log.submitted_at is not None and localdate(log.submitted_at) >= due
