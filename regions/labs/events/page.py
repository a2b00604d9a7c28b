"""One event: when and where, who is invited, what became of it, and what changed on the way."""

from datetime import datetime
from typing import Any

from regions.counts import count_text
from regions.labs.models import Attendance, Event
from regions.plans.versions import activity_names
from regions.words.folding import sort_key

from .list import told_rows
from .steps import State


def shown_event(event: Event, now: datetime, exact: bool) -> dict[str, Any]:
    row = told_rows([event], now, exact)[0]
    counts = {attendance.group: attendance.count for attendance in event.attendances.all()}
    return {
        "event": event,
        "row": row,
        "schools": list(event.schools.all()),
        "partners": sorted(
            event.partners.select_related("business"), key=lambda partner: sort_key(str(partner))
        ),
        "came": [
            (group.label, count_text([counts[group.value]], exact))
            for group in Attendance.Group
            if group.value in counts
        ],
        "changes": list(event.changes.select_related("made_by")),
        "activity": activity_names(event.region).get(event.activity_key, ""),
        "is_planned": event.state == State.PLANNED,
        "is_cancelled": event.state == State.CANCELLED,
        "may_answer": event.starts_at <= now,
    }
