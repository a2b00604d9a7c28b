"""A saved plan, or an empty one, as a workbook that `read_plan` reads back without loss."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from regions.plans.models import Activity, Milestone, Plan
from regions.workbooks.writer import EXAMPLE_SHEET, Columns, Page, write_pages

from .parsed import ParsedActivity, ParsedLine, ParsedMilestone

PLAN_SHEET, MILESTONE_SHEET = "Activiteitenplan", "Mijlpalen"
AS_THEY_ARE = (
    *("code", "title", "delivers", "kind", "audience", "sub_region"),
    *("starts_on", "ends_on", "target", "unit"),
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
)
MILESTONE_COLUMNS: Columns = (
    ("code", "Nr activiteit", 13, "text"),
    ("title", "Mijlpaal", 60, "text"),
    ("due_on", "Datum", 13, "date"),
    ("share", "Aandeel", 10, "percent"),
)


def export_plan(plan: Plan) -> bytes:
    lines = {line.pk: ParsedLine(line.code, line.title, 0) for line in plan.lines.all()}
    rows = plan.activities.select_related("sub_region").prefetch_related("milestones", "schools")
    activities = [_parsed(activity, lines[activity.line_id]) for activity in rows]
    label = plan.region.get_line_label_display()
    return write_plan(lines.values(), activities, title=plan.title, line_label=label)


def template_workbook(title: str, line_label: str) -> bytes:
    """Headers without rows, and a sheet "Voorbeeld" beside it that is never read."""
    return write_plan([], [], title=title, line_label=line_label, example=_example())


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
    ]
    if example:
        heading = _("Example: this sheet is not read")
        pages.append(Page(EXAMPLE_SHEET, heading, columns, _rows(*example)))
    return write_pages(*pages, explanation=_explanation())


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
        milestones=tuple(_milestone(milestone) for milestone in activity.milestones.all()),
    )


def _milestone(milestone: Milestone) -> ParsedMilestone:
    return ParsedMilestone(milestone.title, milestone.due_on, milestone.share)


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


def _example() -> tuple[list[ParsedLine], list[ParsedActivity]]:
    line = ParsedLine("1", "Aantrekkelijk techniekaanbod", 0)
    first = ParsedActivity(
        line=line,
        code="1.1",
        title="Keuzevak Slimme Logistiek",
        row=0,
        delivers="Een keuzevak dat past bij de bedrijven in de regio",
        kind=str(Activity.Kind.EDUCATION.label),
        audience="leerjaar 3 en 4",
        starts_on=date(2026, 9, 1),
        ends_on=date(2028, 6, 30),
        budget_cents=42_750_50,
        milestones=(
            ParsedMilestone("Lesmateriaal getest", date(2027, 2, 1), Decimal(40)),
            ParsedMilestone("Op alle scholen gegeven", date(2028, 6, 30)),
        ),
    )
    second = ParsedActivity(
        line=line,
        code="1.2",
        title="Stages leerjaar 3",
        row=0,
        delivers="Voor elke leerling een stageplek",
        kind=str(Activity.Kind.PLACEMENT.label),
        audience="leerjaar 3",
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 5, 1),
        budget_cents=30_000_00,
        target=120,
        unit="stageplekken",
    )
    return [line], [first, second]


def _explanation() -> list[str]:
    return [
        _("One row for each activity. You may change the order of the columns."),
        _("Action line: number and name. Write them on each row, or merge the cells of one line."),
        _("Number: another one for each activity, for example 2.1."),
        _("Dates: 1-9-2026, or “sept. 2026” for a whole month. The end is not before the start."),
        _("Budget: an amount in euros, for example 12.500,00."),
        _("Target: a whole number that the activity counts, for example 120 places."),
        _("Schools: names separated by a semicolon, as they are known in the portal."),
        _("Milestones: on the sheet Mijlpalen, with number of the activity, title and date."),
        _("Share: how much of the activity is then done, in percent; may stay empty."),
        _("The sheets Toelichting and Voorbeeld are not read."),
    ]
