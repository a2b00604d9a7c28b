"""How far the activities are, for the page of the plan."""

from uuid import UUID

from regions.models import Region
from regions.plans.standing import Standing, Standings

from .measure.met import met_milestones
from .models import RegionMonth


def standings(region: Region) -> Standings:
    """As it was measured last, in two queries; nothing of a region without a log."""
    row = RegionMonth.objects.filter(region=region, measured_on__isnull=False).last()
    if row is None:
        return Standings()
    found = {
        UUID(one.key): Standing(one.status, one.counted, one.target, one.unit)
        for one in row.activities
    }
    return Standings(row.measured_on, found, met_milestones(region))
