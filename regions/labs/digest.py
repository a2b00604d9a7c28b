"""What the digest tells of events: to which people can come, and who came.

Both go to people of the steering group by mail, so small counts are hidden.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from regions.counts import count_text
from regions.models import Region
from regions.months import AMSTERDAM, Month

from .models import Attendance, Event

MOST = 5


def come_and_see(region: Region, day: date, days: int = 60) -> list[dict[str, Any]]:
    """The first public events from `day` on."""
    start = datetime.combine(day, datetime.min.time(), AMSTERDAM)
    rows = Event.objects.filter(
        region=region, is_public=True, state=Event.State.PLANNED,
        starts_at__gte=start, starts_at__lt=start + timedelta(days=days),
    ).select_related("lab").order_by("starts_at", "pk")[:MOST]  # fmt: skip
    return [
        {
            "title": row.title,
            "kind": row.kind,
            "starts_at": row.starts_at.isoformat(),
            "is_online": row.is_online,
            "place": ", ".join(part for part in (str(row.lab or ""), row.place) if part),
            "invitation": row.invitation,
            "path": reverse("event", args=[region.slug, row.pk]),
        }
        for row in rows
    ]


def held_in(region: Region, first: Month, last: Month) -> dict[str, Any]:
    """How many events were held in these months, and how many came of each group."""
    rows = Event.objects.filter(
        region=region, state=Event.State.HELD,
        starts_at__gte=first.start, starts_at__lt=last.end,
    )  # fmt: skip
    found = rows.order_by().values_list("pk", "attendances__group", "attendances__count")
    parts: dict[str, list[int]] = defaultdict(list)
    events = set()
    for pk, group, count in found:
        events.add(pk)
        if group:
            parts[group].append(count)
    groups = [
        {"group": group, "count": count_text(parts[group], exact=False)}
        for group in Attendance.Group.values
        if sum(parts.get(group, []))
    ]
    return {"events": len(events), "groups": groups}
