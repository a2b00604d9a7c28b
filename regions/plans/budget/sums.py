"""What a version costs: sums of budget lines per activity, action line and year.

Sums are of whole cents, so that they agree whatever the order in which they are made.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum

from regions.plans.models import ActionLine, Activity, BudgetLine, Plan


@dataclass
class Amount:
    """In cents; what is no co-financing is asked as subsidy."""

    cents: int = 0
    cofinancing_cents: int = 0

    @property
    def subsidy_cents(self) -> int:
        return self.cents - self.cofinancing_cents

    def add(self, cents: int, cofinancing_cents: int = 0) -> None:
        self.cents += cents
        self.cofinancing_cents += cofinancing_cents


@dataclass
class ActivityBudget:
    """An activity without lines has its one amount, of which nobody said the year or who pays."""

    activity: Activity
    lines: list[BudgetLine] = field(default_factory=list)
    whole: Amount = field(default_factory=Amount)
    per_year: dict[int | None, Amount] = field(default_factory=lambda: defaultdict(Amount))
    is_outline: bool = False  # nothing of the years that the version works out stands here yet

    shown: list[tuple[int, Amount | None]] = field(default_factory=list)  # by year of the page

    @property
    def undated(self) -> Amount | None:
        """What is of no year; None where there is nothing."""
        amount = self.per_year.get(None)
        return amount if amount and amount.cents else None


@dataclass
class LineBudget:
    line: ActionLine
    activities: list[ActivityBudget] = field(default_factory=list)
    whole: Amount = field(default_factory=Amount)


@dataclass
class PlanBudget:
    plan: Plan
    lines: list[LineBudget]
    whole: Amount = field(default_factory=Amount)
    per_year: dict[int | None, Amount] = field(default_factory=lambda: defaultdict(Amount))

    @property
    def activities(self) -> list[ActivityBudget]:
        return [row for line in self.lines for row in line.activities]

    @property
    def years(self) -> list[int]:
        """Every year of the plan, and each that has an amount."""
        own = set(range(self.plan.starts_on.year, self.plan.ends_on.year + 1))
        return sorted(own | {year for year in self.per_year if year is not None})

    @property
    def by_year(self) -> list[tuple[int | None, Amount]]:
        """Each year of the plan, and last what is of no year, where there is such a thing."""
        dated = [(year, self.per_year.get(year, Amount())) for year in self.years]
        undated = self.per_year.get(None)
        return [*dated, *([(None, undated)] if undated and undated.cents else [])]

    @property
    def outline(self) -> list[Activity]:
        return [row.activity for row in self.activities if row.is_outline]

    @property
    def has_undated(self) -> bool:
        return any(row.undated for row in self.activities)

    @property
    def has_lines(self) -> bool:
        return any(row.lines for row in self.activities)


def budget_of(plan: Plan) -> PlanBudget:
    """In three queries, whatever the number of activities and lines."""
    groups = {line.pk: LineBudget(line) for line in plan.lines.all()}
    budget = PlanBudget(plan, list(groups.values()))
    rows = plan.activities.prefetch_related("budget_lines__kind")
    for activity in rows:
        row = _of_activity(activity, plan)
        group = groups[activity.line_id]
        group.activities.append(row)
        for whole in (group.whole, budget.whole):
            whole.add(row.whole.cents, row.whole.cofinancing_cents)
        for year, amount in row.per_year.items():
            budget.per_year[year].add(amount.cents, amount.cofinancing_cents)
    for row in budget.activities:
        row.shown = [(year, row.per_year.get(year)) for year in budget.years]
    return budget


def _of_activity(activity: Activity, plan: Plan) -> ActivityBudget:
    row = ActivityBudget(activity, list(activity.budget_lines.all()))
    amounts: Iterable[tuple[int | None, int, int]] = (
        [(line.year, line.cents, line.cofinancing_cents) for line in row.lines]
        if row.lines
        else [(None, activity.budget_cents or 0, 0)]
    )
    for year, cents, cofinancing in amounts:
        row.whole.add(cents, cofinancing)
        row.per_year[year].add(cents, cofinancing)
    row.is_outline = is_outline(activity, row.lines, plan)
    return row


def is_outline(activity: Activity, lines: Iterable[BudgetLine], plan: Plan) -> bool:
    """Whether it runs in years that the version works out, and no line is of those years."""
    years = plan.detail_years
    first = activity.starts_on.year if activity.starts_on else years.start
    last = activity.ends_on.year if activity.ends_on else years.stop
    runs = any(first <= year <= last for year in years)
    return runs and not any(line.year in years for line in lines)


def settle_budget(activity: Activity) -> None:
    """The amount of an activity that has lines is their sum; one without keeps what it has."""
    total = activity.budget_lines.aggregate(total=Sum("cents"))["total"]
    if total is not None and total != activity.budget_cents:
        activity.budget_cents = total
        activity.save(update_fields=["budget_cents"])
