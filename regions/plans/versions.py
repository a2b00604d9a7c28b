"""Versions of a region's plan: which holds, which is being written, and how a next one begins."""

import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region

from .models import ActionLine, Activity, BudgetLine, Milestone, Plan, PlanChange

# The period that runs now; a first plan takes it until its activities say otherwise.
FIRST_DAY, LAST_DAY = datetime.date(2025, 1, 1), datetime.date(2028, 12, 31)
OPEN_CHANGE = (PlanChange.State.DRAFT, PlanChange.State.PROPOSED)


class PlanRefused(Exception):
    """The plan is in a state that does not allow this; the text is for the person who tried."""


def approved_plan(region: Region) -> Plan | None:
    return region.plans.filter(state=Plan.State.APPROVED).first()


def open_plan(region: Region) -> Plan | None:
    """The version that is being written or waits for an answer, if there is one."""
    return next((plan for plan in versions_of(region) if is_open(plan)), None)


def versions_of(region: Region) -> list[Plan]:
    """Every version, the newest first."""
    versions = list(region.plans.select_related("change", "change__base_plan").order_by("-version"))
    for version in versions:
        version.region = region
        version.told_state = state_of(version)  # type: ignore[attr-defined]
    return versions


def is_open(plan: Plan) -> bool:
    change = change_of(plan)
    return not plan.is_locked if change is None else change.state in OPEN_CHANGE


def change_of(plan: Plan) -> PlanChange | None:
    return getattr(plan, "change", None)


def waiting_change(region: Region) -> PlanChange | None:
    """The plan change that the steering group was asked about, if there is one."""
    return region.plan_changes.filter(state=PlanChange.State.PROPOSED).first()


def state_of(plan: Plan) -> str:
    """How a version stands, in words; one whose plan change ended is not submitted any more."""
    change = change_of(plan)
    if change and not plan.is_locked and change.state not in OPEN_CHANGE:
        return change.get_state_display()
    return plan.get_state_display()


def can_be_edited(plan: Plan) -> bool:
    change = change_of(plan)
    is_open = change is None or change.state == PlanChange.State.DRAFT
    return plan.state == Plan.State.DRAFT and is_open


def locked_region(region: Region) -> Region:
    """Two people who write versions of one plan wait for each other here."""
    return Region.objects.select_for_update(of=["self"]).get(pk=region.pk)


def locked_draft(plan: Plan) -> Plan:
    """The plan, locked in the running transaction; PlanRefused when it is no draft any more."""
    locked = Plan.objects.select_for_update(of=["self"]).select_related("region").get(pk=plan.pk)
    if can_be_edited(locked):
        return locked
    if is_open(locked):
        raise PlanRefused(
            _("This plan was submitted in the meantime. Withdraw it first, then you can change it.")
        )
    raise PlanRefused(
        _("This version was decided on in the meantime. Propose a plan change to change the plan.")
    )


@transaction.atomic
def start_draft(region: Region, by: User) -> Plan:
    """The draft to write in: the one there is, a first one, or a copy of the approved plan."""
    locked_region(region)
    plan = open_plan(region)
    if plan is not None:
        _refuse_waiting(plan)
        return plan
    base = approved_plan(region)
    plan = new_version(region, base, by)
    if base is not None:
        copy_rows(base, plan)
    return plan


def _refuse_waiting(plan: Plan) -> None:
    if can_be_edited(plan):
        return
    if change_of(plan):
        raise PlanRefused(
            _("A plan change waits for the steering group. Withdraw it before you write another.")
        )
    raise PlanRefused(
        _("The plan waits for approval by the bureau. Withdraw it first, then you can change it.")
    )


def coming_change(region: Region) -> PlanChange | None:
    """The change that was accepted while the version of before still holds."""
    accepted = region.plan_changes.filter(state=PlanChange.State.ACCEPTED)
    return accepted.filter(new_plan__state=Plan.State.SUBMITTED).first()


def refuse_coming(region: Region) -> None:
    """PlanRefused while a change that was accepted does not hold yet."""
    if change := coming_change(region):
        raise PlanRefused(
            _("“%(title)s” was accepted and comes to hold within 48 hours. Write a next one then.")
            % {"title": change.title}
        )


def new_version(region: Region, base: Plan | None, by: User | None) -> Plan:
    """An empty next version; with `base` it belongs to a new plan change."""
    if base is not None:
        refuse_coming(region)
    plan = next_version(region, base, by)
    if base is not None:
        PlanChange.objects.create(
            region=region,
            base_plan=base,
            new_plan=plan,
            title=_("Change of the plan"),
            proposed_by=by,
        )
    return plan


def next_version(region: Region, base: Plan | None, by: User | None) -> Plan:
    """An empty version that belongs to no plan change; it works out what `base` works out."""
    last = region.plans.order_by("-version").values_list("version", flat=True).first() or 0
    example = base or region.plans.order_by("-version").first()
    return Plan.objects.create(
        region=region,
        version=last + 1,
        title=example.title if example else _("Activity plan %(region)s") % {"region": region},
        starts_on=example.starts_on if example else FIRST_DAY,
        ends_on=example.ends_on if example else LAST_DAY,
        created_by=by,
        details_from_on=base.details_from_on if base else None,
        details_until_on=base.details_until_on if base else None,
    )


def copy_rows(source: Plan, target: Plan) -> None:
    """Every line, activity, milestone and cost, with its key and the dates that it had at first."""
    lines = {line.pk: copied(line, plan=target) for line in source.lines.all()}
    ActionLine.objects.bulk_create(lines.values())
    activities = {
        old.pk: copied(old, plan=target, line=lines[old.line_id], **original_dates(old))
        for old in source.activities.all()
    }
    Activity.objects.bulk_create(activities.values())
    Milestone.objects.bulk_create(
        copied(old, activity=activities[old.activity_id], original_due_on=original_due(old))
        for old in Milestone.objects.filter(activity__plan=source)
    )
    BudgetLine.objects.bulk_create(
        copied(old, activity=activities[old.activity_id])
        for old in BudgetLine.objects.filter(activity__plan=source)
    )
    through = Activity.schools.through
    links = through.objects.filter(activity__plan=source)
    through.objects.bulk_create(
        through(activity=activities[link.activity_id], school_id=link.school_id) for link in links
    )


def original_dates(activity: Activity) -> dict:
    """What a next version keeps as the activity's first dates."""
    return {
        "original_starts_on": activity.original_starts_on or activity.starts_on,
        "original_ends_on": activity.original_ends_on or activity.ends_on,
    }


def original_due(milestone: Milestone):
    return milestone.original_due_on or milestone.due_on


def copied(row, **changes):
    """An unsaved row with the same values, but for these."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    for name, value in changes.items():
        values.pop(row._meta.get_field(name).attname)
        values[name] = value
    return type(row)(**values)


def clear_rows(plan: Plan) -> None:
    plan.lines.all().delete()


def activities_of(region: Region) -> list[Activity]:
    """Those of the plan that holds, for linking a contribution by key."""
    plan = Plan.objects.current().filter(region=region).first()
    return list(plan.activities.order_by("position")) if plan else []


def activity_names(region: Region) -> dict[Any, str]:
    return {activity.key: f"{activity.code} {activity.title}" for activity in activities_of(region)}


def address_of(plan: Plan, region: Region) -> str:
    return f"{reverse('plan', args=[region.slug])}?version={plan.version}"
