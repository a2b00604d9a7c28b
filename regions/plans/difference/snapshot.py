"""A version of the plan as facts, read from the database in a fixed number of queries.

What belongs to a version is what people agreed on: the dates that an activity had at first are
history, and where a row stands is told by the order of its line.
"""

from collections.abc import Iterable

from regions.plans.models import ActionLine, Activity, BudgetLine, Milestone, Plan
from regions.words.folding import sort_key

from .delta import Named, Value, Version, facts

PLAN = ("plan",)


def snapshots(*plans: Plan) -> list[Version]:
    """Each plan as facts, in the order given."""
    found = {plan.pk: _plan_facts(plan) for plan in plans}
    lines = list(ActionLine.objects.filter(plan__in=found).order_by("plan", "position", "id"))
    rows = list(
        Activity.objects.filter(plan__in=found)
        .select_related("sub_region")
        .prefetch_related("milestones", "schools", "budget_lines__kind")
        .order_by("plan", "line__position", "position", "id")
    )
    codes = {line.pk: line.code for line in lines}
    for plan in plans:
        codes_here = tuple(line.code for line in lines if line.plan_id == plan.pk)
        found[plan.pk] |= facts(PLAN, {"lines": codes_here})
    for line in lines:
        keys = tuple(str(row.key) for row in rows if row.line_id == line.pk)
        found[line.plan_id] |= _line_facts(line, keys)
    for row in rows:
        found[row.plan_id] |= _activity_facts(row, codes[row.line_id])
    return [found[plan.pk] for plan in plans]


def _plan_facts(plan: Plan) -> Version:
    return facts(PLAN, {"title": plan.title, "starts_on": plan.starts_on, "ends_on": plan.ends_on})


def _line_facts(line: ActionLine, keys: tuple[str, ...]) -> Version:
    return facts(("line", line.code), {"title": line.title, "activities": keys})


def _activity_facts(row: Activity, line: str) -> Version:
    schools = sorted((Named(school.pk, school.name) for school in row.schools.all()), key=_by_name)
    values: dict[str, Value | None] = {
        "line": line,
        "code": row.code,
        "title": row.title,
        "delivers": row.delivers,
        "kind": row.kind,
        "audience": row.audience,
        "sub_region": Named(row.sub_region.pk, row.sub_region.name) if row.sub_region else None,
        "schools": tuple(schools),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "budget_cents": row.budget_cents,
        "owner": row.owner,
        "owner_email": row.owner_email,
        "partners": row.partners,
        "target": row.target,
        "unit": row.unit,
    }
    found = facts(("activity", str(row.key)), values)
    found |= _budget_facts(str(row.key), row.budget_lines.all())
    return found | _milestone_facts(str(row.key), row.milestones.all())


def _budget_facts(activity: str, lines: Iterable[BudgetLine]) -> Version:
    found: Version = {}
    for line in lines:
        values: dict[str, Value | None] = {
            "kind": line.kind.name,
            "text": line.text,
            "year": line.year,
            "quantity": line.quantity,
            "unit": line.unit,
            "price_cents": line.price_cents,
            "cents": line.cents,
            "cofinancing_cents": line.cofinancing_cents,
        }
        found |= facts(("cost", activity, str(line.key)), values)
    return found


def _milestone_facts(activity: str, milestones: Iterable[Milestone]) -> Version:
    found: Version = {}
    for milestone in milestones:
        values: dict[str, Value | None] = {"title": milestone.title, "due_on": milestone.due_on}
        values["share"] = milestone.share
        found |= facts(("milestone", activity, str(milestone.key)), values)
    return found


def _by_name(named: Named) -> tuple[str, int]:
    return sort_key(named.name), named.pk
