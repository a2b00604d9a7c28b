"""Events that were held in the period, with how many people came; small counts are hidden."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from regions.dutch import list_text, number_word
from regions.labs.models import Attendance, Event
from regions.months import AMSTERDAM
from regions.reports.drafting.base import Base, Subject
from regions.reports.drafting.words import counted, page_origin
from regions.reports.sentences import Origin, Sentence

KINDS = {
    Event.Kind.OPEN_DAY: ngettext_lazy("%(n)s open day", "%(n)s open days", "number"),
    Event.Kind.PRIMARY_VISIT: ngettext_lazy(
        "%(n)s visit of a primary school", "%(n)s visits of primary schools", "number"
    ),
    Event.Kind.GUEST_LESSON: ngettext_lazy("%(n)s guest lesson", "%(n)s guest lessons", "number"),
    Event.Kind.COMPANY_VISIT: ngettext_lazy(
        "%(n)s visit to a business", "%(n)s visits to businesses", "number"
    ),
    Event.Kind.TEACHER_PLACEMENT: ngettext_lazy(
        "%(n)s teacher’s placement", "%(n)s teachers’ placements", "number"
    ),
    Event.Kind.NETWORK: ngettext_lazy("%(n)s network meeting", "%(n)s network meetings", "number"),
}


@dataclass
class Took:
    """One event of the period that was held or cancelled."""

    pk: int
    kind: str
    title: str
    on: date
    activity_key: str | None
    is_held: bool
    came: dict[str, int] = field(default_factory=dict)


def read(base: Base) -> list[Took]:
    begin = datetime.combine(base.first_on, time(), AMSTERDAM)
    end = datetime.combine(base.last_on + timedelta(days=1), time(), AMSTERDAM)
    rows = Event.objects.filter(region=base.region, starts_at__gte=begin, starts_at__lt=end)
    rows = rows.filter(state__in=[Event.State.HELD, Event.State.CANCELLED]).order_by("starts_at")
    columns = (
        "pk", "kind", "title", "starts_at", "activity_key", "state",
        "attendances__group", "attendances__count",
    )  # fmt: skip
    found: dict[int, Took] = {}
    for pk, kind, title, starts_at, key, state, group, count in rows.values_list(*columns):
        on = starts_at.astimezone(AMSTERDAM).date()
        event = Took(pk, kind, title, on, _known(base, key), state == Event.State.HELD)
        found.setdefault(pk, event).came |= {group: count} if group else {}
    return list(found.values())


def _known(base: Base, key: object) -> str | None:
    """Of an activity that left the plan an event belongs to none."""
    return str(key) if str(key) in base.known_keys else None


def tell(base: Base, events: list[Took], subject: Subject) -> list[Sentence]:
    here = [event for event in events if subject.holds(event.activity_key)]
    held = [event for event in here if event.is_held]
    told = []
    if held:
        told.append(Sentence("events:held", _held(held), (_origin(base, held),)))
        if people := _came(held):
            text = _("%(people)s came.") % {"people": people}
            told.append(Sentence("events:came", text[0].upper() + text[1:], (_origin(base, held),)))
    if gone := [event for event in here if not event.is_held]:
        text = ngettext("One event was cancelled.", "%(n)s events were cancelled.", len(gone))
        words = {"n": number_word(len(gone), capital=True)}
        told.append(Sentence("events:cancelled", text % words, (_origin(base, gone),)))
    return told


def _held(held: list[Took]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for event in held:
        counts[event.kind] += 1
    parts = [
        KINDS[kind] % {"number": counts[kind], "n": number_word(counts[kind])}  # type: ignore[index]
        for kind in Event.Kind.values
        if counts[kind]
    ]
    words = {"parts": list_text(parts)}
    text = ngettext(
        "In this period there was %(parts)s.", "In this period there were %(parts)s.", len(held)
    )
    return text % words


def _came(held: list[Took]) -> str:
    """ "386 leerlingen van het vmbo en minder dan 5 ouders"."""
    groups = []
    for group in Attendance.Group.values:
        parts = [event.came[group] for event in held if event.came.get(group)]
        if parts:
            label = str(Attendance.Group(group).label)
            groups.append(f"{counted(parts)} {label[0].lower()}{label[1:]}")
    return list_text(groups)


def _origin(base: Base, events: list[Took]) -> Origin:
    """The event itself, or the list of them."""
    if len(events) == 1:
        url = reverse("event", args=[base.region.slug, events[0].pk])
        return page_origin(_("event"), events[0].title, url, events[0].on)
    quote = "\n".join(event.title for event in events)
    url = reverse("events", args=[base.region.slug])
    return page_origin(_("events"), _("Events"), url, events[-1].on, quote)
