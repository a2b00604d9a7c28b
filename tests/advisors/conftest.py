"""Snapshots of a region, written straight to the table that the pages read."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.models import RegionMonth

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


@pytest.fixture
def on_22_november():
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def snapshots():
    """Write the months of a region up to November 2026 with these tempos, oldest first."""

    def write(region: Region, *tempos: float, **latest) -> list[RegionMonth]:
        plan = Plan.objects.current().get(region=region)
        last = Month(2026, 11)
        months = [
            RegionMonth(
                region=region,
                plan=plan,
                month_on=last.plus(-back).first_day,
                as_of_on=last.plus(-back).last_day,
                tempo_months=tempo,
                submitted_at=timezone.make_aware(datetime.datetime(2026, 11, 3)) if back else None,
            )
            for back, tempo in zip(range(len(tempos) - 1, -1, -1), tempos, strict=True)
        ]
        for name, value in latest.items():
            setattr(months[-1], name, value)
        return RegionMonth.objects.bulk_create(months)

    return write
