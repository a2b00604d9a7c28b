"""A saved plan, or an empty one, as a workbook."""

from datetime import date
from decimal import Decimal

from regions.plans.models import Activity, Milestone, Plan

from .parsed import ParsedActivity, ParsedLine, ParsedMilestone
from .writing import write_plan


def export_plan(plan: Plan) -> bytes:
    lines = {line.pk: ParsedLine(line.code, line.title, 0) for line in plan.lines.all()}
    rows = plan.activities.select_related("sub_region").prefetch_related("milestones", "schools")
    activities = [_parsed(activity, lines[activity.line_id]) for activity in rows]
    label = plan.region.get_line_label_display()
    return write_plan(lines.values(), activities, title=plan.title, line_label=label)


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


def template_workbook(title: str, line_label: str) -> bytes:
    """Headers without rows, and a sheet "Voorbeeld" beside it that is never read."""
    return write_plan([], [], title=title, line_label=line_label, example=_example())


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
