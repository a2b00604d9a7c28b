"""What the digest tells of electives: which took a step, and how far they came."""

from datetime import date
from typing import Any

from regions.models import Region
from regions.months import Month

from .models import PathStep, Stage


def steps_in(region: Region, first: Month, last: Month) -> list[dict[str, Any]]:
    """[{title, stage, on}]: the furthest step of each elective in these months. One query."""
    rows = PathStep.objects.filter(
        elective__region=region,
        elective__rejected_on=None,
        dated_on__range=(first.first_day, last.last_day),
    )
    furthest = rows.order_by("elective_id", "-stage").distinct("elective_id")
    values = furthest.values_list("elective__title", "stage", "dated_on")
    found = [{"title": title, "stage": stage, "on": on.isoformat()} for title, stage, on in values]
    return sorted(found, key=lambda one: (-one["stage"], one["title"].lower()))


def shown(told: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """What `steps_in` found, for a page or mail; digests from before it have nothing to say."""
    return [
        {
            "title": one["title"],
            "stage": Stage(one["stage"]).label,
            "on": date.fromisoformat(one["on"]),
        }
        for one in told or []
    ]
