"""A region that logs month after month, in time, with trouble that comes and goes."""

import datetime
from random import Random

from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity
from regions.progress.obstacles.chapters import retell_obstacles
from tests.progress.stories import log

FIRST, LAST = Month(2025, 6), Month(2026, 10)


def at_noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def tell_months(region: Region, random: Random, first: Month = FIRST, last: Month = LAST) -> None:
    """A log of every month, submitted on its last day; what is in it is drawn."""
    counted = met = 0
    for month in Month.range(first, last):
        counted = min(120, counted + random.randint(0, 9))
        stages = _drawn(random, month)
        stages["counted"] = counted
        elective = _drawn(random, month)
        if met < 2 and random.random() < 0.15:
            met = elective["met"] = met + 1
        told = {"2.1": stages, "1.1": elective}
        if random.random() < 0.5:
            told["1.2"] = _drawn(random, month)
        log(
            region,
            str(month),
            told,
            submitted_at=at_noon(month.last_day),
            going_well=random.choice(["", f"Er ging iets goed in {month}."]),
        )
    keys = Activity.objects.filter(plan__region=region).values_list("key", flat=True)
    retell_obstacles(region, set(keys))


def _drawn(random: Random, month: Month) -> dict:
    status = random.choice(["on_track", "on_track", "behind", "stalled"])
    if status == "on_track":
        return {"status": status}
    return {
        "status": status,
        "problem": f"Te weinig plekken in {month}.",
        "recovery": random.choice(["", "Gedeelde begeleiding."]),
        "decision_asked": "Mag het later?" if status == "stalled" else "",
    }
