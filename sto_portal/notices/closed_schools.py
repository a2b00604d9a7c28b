"""School holidays, for who plans a meeting of a steering group."""

from datetime import date

from regions.models import Region
from regions.steering.meetings.holidays import Holiday

from .models import SchoolHoliday


def holidays_between(_region: Region, first: date, last: date) -> list[Holiday]:
    """Those that touch the days from `first` to `last`; one query."""
    rows = SchoolHoliday.objects.filter(starts_on__lte=last, ends_on__gte=first)
    return [Holiday(row.title, row.starts_on, row.ends_on) for row in rows]
