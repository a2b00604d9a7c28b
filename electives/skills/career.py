"""Career guidance (lob): which activities of the plan serve which of the five competences."""

from dataclasses import dataclass
from uuid import UUID

from electives.models import Competence, Practice
from regions.models import Region
from regions.plans.models import Activity


@dataclass(frozen=True)
class Box:
    competence: Competence
    name: str  # of the checkbox
    is_served: bool


@dataclass(frozen=True)
class ServedActivity:
    activity: Activity
    boxes: list[Box]


@dataclass(frozen=True)
class Career:
    competences: list[Competence]
    rows: list[ServedActivity]

    @property
    def gaps(self) -> list[Competence]:
        served = {box.competence.pk for row in self.rows for box in row.boxes if box.is_served}
        return [competence for competence in self.competences if competence.pk not in served]

    @property
    def keys(self) -> set[UUID]:
        return {row.activity.key for row in self.rows}

    def chosen(self, names: set[str]) -> set[tuple[int, UUID]]:
        """The pairs behind the boxes that were ticked; other names are not ours."""
        return {
            (box.competence.pk, row.activity.key)
            for row in self.rows
            for box in row.boxes
            if box.name in names
        }


def career_of(region: Region) -> Career:
    competences = list(Competence.objects.lob())
    activities = Activity.objects.filter(plan__region=region, plan__state="approved").order_by(
        "line__position", "position", "pk"
    )
    served = set(
        Practice.objects.filter(region=region, activity_key__isnull=False)
        .order_by()
        .values_list("competence_id", "activity_key")
    )
    return Career(
        competences,
        [
            ServedActivity(
                activity,
                [
                    Box(
                        competence,
                        f"{competence.pk}_{activity.key}",
                        (competence.pk, activity.key) in served,
                    )
                    for competence in competences
                ],
            )
            for activity in activities
        ],
    )
