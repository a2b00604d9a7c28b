"""A region of the size that pages must bear: 40 activities, 48 months, all of them logged."""

import datetime

from regions.accounts.models import User
from regions.models import Region, Role
from regions.months import Month
from regions.plans.models import ActionLine, Activity, Milestone, Plan
from regions.progress.models import ActivityUpdate, CheckIn, Obstacle
from tests.conftest import member, person

FIRST = Month(2025, 1)
WORDS = "Er is te weinig plek bij de bedrijven in de regio, en de begeleiders vallen weg. "


def large_region() -> tuple[Region, User]:
    region = Region.objects.create(name="Grootland", slug="grootland")
    leader = person("Gerda Groot")
    member(leader, Role.LEADER, region)
    plan = Plan.objects.create(
        region=region,
        title="Activiteitenplan Grootland",
        starts_on=FIRST.first_day,
        ends_on=datetime.date(2028, 12, 31),
    )
    activities = _activities(plan)
    plan.state, plan.approved_on = Plan.State.APPROVED, datetime.date(2025, 6, 1)
    plan.save()
    _logs(region, plan, activities)
    Obstacle.objects.bulk_create(
        Obstacle(
            region=region, activity=activity, activity_key=activity.key,
            opened_on=FIRST.plus(30).first_day, updated_on=FIRST.plus(40).first_day,
            problem=WORDS, recovery=WORDS,
        )
        for activity in activities[:8]
    )  # fmt: skip
    return region, leader


def _activities(plan: Plan) -> list[Activity]:
    lines = [
        ActionLine.objects.create(plan=plan, code=str(n), title=f"Actielijn nummer {n}", position=n)
        for n in range(1, 6)
    ]
    activities = Activity.objects.bulk_create(
        Activity(
            plan=plan,
            line=lines[n // 8],
            code=f"{n // 8 + 1}.{n % 8 + 1}",
            title=f"Activiteit met een titel van gewone lengte {n}",
            starts_on=FIRST.plus(n % 12).first_day,
            ends_on=FIRST.plus(30 + n % 18).last_day,
            budget_cents=100_000 * n,
            target=100 if n % 2 else None,
            unit="leerlingen" if n % 2 else "",
            position=n,
        )
        for n in range(40)
    )
    Milestone.objects.bulk_create(
        Milestone(activity=activity, title=f"Mijlpaal {k}", due_on=FIRST.plus(14 + 3 * k).first_day)
        for activity in activities
        if not activity.target
        for k in range(3)
    )
    return activities


def _logs(region: Region, plan: Plan, activities: list[Activity]) -> None:
    logs = CheckIn.objects.bulk_create(
        CheckIn(
            region=region, plan=plan, month_on=FIRST.plus(n).first_day,
            going_well=f"{WORDS}Toch gaat het goed.",
        )
        for n in range(48)
    )  # fmt: skip
    statuses = ["on_track", "behind", "stalled", "on_track"]
    ActivityUpdate.objects.bulk_create(
        ActivityUpdate(
            check_in=log,
            activity=activity,
            activity_key=activity.key,
            status=statuses[(n + k) % 4],
            counted=n if activity.target else None,
            problem=WORDS,
            recovery=WORDS,
        )
        for n, log in enumerate(logs)
        for k, activity in enumerate(activities)
    )
    at = datetime.datetime(2028, 1, 1, tzinfo=datetime.UTC)
    CheckIn.objects.filter(region=region).update(state="submitted", submitted_at=at)
