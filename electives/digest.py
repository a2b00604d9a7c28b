"""What the digest tells of electives: which took a step, and how far they came."""

from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.months import Month
from regions.stored import Stored

from .models import PathStep, Stage


@dataclass(frozen=True)
class StepTaken(Stored):
    title: str  # of the elective
    stage: int
    on: date

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)


def steps_in(region: Region, first: Month, last: Month) -> list[StepTaken]:
    """The furthest step of each elective in these months. One query."""
    rows = PathStep.objects.filter(
        elective__region=region,
        elective__rejected_on=None,
        dated_on__range=(first.first_day, last.last_day),
    )
    furthest = rows.order_by("elective_id", "-stage").distinct("elective_id")
    values = furthest.values_list("elective__title", "stage", "dated_on")
    found = [StepTaken(*step) for step in values]
    return sorted(found, key=lambda elective: (-elective.stage, elective.title.lower()))
