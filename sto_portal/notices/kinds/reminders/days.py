"""On which days people are reminded."""

from datetime import date

from regions.months import is_working_day
from sto_portal.notices.models import SchoolHoliday


def is_reminding_day(day: date) -> bool:
    """No weekend, no public holiday, no school holiday."""
    if not is_working_day(day):
        return False
    return not SchoolHoliday.objects.filter(starts_on__lte=day, ends_on__gte=day).exists()
