"""The work group of Merenland: who carries out what, and two concepts that wait for its leader."""

import datetime
from typing import TYPE_CHECKING

from regions.accounts.models import User
from regions.months import Month, is_working_day
from regions.plans.models import Activity, ActivityOwner, Plan
from regions.progress.measure.turn import turn_of
from regions.progress.models import ActivityUpdate, CheckIn, WorkAsk, WorkLine
from regions.progress.work_group.asking import OPEN_FOR, token_of
from regions.secret_links import hash_of

from .story.clock import Clock
from .story.people import DOMAIN

if TYPE_CHECKING:
    from .story.inventing import Place

JORIS, MILA, TESS = "Joris Haan", "Mila Smeets", "Tess Oldenburg"
OWNERS = {
    "1.3": TESS, "2.3": MILA, "3.1": MILA, "3.2": JORIS, "4.1": TESS,
}  # fmt: skip
INTERNSHIPS, GUEST_LESSONS, ROUTE = "3.2", "3.1", "2.3"
ASKED_DAYS_AGO, TOLD_DAYS_AGO = 4, 2
LESSONS_SINCE = 6


def add_work_group(place: "Place", by: User, clock: Clock) -> None:
    """Asked for the log that comes first: two people answered, one did not yet. In the month
    before one line was taken over."""
    plan = Plan.objects.current().get(region=place.region)
    activities = {row.code: row for row in plan.activities.filter(code__in=OWNERS)}
    asked_at = _at(clock, ASKED_DAYS_AGO, 9)
    ActivityOwner.objects.bulk_create(
        ActivityOwner(
            region=place.region, activity_key=activities[code].key, name=name,
            email=address(name), set_by=by, set_at=asked_at - datetime.timedelta(days=40),
        )
        for code, name in OWNERS.items()
    )  # fmt: skip
    month = turn_of(place.region, clock.today).month
    asks = {name: _ask(place, month, name, by, asked_at) for name in (JORIS, MILA, TESS)}
    lines = {
        code: WorkLine.objects.create(ask=asks[name], activity_key=activities[code].key)
        for code, name in OWNERS.items()
    }
    told_at = _at(clock, TOLD_DAYS_AGO, 15)
    _tell(
        lines[INTERNSHIPS], told_at, status="behind", counted=_counted(activities[INTERNSHIPS]),
        going_well="De leerlingen die een plek hebben, komen enthousiast terug.",
        problem="Een installatiebedrijf nam zijn toezegging voor zes plekken terug.",
        recovery="Bij twee andere bedrijven is gevraagd of zij drie leerlingen kunnen nemen.",
    )  # fmt: skip
    lessons = _counted(activities[GUEST_LESSONS])
    _tell(
        lines[GUEST_LESSONS], told_at, status="on_track", counted=lessons + LESSONS_SINCE,
        going_well="Zes gastlessen, waarvan twee door oud-leerlingen.",
    )  # fmt: skip
    _last_month(place, month.previous, activities[ROUTE], by)


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"


def _at(clock: Clock, days: int, hour: int) -> datetime.datetime:
    """So many days ago, or the working day before."""
    day = clock.today - datetime.timedelta(days=days)
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return clock.instant(day, hour)


def _ask(place: "Place", month: Month, name: str, by: User, asked_at: datetime.datetime) -> WorkAsk:
    ask = WorkAsk(
        region=place.region, month_on=month.first_day, name=name, email=address(name),
        asked_by=by, asked_at=asked_at, expires_at=asked_at + OPEN_FOR,
    )  # fmt: skip
    ask.secret_hash = hash_of(token_of(ask))
    ask.save()
    return ask


def _tell(line: WorkLine, at: datetime.datetime, **told: object) -> None:
    WorkLine.objects.filter(pk=line.pk).update(sent_at=at, **told)
    opened_at = at - datetime.timedelta(minutes=4)
    WorkAsk.objects.filter(pk=line.ask_id).update(opened_at=opened_at, answered_at=at)


def _counted(activity: Activity) -> int:
    rows = ActivityUpdate.objects.filter(activity_key=activity.key, counted__isnull=False)
    return rows.order_by("-check_in__month_on").values_list("counted", flat=True).first() or 0


def _last_month(place: "Place", month: Month, activity: Activity, by: User) -> None:
    log = CheckIn.objects.filter(region=place.region, month_on=month.first_day, version=1).first()
    if log is None or log.submitted_at is None:
        return
    day = datetime.timedelta(days=1)
    ask = _ask(place, month, MILA, by, log.submitted_at - 5 * day)
    line = WorkLine.objects.create(ask=ask, activity_key=activity.key)
    _tell(line, log.submitted_at - 2 * day, status="on_track")
    taken_at = log.submitted_at - datetime.timedelta(minutes=10)
    WorkLine.objects.filter(pk=line.pk).update(taken_at=taken_at, decided_by=by)
