"""On which days people are reminded, and where not on such a day."""

from datetime import date

from regions.models import School
from regions.months import is_working_day
from sto_portal.notices.models import SchoolHoliday


def is_reminding_day(day: date) -> bool:
    """No weekend, no public holiday, no school holiday of the whole country."""
    if not is_working_day(day):
        return False
    return not SchoolHoliday.objects.on(day).filter(zone="").exists()


def resting_regions(day: date) -> frozenset[int]:
    """Where schools are closed on a day: each zone in which the region has schools has a holiday.

    A school of which the zone is not known says nothing; two queries at most.
    """
    closed = set(SchoolHoliday.objects.on(day).values_list("zone", flat=True))
    if not closed:
        return frozenset()
    known = School.objects.exclude(holiday_zone="").values_list("region", "holiday_zone")
    rows = set(known.order_by())
    is_open = {region for region, zone in rows if zone not in closed}
    return frozenset({region for region, _zone in rows} - is_open)
