"""The columns and sheets of an uploaded plan, read anew as a person says they are meant."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from regions.plans.models import ColumnChoice, PlanUpload
from regions.workbooks.columns.choices import changed_choices

from .parsed import ParsedPlan
from .remembered import columns_for, read_again, remember_columns, remember_sheets, sheets_for
from .workbook import plan_of

LABELS: dict[str, Any] = {
    "line_code": gettext_lazy("number of the action line"),
    "line": gettext_lazy("action line"),
    "code": gettext_lazy("number of the activity"),
    "title": gettext_lazy("activity"),
    "delivers": gettext_lazy("what it delivers"),
    "kind": gettext_lazy("kind"),
    "audience": gettext_lazy("for whom"),
    "sub_region": gettext_lazy("sub-region"),
    "schools": gettext_lazy("schools"),
    "starts_on": gettext_lazy("start"),
    "ends_on": gettext_lazy("end"),
    "period": gettext_lazy("period (start and end in one)"),
    "budget": gettext_lazy("budget"),
    "quantity": gettext_lazy("quantity, times the price"),
    "quantity_unit": gettext_lazy("unit of the quantity"),
    "price": gettext_lazy("price of one"),
    "cost_kind": gettext_lazy("kind of costs"),
    "cost_item": gettext_lazy("what the costs are for"),
    "year": gettext_lazy("year of the costs"),
    "subsidy": gettext_lazy("subsidy in the amount"),
    "cofinancing": gettext_lazy("co-financing in the amount"),
    "target": gettext_lazy("target number"),
    "unit": gettext_lazy("unit"),
    "owner": gettext_lazy("who carries it out"),
    "partners": gettext_lazy("with whom"),
    "milestones": gettext_lazy("milestones"),
}
SHOWN = {**LABELS, "milestone_dates": gettext_lazy("date of the milestone before it")}


@transaction.atomic
def choose(kept: PlanUpload, posted: Mapping[str, str], sheets: list[str]) -> bool:
    """Keep what was chosen otherwise than it was read, and read the upload anew with it; whether
    anything changed."""
    plan = ParsedPlan.from_json(kept.parsed)
    changed = changed_choices(plan.columns, LABELS, posted)
    remember_columns(kept.region, ColumnChoice.Table.PLAN, changed)
    wanted = [sheet.title for sheet in plan.sheets if sheet.title in sheets]
    is_other = bool(wanted) and wanted != plan.read_sheets
    if is_other:
        remember_sheets(kept.region, wanted)
    if (changed or is_other) and kept.grids:
        meant = sheets_for(kept.region)
        chosen = columns_for(kept.region, ColumnChoice.Table.PLAN)
        read_again(kept, lambda grids: plan_of(grids, wanted=meant, chosen=chosen))
    return bool(changed) or is_other
