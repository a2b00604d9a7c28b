"""What the digest tells of events: to which people can come, and who came.

Both go to people of the steering group by mail, so small counts are hidden.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from regions.counts import count_text
from regions.dutch import list_text
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.stored import Stored

from .models import Attendance, Event

MOST = 5


@dataclass(frozen=True)
class EventAhead(Stored):
    """A public event, and the address of its page."""

    title: str
    kind: str
    starts_at: datetime
    is_online: bool
    place: str
    invitation: str
    path: str

    @property
    def where(self) -> str:
        return _("online") if self.is_online else self.place


@dataclass(frozen=True)
class Came(Stored):
    """How many of one group, as text that hides small counts."""

    group: str
    count: str


@dataclass(frozen=True)
class Held(Stored):
    """How many events there were, and who came."""

    events: int = 0
    groups: list[Came] = field(default_factory=list)

    @property
    def who_came(self) -> str:
        return list_text(
            [
                f"{group.count} {Attendance.Group(group.group).label.lower()}"
                for group in self.groups
            ]
        )


@dataclass(frozen=True)
class EventsTold(Stored):
    coming: list[EventAhead] = field(default_factory=list)
    held: Held = field(default_factory=Held)


def come_and_see(region: Region, day: date, days: int = 60) -> list[EventAhead]:
    """The first public events from `day` on."""
    start = datetime.combine(day, datetime.min.time(), AMSTERDAM)
    rows = Event.objects.filter(
        region=region, is_public=True, state=Event.State.PLANNED,
        starts_at__gte=start, starts_at__lt=start + timedelta(days=days),
    ).select_related("lab").order_by("starts_at", "pk")[:MOST]  # fmt: skip
    return [
        EventAhead(
            title=row.title,
            kind=row.kind,
            starts_at=row.starts_at,
            is_online=row.is_online,
            place=_place(str(row.lab or ""), row.place),
            invitation=row.invitation,
            path=reverse("event", args=[region.slug, row.pk]),
        )
        for row in rows
    ]


def _place(lab: str, place: str) -> str:
    """Where it is, once: a place that stands in the name of the lab already is not named again."""
    if place.casefold() in lab.casefold():
        return lab
    return place if lab.casefold() in place.casefold() else f"{lab}, {place}"


def held_in(region: Region, first: Month, last: Month) -> Held:
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
        Came(group, count_text(parts[group], exact=False))
        for group in Attendance.Group.values
        if sum(parts.get(group, []))
    ]
    return Held(len(events), groups)
