"""What a steering group reads of a log that comes after the digest of its month."""

from datetime import datetime

from django.utils.timezone import localdate

from regions.months import Month
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.addenda import addendum_of
from sto_portal.notices.digest.late import late_logs, sealed_of


def told_later(group: SteeringGroup, month: Month, now: datetime) -> list[str]:
    """The lines that the next digest opens with, once the log of this month is in; empty where no
    digest tells of the month."""
    late = late_logs(group.region_id, sealed_of(group), now)
    told = addendum_of(group.region, [log for log in late if log.month == month], localdate(now))
    return told.lines if told else []
