"""Budgeted, spent and left, per line of the budget and calendar year, and what will be left.

Sums are of whole cents. A line without a year is of the whole period: it counts in the sum of all
years and in none of them apart.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.forms import BoundField

from regions.models import Region
from regions.plans.budget.sums import LineBudget, budget_of
from regions.plans.models import Activity, BudgetLine, Plan, SpentAmount, SpentYear

Spent = dict[UUID, dict[int, int]]  # by the key of a line and the year, in cents


@dataclass
class Sum:
    """In cents. Nothing was spent as far as anybody wrote down where `spent_cents` is None."""

    budget_cents: int = 0
    spent_cents: int | None = None

    @property
    def left_cents(self) -> int:
        return self.budget_cents - (self.spent_cents or 0)

    @property
    def is_over(self) -> bool:
        return self.left_cents < 0

    @property
    def over_cents(self) -> int:
        return max(-self.left_cents, 0)

    def add(self, budget: int, spent: int | None) -> None:
        self.budget_cents += budget
        if spent is not None:
            self.spent_cents = (self.spent_cents or 0) + spent


@dataclass
class LineSpent:
    """`is_apart` where a year is asked and the line is of the whole period: it counts in no sum.
    `box` is its field, where somebody fills in the year."""

    line: BudgetLine
    sum: Sum
    is_apart: bool = False
    box: BoundField | None = None


@dataclass
class ActivitySpent:
    activity: Activity
    lines: list[LineSpent] = field(default_factory=list)
    sum: Sum = field(default_factory=Sum)


@dataclass
class GroupSpent:
    title: str
    activities: list[ActivitySpent] = field(default_factory=list)
    sum: Sum = field(default_factory=Sum)


@dataclass
class Outlook:
    """What the year comes to when its other days go as those before; in cents."""

    until_on: date
    forecast_cents: int
    left_cents: int


@dataclass(frozen=True)
class YearMoney:
    """One calendar year of one activity; `year` is None for lines of the whole period."""

    year: int | None
    sum: Sum


@dataclass
class YearSpent:
    """One year of a plan, or all of them together (`year` is None)."""

    plan: Plan
    year: int | None
    groups: list[GroupSpent]
    whole: Sum
    apart: Sum  # in one year: of lines that are of the whole period, and not in `whole`
    gone: list[int]  # spent on lines that this version of the plan has no more
    kept: SpentYear | None = None

    @property
    def rows(self) -> list[tuple[Activity, LineSpent]]:
        return [
            (one.activity, row)
            for group in self.groups
            for one in group.activities
            for row in one.lines
        ]

    @property
    def has_rows(self) -> bool:
        return any(group.activities for group in self.groups)

    @property
    def gone_cents(self) -> int:
        return sum(self.gone)

    @cached_property
    def outlook(self) -> Outlook | None:
        """None for all years together, and as long as nothing was written down."""
        if self.kept is None or self.year is None or self.whole.spent_cents is None:
            return None
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        days, gone_by = (last - first).days + 1, (self.kept.until_on - first).days + 1
        forecast = (self.whole.spent_cents * days + gone_by // 2) // gone_by
        return Outlook(self.kept.until_on, forecast, self.whole.budget_cents - forecast)


def spent_of(region: Region, plan: Plan, year: int | None) -> YearSpent:
    """In five queries, whatever the number of lines. `plan` is the version that holds."""
    budget = budget_of(plan)
    spent, kept = _spent(region)
    whole, apart = Sum(), Sum()
    groups = [_group(group, year, spent, apart) for group in budget.lines]
    for group in groups:
        whole.add(group.sum.budget_cents, group.sum.spent_cents)
    known = {line.key for row in budget.activities for line in row.lines}
    elsewhere = [_in(per_year, year) for key, per_year in spent.items() if key not in known]
    gone = [cents for cents in elsewhere if cents]
    if gone:
        whole.add(0, sum(gone))
    return YearSpent(plan, year, groups, whole, apart, gone, kept.get(year or 0))


def _spent(region: Region) -> tuple[Spent, dict[int, SpentYear]]:
    years = {row.year: row for row in SpentYear.objects.filter(region=region)}
    found: Spent = defaultdict(dict)
    rows = SpentAmount.objects.filter(year__region=region)
    for key, year, cents in rows.values_list("line_key", "year__year", "cents"):
        found[key][year] = cents
    return found, years


def _in(per_year: dict[int, int], year: int | None) -> int | None:
    if year is not None:
        return per_year.get(year)
    return sum(per_year.values()) if per_year else None


def _group(group: LineBudget, year: int | None, spent: Spent, apart: Sum) -> GroupSpent:
    told = GroupSpent(str(group.line))
    for row in group.activities:
        one = ActivitySpent(row.activity)
        for line in row.lines:
            cents = _in(spent.get(line.key, {}), year)
            if year is None or line.year == year or (line.year and cents is not None):
                budgeted = line.cents if year in (None, line.year) else 0
                one.lines.append(LineSpent(line, Sum(budgeted, cents)))
                one.sum.add(budgeted, cents)
            elif line.year is None:
                one.lines.append(LineSpent(line, Sum(0, cents), is_apart=True))
                apart.add(line.cents, cents)
        if year is None and not row.lines:
            one.sum.add(row.whole.cents, None)
        if one.lines or one.sum.budget_cents:
            told.activities.append(one)
            told.sum.add(one.sum.budget_cents, one.sum.spent_cents)
    return told


def money_of_activity(region: Region, activity: Activity) -> list[YearMoney]:
    """Per calendar year what the lines of one activity cost, and what was spent on them."""
    sums: dict[int | None, Sum] = defaultdict(Sum)
    keys = set()
    for key, year, cents in activity.budget_lines.values_list("key", "year", "cents"):
        sums[year].add(cents, None)
        keys.add(key)
    spent = SpentAmount.objects.filter(year__region=region, line_key__in=keys)
    for year, cents in spent.values_list("year__year", "cents"):
        sums[year].add(0, cents)
    return [YearMoney(year, sums[year]) for year in sorted(sums, key=lambda year: year or 9999)]
