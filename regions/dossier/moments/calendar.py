"""Reporting moments as entries of the calendar of a region."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from regions.dossier.models import MomentException
from regions.dutch import date_range_text
from regions.ical import Entry
from regions.models import Region

from .due import moments_for, regional_moves


def entries_of(region: Region, since: date) -> list[Entry]:
    """Each on its day here; what was withdrawn or does not hold here says so. Three queries."""
    apart = {row.moment_id: row for row in MomentException.objects.filter(region=region)}
    moved = regional_moves(region)
    found = []
    for moment in moments_for(region):
        exception: MomentException | None = apart.get(moment.pk)
        day = exception.due_on if exception and exception.due_on else moment.due_on
        if day < since:
            continue
        is_off = bool(moment.dropped_on) or (exception is not None and exception.due_on is None)
        period = date_range_text(moment.covers_from_on, moment.covers_until_on)
        found.append(
            Entry(
                uid=f"moment-{moment.pk}-{region.pk}",
                sequence=moment.sequence + moved[moment.pk],
                is_cancelled=is_off,
                starts_at=day,
                ends_at=day + timedelta(days=1),
                title=_("DUS-I: %(title)s") % {"title": moment.title},
                text=_("About %(period)s") % {"period": period} if moment.covers_from_on else "",
                category=str(moment.get_kind_display()),
            )
        )
    return found
