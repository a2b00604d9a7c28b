"""What every page about a plan change shows: reasons, options, difference and rule."""

import datetime
from typing import Any

from regions.plans.difference.difference import compare
from regions.plans.models import PlanChange

from .notice_rules import rule_for


def parts_of(change: PlanChange, today: datetime.date) -> dict[str, Any]:
    """Context of plans/change_parts.html; a decided change shows the rule of that day."""
    return {
        "change": change,
        "region": change.region,
        "difference": compare(change.base_plan, change.new_plan),
        "effects": _lines(change.effect),
        "options": _lines(change.options),
        "shows_rule": True,
        "rule": rule_for(change.kind, change.decided_on or today),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
