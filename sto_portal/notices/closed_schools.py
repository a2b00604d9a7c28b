"""School holidays, for who plans a meeting of a steering group."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from regions.models import Region
from regions.steering.meetings.holidays import Holiday

from .models import SchoolHoliday


def holidays_between(region: Region, first: date, last: date) -> list[Holiday]:
    """Those of the country and of each zone where the region has schools; one query."""
    zones = region.schools.exclude(holiday_zone="").order_by().values("holiday_zone")
    rows = SchoolHoliday.objects.filter(starts_on__lte=last, ends_on__gte=first)
    rows = rows.filter(Q(zone="") | Q(zone__in=zones))
    return [Holiday(_told(row), row.starts_on, row.ends_on) for row in rows]


def _told(row: SchoolHoliday) -> str:
    if not row.zone:
        return row.title
    return _("%(title)s (%(zone)s)") % {"title": row.title, "zone": row.get_zone_display()}
