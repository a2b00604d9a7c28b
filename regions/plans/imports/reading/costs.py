"""Rows that together are one activity: its costs are added up, its texts stand below each other."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from regions.dutch import euros, list_text
from regions.plans.imports.parsed import ParsedActivity, ParsedCost
from regions.workbooks.problems import WARNING
from regions.workbooks.table import Table
from regions.workbooks.values.codes import code_of
from regions.workbooks.values.text import is_empty

from .columns import LENGTHS

PARTS_OF_COSTS = ("quantity", "price", "cost_item", "cost_kind", "year")
COSTS = (*PARTS_OF_COSTS, "budget", "quantity_unit", "subsidy", "cofinancing", "milestones")
BESIDE_COSTS = ("line", "line_code", "code", "title", "delivers", "owner", "partners", "schools")


def is_cost_row(table: Table, row: int, before: ParsedActivity) -> bool:
    """Whether the row tells more of the activity above: it has no title and no number of its own,
    or the same number once more."""
    own = {name for name in table.header.columns if _is_own(table, row, name)}
    if "code" in own and code_of(table.cell(row, "code")) == before.code:
        own.discard("code")
    if own & {"code", "title"} or not own & set(COSTS) or own - {*COSTS, *BESIDE_COSTS}:
        return False
    is_bare_amount = own & set(COSTS) == {"budget"} and not own & {"delivers"}
    line = table.text(row, "line")
    is_of_line = not line or before.line is None or line.endswith(before.line.title)
    return is_of_line and not is_bare_amount


def _is_own(table: Table, row: int, name: str) -> bool:
    return not is_empty(table.sheet.own(row, table.header.columns[name]))


def is_merged_with(table: Table, row: int, before: ParsedActivity) -> bool:
    """Whether the title is a block that began with the activity above, and the number too."""
    merged, columns = table.sheet.merged, table.header.columns
    top, _left = merged.get((row, columns["title"]), (row, 0))
    return before.row <= top < row and not ("code" in columns and _is_own(table, row, "code"))


def says_it_again(table: Table, before: ParsedActivity, activity: ParsedActivity) -> bool:
    """Whether a row repeats number and title of an activity for another part of its costs.

    The same row twice is not: that is one row too many, and an error.
    """
    same = ("line", "code", "title", "kind", "audience", "starts_on", "ends_on", "target")
    if activity.raw or before.raw or not activity.code:
        return False
    pairs = [(getattr(before, name), getattr(activity, name)) for name in same]
    if any(one and other and one != other for one, other in pairs):
        return False
    has_parts = any(table.text(activity.row, name) for name in PARTS_OF_COSTS)
    is_new = not set(activity.costs) & set(before.costs)
    is_same_text = activity.delivers in ("", before.delivers)
    return is_new and bool(activity.costs) and (has_parts or is_same_text)


def together(first: ParsedActivity, more: ParsedActivity) -> ParsedActivity:
    """One activity of two rows: costs are added up, texts stand below each other."""
    return replace(
        first,
        delivers=_joined(first.delivers, more.delivers, "\n", LENGTHS["delivers"]),
        audience=_joined(first.audience, more.audience, ", ", LENGTHS["audience"]),
        owner=_joined(first.owner, more.owner, ", ", LENGTHS["owner"]),
        partners=_joined(first.partners, more.partners, ", ", LENGTHS["partners"]),
        schools=tuple(dict.fromkeys((*first.schools, *more.schools))),
        starts_on=_outer(min, first.starts_on, more.starts_on),
        ends_on=_outer(max, first.ends_on, more.ends_on),
        costs=(costs := (*first.costs, *more.costs)),
        budget_cents=sum_of(costs),
        target=first.target if first.target is not None else more.target,
        unit=first.unit or more.unit,
        milestones=(*first.milestones, *more.milestones),
        raw={**more.raw, **first.raw},
    )


def sum_of(costs: tuple[ParsedCost, ...]) -> int | None:
    return sum(cost.cents for cost in costs) if costs else None


def with_costs(activity: ParsedActivity) -> ParsedActivity:
    """The costs of an activity that is complete; an amount of which nothing is said is its budget.

    An amount in its first row that the costs under it add up to is their sum, and no cost.
    """
    costs = activity.costs
    if all(cost.is_plain for cost in costs):
        return replace(activity, costs=())
    first, rest = costs[0], costs[1:]
    if first.is_plain and rest and first.cents == sum_of(rest):
        costs = rest
    return replace(activity, costs=costs, budget_cents=sum_of(costs))


def tell_together(table: Table, activity: ParsedActivity, rows: list[int]) -> None:
    values = {"rows": list_text([activity.row, *rows]), "title": activity.title[:60]}
    if activity.budget_cents is None:
        message = _("rows %(rows)s are read as one activity, “%(title)s”")
    else:
        message = _("rows %(rows)s are read as one activity, “%(title)s”, of %(amount)s together")
        values["amount"] = euros(activity.budget_cents)
    table.report(WARNING, table.where(activity.row, "title"), message % values)


def _joined(first: str, more: str, mark: str, longest: int) -> str:
    is_said = not more or more in first.split(mark)
    return first if is_said else f"{first}{mark}{more}".removeprefix(mark)[:longest]


def _outer(choose, first: date | None, more: date | None) -> date | None:
    days = [day for day in (first, more) if day is not None]
    return choose(days) if days else None
