"""A version of the plan in a layout that the bureau loaded."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from regions.dutch import date_text
from regions.models.validity import holding
from regions.plans.models import Activity, BudgetLine, Plan, PlanLayout
from regions.workbooks.writer import Columns, Page, write_pages

from .layout import MONEY, LayoutColumn, LayoutSheet, sheets_in

KINDS = {
    **dict.fromkeys(("starts_on", "ends_on"), "date"),
    **dict.fromkeys((*MONEY, "price"), "euro"),
    "target": "whole",
    "year": "number",
    "quantity": "hours",
}
WIDTHS = {"text": 28, "date": 13, "euro": 15, "whole": 12, "number": 8, "hours": 10}
OF_ACTIVITY: dict[str, Callable[[Activity], Any]] = {
    "line_code": lambda row: row.line.code,
    "line": lambda row: row.line.title,
    "kind": lambda row: str(row.get_kind_display()),
    "sub_region": lambda row: row.sub_region.name if row.sub_region else "",
    "schools": lambda row: "; ".join(school.name for school in row.schools.all()),
    "milestones": lambda row: "\n".join(
        f"{mark.title} – {date_text(mark.due_on)}" for mark in row.milestones.all()
    ),
}
OF_COST: dict[str, Callable[[BudgetLine], Any]] = {
    "cost_kind": lambda cost: cost.kind.name,
    "cost_item": lambda cost: cost.text,
    "year": lambda cost: cost.year,
    "quantity": lambda cost: None if cost.quantity is None else float(cost.quantity),
    "quantity_unit": lambda cost: cost.unit,
    "price": lambda cost: None if cost.price_cents is None else cost.price_cents / 100,
}


def layouts_on(day: date) -> list[PlanLayout]:
    """Those that hold on a day."""
    return list(PlanLayout.objects.filter(holding(day)))


def write_in_layout(plan: Plan, layout: PlanLayout) -> bytes:
    rows = list(
        plan.activities.select_related("line", "sub_region").prefetch_related(
            "milestones", "schools", "budget_lines__kind"
        )
    )
    title = f"{plan.title} · {layout.name} ({layout.source})"
    return write_pages(*(_page(sheet, title, rows) for sheet in sheets_in(layout)))


def _page(sheet: LayoutSheet, title: str, activities: list[Activity]) -> Page:
    columns: Columns = tuple(
        (str(place), column.header, WIDTHS[_kind(column)], _kind(column))
        for place, column in enumerate(sheet.columns)
    )
    if sheet.rows == "activities":
        rows = [_row(sheet, activity, None) for activity in activities]
    else:
        rows = [
            _row(sheet, activity, cost)
            for activity in activities
            for cost in activity.budget_lines.all() or [None]
        ]
    return Page(sheet.title, title, columns, rows)


def _kind(column: LayoutColumn) -> str:
    return KINDS.get(column.field, "text")


def _row(sheet: LayoutSheet, activity: Activity, cost: BudgetLine | None) -> dict[str, Any]:
    return {
        str(place): _value(column, activity, cost, of_costs=sheet.rows == "costs")
        for place, column in enumerate(sheet.columns)
    }


def _value(
    column: LayoutColumn, activity: Activity, cost: BudgetLine | None, *, of_costs: bool
) -> Any:
    if column.field in MONEY:
        lines = [cost] if cost else ([] if of_costs else list(activity.budget_lines.all()))
        return _amount(column, activity, lines)
    if column.field in OF_COST:
        return OF_COST[column.field](cost) if cost else None
    read = OF_ACTIVITY.get(column.field)
    return read(activity) if read else getattr(activity, column.field)


def _amount(column: LayoutColumn, activity: Activity, lines: Iterable[BudgetLine]) -> float | None:
    """In euros; an activity without lines has one amount, of which no year and payer is known."""
    counted = [line for line in lines if column.year in (None, line.year)]
    if not counted:
        is_whole = column.field == "budget" and column.year is None
        cents = activity.budget_cents if is_whole and not activity.budget_lines.all() else None
        return None if cents is None else cents / 100
    parts = {"budget": "cents", "subsidy": "subsidy_cents", "cofinancing": "cofinancing_cents"}
    return sum(getattr(line, parts[column.field]) for line in counted) / 100
