"""A region with nine activities of which six count, logged until last month and just on plan."""

from dataclasses import dataclass
from datetime import timedelta

from regions.accounts.models import User
from regions.models import Region, Role
from regions.months import Month
from regions.plans.models import ActionLine, Activity, Plan
from regions.progress.obstacles.chapters import retell_obstacles
from regions.steering.models import SteeringGroup
from tests.conftest import member, person

from .stories import log

TARGETS = {"1.1": 1100, "1.2": 420, "1.3": 240, "2.1": 1600, "2.2": 520, "2.3": 1400}
OTHERS = ("3.1", "3.2", "3.3")
MONTHS = 24


@dataclass
class Nine:
    region: Region
    leader: User
    second: User
    plan: Plan
    before: dict[str, int]  # what was counted last month, by code


def nine_activities(this_month: Month, stalled: str = "") -> Nine:
    """`stalled` is the code of an activity that lay still last month, with a question asked."""
    region = Region.objects.create(name="Negenland", slug="negenland")
    leader, second = person("Sanne Negen"), person("Jelle Negen")
    for user in (leader, second):
        member(user, Role.LEADER, region)
    member(person("Marijke Negen"), Role.CHAIR, region)
    SteeringGroup.objects.create(region=region, digests_from_on=this_month.first_day)
    first, last = this_month.plus(-MONTHS // 2), this_month.plus(MONTHS // 2)
    plan = Plan.objects.create(
        region=region, title="Plan", starts_on=first.first_day, ends_on=last.last_day
    )
    line = ActionLine.objects.create(
        plan=plan, code="1", title="Techniek voor iedereen", position=1
    )
    days = (last.last_day - first.first_day).days
    Activity.objects.bulk_create(
        Activity(
            plan=plan, line=line, code=code, title=f"Activiteit {code}", position=number,
            starts_on=first.first_day, ends_on=last.last_day,
            target=TARGETS.get(code), unit="leerlingen" if code in TARGETS else "",
        )
        for number, code in enumerate((*TARGETS, *OTHERS))
    )  # fmt: skip
    plan.state, plan.approved_on = Plan.State.APPROVED, first.first_day
    plan.save()
    passed = (this_month.first_day - timedelta(days=1) - first.first_day).days
    before = {code: target * passed // days for code, target in TARGETS.items()}
    says: dict[str, dict] = {code: {"status": "on_track"} for code in (*TARGETS, *OTHERS)}
    for code, counted in before.items():
        says[code]["counted"] = counted
    if stalled:
        told = {"problem": "Geen docent.", "decision_asked": "Betaalt het programma?"}
        says[stalled] |= {"status": "stalled", **told}
    log(region, str(this_month.previous), says)
    retell_obstacles(region, set(plan.activities.values_list("key", flat=True)))
    return Nine(region, leader, second, plan, before)
