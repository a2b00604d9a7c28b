"""The pulse of each part of the machinery: one that stands still is seen at /mail/."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from sto_portal.notices.models import Heartbeat

SILENT_AFTER = timedelta(minutes=15)


def parts() -> list[Heartbeat.Part]:
    """Those that should run here: replies are received only where INBOUND says how."""
    here = list(Heartbeat.Part)
    if not settings.REPLIES.inbound:
        here.remove(Heartbeat.Part.RECEIVER)
    return here


def pulses() -> QuerySet[Heartbeat]:
    return Heartbeat.objects.filter(part__in=parts()).order_by("part")


def beat(part: str, now: datetime, outcome: str, *, is_well: bool = True) -> None:
    Heartbeat.objects.update_or_create(
        part=part, defaults={"ran_at": now, "outcome": outcome[:300], "is_well": is_well}
    )
