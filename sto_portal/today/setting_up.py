"""How far each region is set up: nine steps, and which are left."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value
from django.db.models import When as If
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from regions.models import LEADER_ROLES, Membership, Region, Role, School
from regions.partners.models import EligibleBudget
from regions.plans.models import Plan
from regions.steering.models import Mandate, SteeringGroup

STEPS: dict[str, tuple[str | Lazy, str]] = {  # by name: what it is called, and where it is done
    "schools": (_("schools"), "bureau_region"),
    "group": (_("steering group"), "bureau_region"),
    "chair": (_("chair"), "bureau_region"),
    "applicant": (_("lead applicant"), "bureau_region"),
    "leader": (_("programme leader"), "bureau_region"),
    "advisor": (_("advisor"), "bureau_region"),
    "plan": (_("plan"), "plan"),
    "budget": (_("eligible budget"), "bureau_financing"),
    "mandate": (_("mandate"), "steering"),
}


@dataclass(frozen=True)
class Step:
    title: str
    path: str


@dataclass(frozen=True)
class SettingUp:
    region: Region
    left: list[Step]

    @property
    def done(self) -> int:
        return len(STEPS) - len(self.left)

    @property
    def steps(self) -> list[bool]:
        """One for each step, the done ones first."""
        return [number < self.done for number in range(len(STEPS))]


def unfinished(today: date) -> QuerySet[Any]:
    """Regions that lack a step, with `has_…` for each; the least done first."""
    here = {"region": OuterRef("pk")}
    held = Membership.objects.on(today).filter(**here)
    mandates = Mandate.objects.filter(
        steering_group__region=OuterRef("pk"), holds_from_on__lte=today
    )
    has = {
        "schools": School.objects.filter(**here),
        "group": SteeringGroup.objects.filter(**here),
        "chair": held.filter(role=Role.CHAIR),
        "applicant": held.lead_applicants(),
        "leader": held.filter(role__in=LEADER_ROLES),
        "advisor": held.filter(role=Role.ADVISOR),
        "plan": Plan.objects.current().filter(**here),
        "budget": EligibleBudget.objects.filter(**here),
        "mandate": mandates,
    }
    checks = {f"has_{name}": Exists(found) for name, found in has.items()}
    rows: QuerySet[Any] = Region.objects.open_on(today).annotate(**checks)
    done: Any = Value(0)
    for name in STEPS:
        done = done + Case(If(**{f"has_{name}": True}, then=1), default=0)
    rows = rows.annotate(done=done)
    return rows.filter(done__lt=Value(len(STEPS), IntegerField())).order_by("done", "name__dutch")


def set_up(row: Any) -> SettingUp:
    left = [
        Step(str(title), reverse(name, args=[] if name == "bureau_financing" else [row.slug]))
        for step, (title, name) in STEPS.items()
        if not getattr(row, f"has_{step}")
    ]
    return SettingUp(row, left)
