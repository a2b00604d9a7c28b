"""A parsed workbook into a draft version of the plan: all or nothing."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region
from regions.plans.budget.keeping import costs_in
from regions.plans.models import ActionLine, Activity, Milestone, Plan
from regions.plans.versions import (
    PlanRefused,
    approved_plan,
    can_be_edited,
    clear_rows,
    locked_region,
    new_version,
    open_plan,
    original_dates,
    original_due,
)
from regions.workbooks.headers import normalised
from regions.workbooks.judgement import look_again

from .costs import save_costs
from .judgement import judge
from .kinds import kind_from_text
from .parsed import ParsedActivity, ParsedPlan


@transaction.atomic
def save_plan(region: Region, parsed: ParsedPlan, by: User | None, shown: str = "") -> Plan:
    """Into the draft there is, or a new one; PlanRefused when a version waits for an answer.

    `shown` is the mark of what the preview showed: when that is judged otherwise by now, the
    person looks again first.
    """
    locked_region(region)
    judged = judge(region, parsed)
    if not judged.can_be_saved:
        raise PlanRefused(
            _(
                "There are still errors in this workbook. Nothing was saved; mend them in the file"
                " and upload it again."
            )
        )
    if not judged.is_marked(shown):
        raise PlanRefused(look_again())
    base = approved_plan(region)
    plan = before = open_plan(region)
    if plan is None:
        plan, before = new_version(region, base, by), base
    elif not can_be_edited(plan):
        raise PlanRefused(
            _(
                "A version of the plan waits for an answer. Withdraw it on the page of the plan and"
                " come back here; nothing was saved, and this upload is kept for a day."
            )
        )
    costs, people = costs_in(before), _people(before)
    clear_rows(plan)
    save_costs(_save_rows(plan, base, parsed, people), parsed, costs)
    _fit_period(plan)
    return plan


def _people(plan: Plan | None) -> dict[str, tuple[str, str, str]]:
    """Who carries out what, and with whom, by number: it stays where the workbook is silent."""
    if plan is None:
        return {}
    rows = plan.activities.values_list("code", "owner", "owner_email", "partners")
    return {code: (owner, address, partners) for code, owner, address, partners in rows}


def _save_rows(
    plan: Plan, base: Plan | None, parsed: ParsedPlan, people: dict[str, tuple[str, str, str]]
) -> list[Activity]:
    lines = {
        line.code: ActionLine(plan=plan, code=line.code, title=line.title, position=place)
        for place, line in enumerate(parsed.lines, start=1)
    }
    ActionLine.objects.bulk_create(lines.values())
    origins = _origins(base)
    parts = {normalised(part.name): part for part in plan.region.sub_regions.all()}
    saved = []
    for place, activity in enumerate(parsed.activities, start=1):
        row = _activity(activity, place, origins.get(activity.code))
        row.plan, row.line = plan, lines[activity.line.code]  # type: ignore[union-attr]
        row.sub_region = parts.get(normalised(activity.sub_region))
        row.owner, row.owner_email, row.partners = _people_of(activity, people)
        saved.append(row)
    Activity.objects.bulk_create(saved)
    _save_milestones(saved, parsed, origins)
    _save_schools(plan, saved, parsed)
    return saved


def _people_of(
    activity: ParsedActivity, people: dict[str, tuple[str, str, str]]
) -> tuple[str, str, str]:
    """Name, mail address and partners; another name comes without the address of before."""
    owner, address, partners = people.get(activity.code, ("", "", ""))
    partners = activity.partners or partners
    if activity.owner and normalised(activity.owner) != normalised(owner):
        return activity.owner, "", partners
    return owner, address, partners


def _origins(base: Plan | None) -> dict[str, Activity]:
    if base is None:
        return {}
    return {a.code: a for a in base.activities.prefetch_related("milestones")}


def _activity(parsed: ParsedActivity, place: int, origin: Activity | None) -> Activity:
    row = Activity(
        code=parsed.code,
        title=parsed.title,
        delivers=parsed.delivers,
        kind=kind_from_text(parsed.kind) or Activity.Kind.OTHER,
        audience=parsed.audience,
        starts_on=parsed.starts_on,
        ends_on=parsed.ends_on,
        budget_cents=parsed.budget_cents,
        target=parsed.target,
        unit=parsed.unit,
        position=place,
    )
    if origin is not None:
        row.key = origin.key
        for name, day in original_dates(origin).items():
            setattr(row, name, day)
    return row


def _save_milestones(
    saved: list[Activity], parsed: ParsedPlan, origins: dict[str, Activity]
) -> None:
    rows = []
    for activity, source in zip(saved, parsed.activities, strict=True):
        origin = origins.get(activity.code)
        known = list(origin.milestones.all()) if origin else []
        for place, milestone in enumerate(source.milestones, start=1):
            row = Milestone(
                activity=activity,
                title=milestone.title,
                due_on=milestone.due_on,  # type: ignore[misc]  # a plan without errors has it
                share=milestone.share,
                position=place,
            )
            before = next((m for m in known if normalised(m.title) == normalised(row.title)), None)
            if before is not None:
                known.remove(before)
                row.key, row.original_due_on = before.key, original_due(before)
            rows.append(row)
    Milestone.objects.bulk_create(rows)


def _save_schools(plan: Plan, saved: list[Activity], parsed: ParsedPlan) -> None:
    schools = {normalised(school.name): school for school in plan.region.schools.all()}
    through = Activity.schools.through
    through.objects.bulk_create(
        [
            through(activity=activity, school=schools[normalised(name)])
            for activity, source in zip(saved, parsed.activities, strict=True)
            for name in source.schools
            if normalised(name) in schools
        ],
        ignore_conflicts=True,
    )


def _fit_period(plan: Plan) -> None:
    """The plan runs over calendar years that hold all its activities."""
    days = [
        day
        for pair in plan.activities.values_list("starts_on", "ends_on")
        for day in pair
        if day is not None
    ]
    plan.starts_on = date(min([plan.starts_on, *days]).year, 1, 1)
    plan.ends_on = date(max([plan.ends_on, *days]).year, 12, 31)
    plan.save()
