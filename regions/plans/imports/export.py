"""A saved plan, or an empty one, as a workbook that `read_plan` reads back without loss."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from regions.plans.models import Activity, BudgetLine, Milestone, Plan
from regions.workbooks.writer import EXAMPLE_SHEET, Columns, Page, write_pages

from .filling_in import example, explanation
from .parsed import ParsedActivity, ParsedCost, ParsedLine, ParsedMilestone

PLAN_SHEET, MILESTONE_SHEET, COST_SHEET = "Activiteitenplan", "Mijlpalen", "Begroting"
AS_THEY_ARE = (
    *("code", "title", "delivers", "kind", "audience", "sub_region"),
    *("starts_on", "ends_on", "target", "unit", "owner", "partners"),
)

# Headers are part of the file's form, so they are the same in every language of the portal.
COLUMNS: Columns = (
    ("line_code", "{label} nr", 13, "text"),
    ("line", "{label}", 32, "text"),
    ("code", "Nr", 8, "text"),
    ("title", "Activiteit", 44, "text"),
    ("delivers", "Wat levert het op", 48, "text"),
    ("kind", "Soort", 24, "text"),
    ("audience", "Doelgroep", 24, "text"),
    ("sub_region", "Subregio", 16, "text"),
    ("schools", "Scholen", 32, "text"),
    ("starts_on", "Startdatum", 13, "date"),
    ("ends_on", "Einddatum", 13, "date"),
    ("budget", "Begroting", 15, "euro"),
    ("target", "Doelaantal", 12, "whole"),
    ("unit", "Eenheid", 18, "text"),
    ("owner", "Trekker", 24, "text"),
    ("partners", "Met wie", 32, "text"),
)
MILESTONE_COLUMNS: Columns = (
    ("code", "Nr activiteit", 13, "text"),
    ("title", "Mijlpaal", 60, "text"),
    ("due_on", "Datum", 13, "date"),
    ("share", "Aandeel", 10, "percent"),
)
COST_COLUMNS: Columns = (
    ("code", "Nr activiteit", 13, "text"),
    ("title", "Activiteit", 36, "text"),
    ("kind", "Kostensoort", 24, "text"),
    ("text", "Omschrijving", 44, "text"),
    ("year", "Jaar", 8, "number"),
    ("quantity", "Aantal", 10, "hours"),
    ("unit", "Eenheid", 14, "text"),
    ("price", "Prijs", 13, "euro"),
    ("amount", "Bedrag", 15, "euro"),
    ("subsidy", "Waarvan subsidie", 15, "euro"),
    ("cofinancing", "Waarvan cofinanciering", 15, "euro"),
)


def export_plan(plan: Plan) -> bytes:
    lines = {line.pk: ParsedLine(line.code, line.title, 0) for line in plan.lines.all()}
    rows = plan.activities.select_related("sub_region").prefetch_related(
        "milestones", "schools", "budget_lines__kind"
    )
    activities = [_parsed(activity, lines[activity.line_id]) for activity in rows]
    label = plan.region.get_line_label_display()
    return write_plan(lines.values(), activities, title=plan.title, line_label=label)


def template_workbook(title: str, line_label: str) -> bytes:
    """Headers without rows, and a sheet "Voorbeeld" beside it that is never read."""
    return write_plan([], [], title=title, line_label=line_label, example=example())


def write_plan(
    lines: Iterable[ParsedLine],
    activities: Iterable[ParsedActivity],
    *,
    title: str,
    line_label: str = "Actielijn",
    example: tuple[list[ParsedLine], list[ParsedActivity]] | None = None,
) -> bytes:
    """The workbook; `example` adds a sheet that shows how to fill it in and is never read."""
    columns, activities = _labelled(line_label), list(activities)
    pages = [
        Page(PLAN_SHEET, title, columns, _rows(list(lines), activities)),
        Page(MILESTONE_SHEET, title, MILESTONE_COLUMNS, _milestones(activities)),
        Page(COST_SHEET, title, COST_COLUMNS, _costs(activities)),
    ]
    if example:
        heading = _("Example: this sheet is not read")
        pages.append(Page(EXAMPLE_SHEET, heading, columns, _rows(*example)))
        name = f"{EXAMPLE_SHEET} {COST_SHEET.lower()}"
        pages.append(Page(name, heading, COST_COLUMNS, _costs(example[1])))
    return write_pages(*pages, explanation=explanation())


def _parsed(activity: Activity, line: ParsedLine) -> ParsedActivity:
    return ParsedActivity(
        line=line,
        code=activity.code,
        title=activity.title,
        row=0,
        delivers=activity.delivers,
        kind=str(activity.get_kind_display()),
        audience=activity.audience,
        sub_region=activity.sub_region.name if activity.sub_region else "",
        schools=tuple(school.name for school in activity.schools.all()),
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        budget_cents=activity.budget_cents,
        target=activity.target,
        unit=activity.unit,
        owner=activity.owner,
        partners=activity.partners,
        milestones=tuple(_milestone(milestone) for milestone in activity.milestones.all()),
        costs=tuple(_cost(line) for line in activity.budget_lines.all()),
    )


def _milestone(milestone: Milestone) -> ParsedMilestone:
    return ParsedMilestone(milestone.title, milestone.due_on, milestone.share)


def _cost(line: BudgetLine) -> ParsedCost:
    return ParsedCost(
        cents=line.cents,
        text=line.text,
        kind=line.kind.name,
        year=line.year,
        quantity=line.quantity,
        unit=line.unit,
        price_cents=line.price_cents,
        cofinancing_cents=line.cofinancing_cents,
    )


def _labelled(line_label: str) -> Columns:
    return tuple(
        (name, text.format(label=line_label), width, kind) for name, text, width, kind in COLUMNS
    )


def _rows(lines: list[ParsedLine], activities: list[ParsedActivity]) -> list[dict]:
    """One row an activity, line by line; a line without activities has a row of its own."""
    rows = []
    for line in lines:
        own = {"line_code": line.code, "line": line.title}
        found = [
            activity for activity in activities if activity.line and activity.line.code == line.code
        ]
        rows += [own | _values(activity) for activity in found] or [own]
    return rows


def _values(activity: ParsedActivity) -> dict:
    values = {name: getattr(activity, name) for name in AS_THEY_ARE}
    # A semicolon after a single name that has a comma keeps it one name.
    values["schools"] = "; ".join(activity.schools) + (";" if len(activity.schools) == 1 else "")
    if activity.budget_cents is not None:
        values["budget"] = activity.budget_cents / 100
    return values


def _milestones(activities: list[ParsedActivity]) -> list[dict]:
    return [
        {
            "code": activity.code,
            "title": milestone.title,
            "due_on": milestone.due_on,
            "share": None if milestone.share is None else float(milestone.share) / 100,
        }
        for activity in activities
        for milestone in activity.milestones
    ]


def _costs(activities: list[ParsedActivity]) -> list[dict]:
    """Number and title on each row, so that rows may be sorted and filtered."""
    return [
        {
            "code": activity.code,
            "title": activity.title,
            "kind": cost.kind,
            "text": cost.text,
            "year": cost.year,
            "quantity": None if cost.quantity is None else float(cost.quantity),
            "unit": cost.unit,
            "price": None if cost.price_cents is None else cost.price_cents / 100,
            "amount": cost.cents / 100,
            "subsidy": (cost.cents - cost.cofinancing_cents) / 100,
            "cofinancing": cost.cofinancing_cents / 100,
        }
        for activity in activities
        for cost in activity.costs
    ]
