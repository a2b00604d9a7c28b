"""A report of 60 activities and 18 months; `script/bench drafts` prints how long a draft takes."""

import datetime
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regions.models import Region
from regions.months import Month
from regions.plans.models import ActionLine, Activity, Milestone, Plan
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet
from regions.reports.editing.refreshing import refresh, start_report
from tests.conftest import NOW, Place
from tests.reports.drafts import format_named

FIRST = Month(2025, 5)
LINES = 6


def grown(place: Place, activities: int, months: int) -> Region:
    """The plan and the logs of a region, in lines of equal size; every third activity is behind."""
    region = place.region
    plan = Plan.objects.create(
        region=region, version=2, title="Groot", starts_on=datetime.date(2025, 1, 1),
        ends_on=datetime.date(2028, 12, 31),
    )  # fmt: skip
    lines = [
        ActionLine.objects.create(plan=plan, code=str(one), title=f"Lijn {one}", position=one)
        for one in range(1, LINES + 1)
    ]
    rows = Activity.objects.bulk_create(
        Activity(
            plan=plan, line=lines[one % LINES], code=f"{one % LINES + 1}.{one}", target=400,
            title=f"Activiteit nummer {one}", unit="leerlingen", position=one, budget_cents=100,
            starts_on=datetime.date(2025, 1, 1), ends_on=datetime.date(2028, 6, 30),
        )
        for one in range(activities)
    )  # fmt: skip
    stones = Milestone.objects.bulk_create(
        Milestone(activity=row, title=f"Stap {one}", due_on=FIRST.plus(4 * one).last_day)
        for row in rows
        for one in range(4)
    )
    place.plan.refresh_from_db()
    hold(place.plan, plan)
    for number, month in enumerate(Month.range(FIRST, FIRST.plus(months - 1))):
        add_log(region, plan, month, rows, stones if number == months - 1 else [])
    return region


def hold(before: Plan, after: Plan) -> None:
    """The large plan takes the place of the small one, as a decided change would do."""
    from regions.plans.models import PlanChange

    PlanChange.objects.create(
        region=after.region, base_plan=before, new_plan=after, title="Groter", state="accepted",
        decided_on=datetime.date(2025, 2, 1),
    )  # fmt: skip
    Plan.objects.filter(pk=before.pk).update(state="superseded")
    Plan.objects.filter(pk=after.pk).update(state="approved", approved_on=datetime.date(2025, 2, 1))


def add_log(region: Region, plan: Plan, month: Month, rows, stones) -> None:
    log = CheckIn.objects.create(
        region=region, plan=plan, month_on=month.first_day,
        going_well=f"In de week van {month} ging het goed. De club is vol.",
    )  # fmt: skip
    updates = ActivityUpdate.objects.bulk_create(
        ActivityUpdate(check_in=log, activity=row, activity_key=row.key, **said(number))
        for number, row in enumerate(rows)
    )
    by_activity = {update.activity_id: update for update in updates}
    MilestoneMet.objects.bulk_create(
        MilestoneMet(
            update=by_activity[stone.activity_id], milestone=stone, milestone_key=stone.key,
            met_on=stone.due_on,
        )
        for stone in stones
    )  # fmt: skip
    CheckIn.objects.filter(pk=log.pk).update(state="submitted", submitted_at=month.end)


def said(number: int) -> dict:
    if number % 3:
        return {"status": "on_track", "counted": 100 + number}
    words = {"problem": f"Er is te weinig tijd in week {number}.", "recovery": "Wij delen uren."}
    return {"status": "behind", "counted": 50, **words}


@pytest.fixture
def sizes(merenland, kustzoom, on_22_november) -> Iterator[tuple[Region, Region]]:
    yield grown(kustzoom, LINES, 3), grown(merenland, 60, 18)


@pytest.mark.slow
def test_a_large_report_is_drafted_in_as_many_queries_as_a_small_one(sizes):
    days = FIRST.first_day, FIRST.plus(17).last_day
    taken = []
    for region in sizes:
        for name in ("Voortgang", "Activiteiten"):
            report = start_report(region, format_named(name), days, None, NOW)  # type: ignore[arg-type]
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as asked:
                refresh(report, timezone.now())
            seconds = time.perf_counter() - began
            taken.append((name, len(asked)))
            print(f"{region} {name}: {seconds:.2f} s, {len(asked)} queries,", end=" ")
            print(f"{report.answers.count()} answers")
    small, large = taken[:2], taken[2:]
    assert small == large
    assert all(number <= 45 for _name, number in taken)
