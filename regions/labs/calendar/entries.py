"""Events as entries of a calendar."""

from django.utils.translation import gettext as _

from regions.ical import Entry
from regions.labs.models import Event


def entry_of(event: Event) -> Entry:
    return Entry(
        uid=event.uid,
        sequence=event.sequence,
        is_cancelled=event.state == Event.State.CANCELLED,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.title,
        category=event.get_kind_display(),
        place=_place(event),
        text=event.invitation,
        url=event.online_url if event.is_online else "",
    )


def _place(event: Event) -> str:
    if event.is_online:
        return _("Online")
    return ", ".join(part for part in (str(event.lab or ""), event.place) if part)
