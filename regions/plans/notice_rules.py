"""Whether DUS-I must be told of a kind of change: what the bureau wrote down, with its source."""

import datetime

from .models import NoticeRule


def rule_for(kind: str, day: datetime.date) -> NoticeRule | None:
    """The rule for this kind of change that holds on `day`; where two overlap, the newest."""
    return NoticeRule.objects.on(day).filter(kind=kind).first()
