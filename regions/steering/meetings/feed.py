"""The meetings of a steering group in the calendar of its region."""

from datetime import datetime

from regions.access import Action, can
from regions.accounts.models import User
from regions.ical import Entry
from regions.models import Region
from regions.steering.models import Meeting

from .planning import entry_of

MOST = 200


def meetings_in_calendar(region: Region, reader: User, since: datetime) -> list[Entry]:
    """Those that the group was invited to, cancelled ones too, for who may open their page."""
    if not can(reader, Action.READ_STANDING, region):
        return []
    rows = Meeting.objects.filter(
        steering_group__region=region, invited_at__isnull=False, ends_at__gte=since
    )
    rows = rows.select_related("steering_group__region").order_by("starts_at", "pk")
    return [entry_of(meeting) for meeting in rows[:MOST]]
