"""The pulse of planner, sender and resolver: a part that stands still is seen at /mail/."""

from datetime import datetime, timedelta

from sto_portal.notices.models import Heartbeat

SILENT_AFTER = timedelta(minutes=15)


def beat(part: str, now: datetime, outcome: str, *, is_well: bool = True) -> None:
    Heartbeat.objects.update_or_create(
        part=part, defaults={"ran_at": now, "outcome": outcome[:300], "is_well": is_well}
    )
