"""Costs on a sheet beside the plan, one a row, to the activity whose number stands before them."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import euros, list_text
from regions.plans.imports.parsed import ParsedActivity, ParsedCost
from regions.workbooks.columns.telling import report_header
from regions.workbooks.headers import YEAR, find_header, normalised, repeats_header
from regions.workbooks.problems import WARNING, Problem
from regions.workbooks.sheets import Sheet, address
from regions.workbooks.table import Raw, Table
from regions.workbooks.values.codes import code_of, split_code
from regions.workbooks.values.text import is_empty, is_surely_total, line_of_text, shown

from .beside import by_order, placed
from .columns import COST_WORDING
from .cost_lines import costs_at
from .costs import sum_of, with_costs
from .milestones import RowBeside

SHEETS = ("begroting", "meerjarenbegroting", "detailbegroting", "kosten", "budget")
MONEY = ("budget", "price", "subsidy", "cofinancing")


@dataclass(frozen=True, kw_only=True)
class CostRow(RowBeside):
    costs: tuple[ParsedCost, ...]


def is_cost_sheet(sheet: Sheet) -> bool:
    return normalised(sheet.title).startswith(SHEETS)


def rows_of_costs(sheet: Sheet, problems: list[Problem]) -> list[CostRow]:
    header = find_header(sheet, COST_WORDING)
    is_known = header is not None and (header.has("code") or header.has("title"))
    if header is None or not is_known or not any(header.has(name) for name in MONEY):
        message = _("this sheet was not read: its columns do not say which activity costs what")
        if sheet.cells:
            problems.append(Problem(WARNING, sheet.title, "", message))
        return []
    table = Table(sheet, header, problems, (*COST_WORDING.amounts, *COST_WORDING.once))
    report_header(table)
    found: list[CostRow] = []
    bare: list[int] = []
    for row in range(header.row + 1, sheet.last_row + 1):
        if not _is_cost(table, row):
            continue
        keys = _keys(table, row)
        if not keys and found:
            keys = found[-1].keys
            bare.append(row)
        if costs := _costs(table, row):
            name = "code" if table.has("code") else "title"
            found.append(
                CostRow(
                    sheet=sheet.title,
                    key_cell=table.where(row, name),
                    keys=keys,
                    is_number=isinstance(table.cell(row, "code").value, float),
                    costs=costs,
                )
            )
    if bare:
        _tell_bare(table, bare)
    return found


def _is_cost(table: Table, row: int) -> bool:
    """Whether the row tells of a cost; a note beside the costs is told."""
    sheet, header = table.sheet, table.header
    filled = [column for column in sheet.columns_in(row) if not is_empty(sheet.own(row, column))]
    if not filled or repeats_header(sheet, row, header):
        return False
    texts = [sheet.own(row, column).value for column in filled]
    if any(isinstance(text, str) and is_surely_total(text) for text in texts):
        return False
    columns = [column for name in MONEY for column in _columns(table, name)]
    if any(not is_empty(table.at(row, column)) for column in columns):
        return True
    message = _("this row was not read: “%(text)s”")
    values = {"text": shown(sheet.own(row, filled[0]))}
    table.report(WARNING, address(row, filled[0]), message % values)
    return False


def _columns(table: Table, name: str) -> list[int]:
    header = table.header
    return [header.columns[name], *header.added.get(name, ())] if table.has(name) else []


def _costs(table: Table, row: int) -> tuple[ParsedCost, ...]:
    """The costs of the row; the year of a sheet that is called after one holds for its rows."""
    raw: Raw = {}
    years = YEAR.findall(table.sheet.title)
    of_sheet = int(years[0]) if len(years) == 1 else None
    return tuple(replace(cost, year=cost.year or of_sheet) for cost in costs_at(table, row, raw))


def _keys(table: Table, row: int) -> tuple[str, ...]:
    code = code_of(table.cell(row, "code")) if table.has("code") else ""
    title = line_of_text(table.cell(row, "title")) if table.has("title") else ""
    parts = [code, *split_code(code), *split_code(title), title]
    return tuple(dict.fromkeys(part for part in parts if part))


def _tell_bare(table: Table, rows: list[int]) -> None:
    message = ngettext(
        "row %(rows)s has no activity and is read as a cost of the one above it",
        "rows %(rows)s have no activity and are read as costs of the one above them",
        len(rows),
    )
    name = "code" if table.has("code") else "title"
    table.report(WARNING, table.where(rows[0], name), message % {"rows": list_text(rows)})


def with_cost_rows(
    activities: list[ParsedActivity], rows: list[CostRow], problems: list[Problem]
) -> list[ParsedActivity]:
    """The activities, each with the costs that name it; they count, also beside another amount."""
    costs: dict[int, list[ParsedCost]] = {}
    for place, row in placed(activities, rows, by_order, problems):
        costs.setdefault(place, []).extend(row.costs)
    found = list(activities)
    for place, lines in costs.items():
        found[place] = _with(found[place], tuple(lines), problems)
    return found


def _with(
    activity: ParsedActivity, costs: tuple[ParsedCost, ...], problems: list[Problem]
) -> ParsedActivity:
    total, stated = sum_of(costs), activity.budget_cents
    if stated is not None and total is not None and stated != total:
        message = _("the budget is %(stated)s here, and the costs add up to %(total)s; those count")
        values = {"stated": euros(stated), "total": euros(total)}
        problems.append(activity.problem(WARNING, "budget", message % values))
    return with_costs(replace(activity, costs=costs, budget_cents=total))
