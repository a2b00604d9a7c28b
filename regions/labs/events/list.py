"""The events of a region as their list tells them: rows, cuts, order and finding."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.asked import row_id
from regions.counts import count_text
from regions.dutch import date_text, number_word
from regions.labs.models import Event
from regions.models import Region
from regions.months import AMSTERDAM, Month, first_month_of

SOON = timedelta(days=30)
SORTS: dict[str, tuple[Any, ...]] = {
    "old": ("starts_at", "pk"),
    "new": ("-starts_at", "-pk"),
    "title": ("title__dutch", "starts_at", "pk"),
    "kind": ("kind", "starts_at", "pk"),
}


@dataclass(frozen=True)
class ListedEvent:
    """One event as who looks may see it."""

    event: Event
    is_waiting: bool
    people: str

    @property
    def month(self) -> str:
        return Month.of(self.event.starts_at).label

    @property
    def when(self) -> str:
        return when_text(self.event)

    @property
    def where(self) -> str:
        if self.event.is_online:
            return _("online")
        return self.event.place or (str(self.event.lab) if self.event.lab else "")

    @property
    def state(self) -> tuple[str, str]:
        """The shape and the words of where it stands."""
        if self.is_waiting:
            return "behind", _("did it take place?")
        shapes = {"planned": "not_started", "held": "done", "cancelled": "stalled"}
        return shapes[self.event.state], self.event.get_state_display().lower()


def events_of(region: Region) -> QuerySet[Event]:
    return Event.objects.filter(region=region).select_related("lab").prefetch_related("attendances")


def told_rows(events: Iterable[Event], now: datetime, exact: bool) -> list[ListedEvent]:
    return [
        ListedEvent(
            event,
            event.state == Event.State.PLANNED and event.ends_at < now,
            count_text((a.count for a in event.attendances.all()), exact)
            if event.state == Event.State.HELD
            else "",
        )
        for event in events
    ]


def chosen(rows: QuerySet[Event], wanted: dict[str, Any], now: datetime) -> QuerySet[Event]:
    """What the filter form asks for; what is coming, where it asks for no period."""
    for name, column in {"kind": "kind", "lab": "lab", "school": "schools"}.items():
        if value := wanted.get(name):
            rows = rows.filter(**{column: value})
    if state := wanted.get("state"):
        rows = rows.filter(state=state)
    period = wanted.get("period") or ""
    if period == "past":
        rows = rows.filter(ends_at__lt=now)
    elif year := row_id(period):
        first, last = first_month_of(year).start, first_month_of(year + 1).start
        rows = rows.filter(starts_at__gte=first, starts_at__lt=last)
    elif period != "all":
        rows = rows.filter(ends_at__gte=now)
    usual = "old" if period != "past" else "new"
    return rows.order_by(*SORTS.get(wanted.get("sort") or usual, SORTS[usual]))


def waiting(region: Region, now: datetime) -> QuerySet[Event]:
    """Over, and nobody said yet whether it took place."""
    return (
        Event.objects.filter(region=region, state=Event.State.PLANNED, ends_at__lt=now)
        .select_related("lab")
        .order_by("starts_at", "pk")
    )


def events_heading(region: Region, asked: int, now: datetime) -> str:
    """The heading: what waits for an answer, else what is soon, else what comes next."""
    if asked:
        text = ngettext(
            "%(number)s event is over: did it take place?",
            "%(number)s events are over: did they take place?",
            asked,
        )
        return text % {"number": number_word(asked, capital=True)}
    coming = Event.objects.filter(region=region, state=Event.State.PLANNED, ends_at__gte=now)
    first = coming.order_by("starts_at", "pk").first()
    if first is None:
        return _("Nothing is planned yet")
    soon = coming.filter(starts_at__lt=now + SOON).count()
    if soon > 1:
        sentence = _("%(number)s events in the next thirty days")
        return sentence % {"number": number_word(soon, capital=True)}
    day = date_text(first.starts_at.astimezone(AMSTERDAM).date())
    return _("Next: %(title)s on %(day)s") % {"title": first.title, "day": day}


def when_text(event: Event) -> str:
    """ "di 1 dec 2026, 16:00–20:00"."""
    start, end = event.starts_at.astimezone(AMSTERDAM), event.ends_at.astimezone(AMSTERDAM)
    clock = date_format(end, "H.i")
    until = clock if start.date() == end.date() else f"{date_format(end, 'D j b Y')}, {clock}"
    dash = "–" if start.date() == end.date() else " – "
    return f"{date_format(start, 'D j b Y, H.i')}{dash}{until}"
