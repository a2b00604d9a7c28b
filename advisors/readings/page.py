"""A submitted plan as its reader sees it, with the remarks where they belong."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from advisors.models import PlanRemark, Reading
from regions.plans.difference.difference import Difference, compare
from regions.plans.models import ActionLine, Activity, Plan
from regions.plans.page import plan_page
from regions.plans.versions import change_of


@dataclass(frozen=True)
class ActivityPart:
    activity: Activity
    remarks: list[PlanRemark]


@dataclass(frozen=True)
class LinePart:
    line: ActionLine
    parts: list[ActivityPart]
    budget_cents: int


@dataclass(frozen=True)
class ReadingPage:
    """`whole` are remarks on the plan as a whole, and on what is in it no more."""

    heading: str
    lines: list[LinePart]
    whole: list[PlanRemark]
    base: Plan | None = None
    difference: Difference = field(default_factory=Difference)


def reading_page(reading: Reading, today: datetime.date) -> ReadingPage:
    """Everything on the page, in a constant number of queries: also what the same reader remarked
    when the plan was given before.

    A plan that went back to its writers is a draft again: then only the remarks are shown.
    """
    own = {"reading__plan": reading.plan_id, "reading__reader": reading.reader_id}
    remarks = list(PlanRemark.objects.filter(**own).select_related("replied_by"))
    if reading.plan.state == Plan.State.DRAFT:
        return ReadingPage("", [], remarks)
    page = plan_page(reading.plan, today)
    by_activity: dict[int | None, list[PlanRemark]] = defaultdict(list)
    for remark in remarks:
        by_activity[remark.activity_id].append(remark)
    lines = [
        LinePart(
            group.line,
            [ActivityPart(row.activity, by_activity[row.activity.pk]) for row in group.rows],
            group.budget_cents,
        )
        for group in page.lines
    ]
    base = base_of(reading.plan)
    difference = compare(base, reading.plan) if base else Difference()
    return ReadingPage(page.heading, lines, by_activity[None], base, difference)


def base_of(plan: Plan) -> Plan | None:
    """The version to compare with: the approved one that would change, or the one before."""
    if change := change_of(plan):
        return change.base_plan
    earlier = Plan.objects.filter(region=plan.region_id, version__lt=plan.version)
    return earlier.exclude(state=Plan.State.DRAFT).order_by("-version").first()
