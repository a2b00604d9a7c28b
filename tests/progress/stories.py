"""Builders of facts: a log with what it says of each activity."""

import datetime

from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity, Plan
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet, Obstacle

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def month(text: str) -> Month:
    return Month.parse(text)


def log(region: Region, text: str, says: dict[str, dict] | None = None, **fields) -> CheckIn:
    """A submitted log of a month; `says` maps the code of an activity to what is told of it."""
    plan = Plan.objects.filter(region=region).current().get()
    month_on = month(text).first_day
    version = CheckIn.objects.filter(region=region, month_on=month_on).count() + 1
    check_in = CheckIn.objects.create(
        region=region,
        plan=plan,
        month_on=month_on,
        version=version,
        correction_reason="" if version == 1 else "Vergist",
        going_well=fields.get("going_well", ""),
    )
    activities = {activity.code: activity for activity in Activity.objects.filter(plan=plan)}
    for code, told in (says or {}).items():
        tell(check_in, activities[code], **told)
    check_in.state = CheckIn.State.SUBMITTED
    check_in.submitted_at = fields.get("submitted_at") or month(text).end
    check_in.save()
    return check_in


def tell(check_in: CheckIn, activity: Activity, met: int = 0, **told) -> ActivityUpdate:
    """One update; `met` of the activity's milestones are reached with it."""
    update = ActivityUpdate.objects.create(
        check_in=check_in, activity=activity, activity_key=activity.key, **told
    )
    for milestone in activity.milestones.order_by("due_on")[:met]:
        MilestoneMet.objects.create(
            update=update,
            milestone=milestone,
            milestone_key=milestone.key,
            met_on=check_in.month.last_day,
        )
    return update


def obstacle(region: Region, code: str, opened: str, **fields) -> Obstacle:
    activity = Activity.objects.get(plan__region=region, plan__state="approved", code=code)
    opened_on = month(opened).first_day
    return Obstacle.objects.create(
        region=region,
        activity=activity,
        activity_key=activity.key,
        opened_on=opened_on,
        updated_on=fields.pop("updated_on", opened_on),
        **{"problem": "Te weinig plekken.", **fields},
    )
