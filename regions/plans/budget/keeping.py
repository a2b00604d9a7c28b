"""Costs that stay with their activity while an import writes the activities anew."""

from collections import defaultdict

from regions.plans.models import BudgetLine, Plan

Costs = dict[str, list[BudgetLine]]


def costs_in(plan: Plan | None) -> Costs:
    """The costs of a version by the number of their activity."""
    found: Costs = defaultdict(list)
    if plan is not None:
        rows = BudgetLine.objects.filter(activity__plan=plan).select_related("activity")
        for line in rows:
            found[line.activity.code].append(line)
    return found


def sum_of(lines: list[BudgetLine]) -> int:
    return sum(line.cents for line in lines)
