"""Which milestones were reached, and when."""

from datetime import date
from uuid import UUID

from regions.models import Region
from regions.progress.models import MilestoneMet

from .facts import current_logs


def met_milestones(region: Region) -> dict[UUID, date]:
    """By key the first day on which each milestone was reached, by the logs that count."""
    logs = current_logs([region.pk])
    rows = MilestoneMet.objects.filter(update__check_in__in=logs.values("pk"))
    days: dict[UUID, date] = {}
    for key, day in rows.values_list("milestone_key", "met_on"):
        days[key] = min(day, days.get(key, day))
    return days
