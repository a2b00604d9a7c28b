"""What events and delivered guest lessons say of the counts of the activities that they serve."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.timezone import localdate

from regions.models import Region
from regions.partners.models import Contribution
from regions.progress.known import PEOPLE, Span

from .models import Attendance, Event

Group = Attendance.Group
GROUPS = {
    "pupils": {Group.PUPILS, Group.PRIMARY},
    "teachers": {Group.TEACHERS},
    "people": set(Group),
}


def from_events(region: Region, spans: Mapping[UUID, Span]) -> Iterable[tuple[UUID, int]]:
    """Who came, where the activity counts people; else how many were held. One query."""
    rows = Event.objects.filter(
        region=region, state=Event.State.HELD, activity_key__in=list(spans)
    ).values_list(
        "pk", "activity_key", "starts_at", "kind", "attendances__group", "attendances__count"
    )
    found: Counter[UUID] = Counter()
    events: dict[UUID, set[int]] = {}
    for pk, key, starts_at, kind, group, count in rows:
        span = spans.get(key) if key else None
        if key is None or span is None or not span.after < localdate(starts_at) <= span.until:
            continue
        if span.counts in PEOPLE:
            found[key] += (count or 0) if group in GROUPS[span.counts] else 0
        elif span.counts == "events" or (
            span.counts == "lessons" and kind == Event.Kind.GUEST_LESSON
        ):
            events.setdefault(key, set()).add(pk)
    return [*found.items(), *((key, len(held)) for key, held in events.items())]


def from_guest_lessons(region: Region, spans: Mapping[UUID, Span]) -> Iterable[tuple[UUID, int]]:
    """Guest lessons that a business delivered, besides those that an event tells of. One query."""
    keys = [key for key, span in spans.items() if span.counts == "lessons"]
    rows = Contribution.objects.filter(
        partnership__region=region, kind=Contribution.Kind.GUEST_LESSON,
        activity_key__in=keys, delivered_on__isnull=False, dropped_on=None, proposal=None,
    )  # fmt: skip
    found: Counter[UUID] = Counter()
    for key, day in rows.values_list("activity_key", "delivered_on"):
        if key and day and spans[key].after < day <= spans[key].until:
            found[key] += 1
    return found.items()
