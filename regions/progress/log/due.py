"""What a log is about: the activities that are due in a month, and what was said of them before."""

import datetime
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import (
    DateField,
    DateTimeField,
    F,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import FirstValue
from django.db.models.lookups import IsNull
from django.utils import timezone

from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity, Milestone, Plan
from regions.plans.owners import with_owners
from regions.progress.measure.facts import current_logs
from regions.progress.models import (
    ActivityUpdate,
    CheckIn,
    MilestoneMet,
    Obstacle,
    Status,
)

from .asked import DueActivity, Stood, curve_of_activity, told_of


@dataclass(frozen=True)
class Before:
    """What stood before the log was begun: the plan, and what earlier logs said, by key."""

    activities: list[Activity]
    said: dict[UUID, ActivityUpdate]
    met: set[UUID]
    obstacles: dict[UUID, Obstacle]


@dataclass
class LogBook:
    """The log of one region and month, with all that its page needs; `as_of` is its day."""

    region: Region
    plan: Plan
    month: Month
    as_of: datetime.date
    before: Before
    check_in: CheckIn | None
    due: list[DueActivity] = field(default_factory=list)
    done: list[Activity] = field(default_factory=list)
    later: list[Activity] = field(default_factory=list)
    updates: dict[int, ActivityUpdate] = field(default_factory=dict)
    met: dict[int, datetime.date] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return sum(1 for row in self.due if self._status(row))

    def stood(self) -> dict[int, Stood]:
        """By activity, what stands where the page does not ask."""
        return {
            row.activity.pk: Stood(
                told_of(row, self.updates.get(row.activity.pk)),
                row.status_before if row.obstacle else "",
                row.counted_before or 0,
            )
            for row in self.due
        }

    @property
    def is_editable(self) -> bool:
        return self.check_in is None or not self.check_in.is_submitted

    def _status(self, row: DueActivity) -> str:
        update = self.updates.get(row.activity.pk)
        return update.status if update else ""


def log_months(plan: Plan, now: datetime.datetime) -> list[Month]:
    """The months that can be logged: from the start of the plan to the current one."""
    return list(Month.range(Month.of(plan.starts_on), Month.of(now)))


def read_log_book(region: Region, month: Month, now: datetime.datetime) -> LogBook | None:
    """Everything about one log, in seven queries; None where no plan is approved.

    One request reads it once and hands it on; `reread` tells what the draft says since.
    """
    activities = _activities(region)
    plan = (
        activities[0].plan if activities else Plan.objects.current().filter(region=region).first()
    )
    if plan is None:
        return None
    log = _log(region, month)
    earlier = earlier_logs(region, plan, month)
    said, said_before = _updates(earlier, log)
    met, met_before = _met(earlier, log)
    obstacles = {found.activity_key: found for found in _open_before(region, month)}
    before = Before(activities, said_before, met_before, obstacles)
    book = LogBook(region, plan, month, month.as_of(timezone.localdate(now)), before, log)
    return _filled(book, said, met)


def _open_before(region: Region, month: Month) -> QuerySet[Obstacle]:
    """What lay in the way when the log of a month was begun, whatever this log itself says."""
    still = Q(closed_on=None) | Q(closed_on__gte=month.first_day)
    return region.obstacles.filter(still, opened_on__lt=month.first_day)


def reread(book: LogBook, log: CheckIn) -> LogBook:
    """The same book with what its draft says now, in two queries."""
    said = {update.activity_key: update for update in log.updates.all()}
    met = MilestoneMet.objects.filter(update__check_in=log).values_list("milestone_key", "met_on")
    fresh = LogBook(book.region, book.plan, book.month, book.as_of, book.before, log)
    return _filled(fresh, said, dict(met))


def _filled(
    book: LogBook, said: dict[UUID, ActivityUpdate], met: dict[UUID, datetime.date]
) -> LogBook:
    """Sort the activities: what the log asks after, what is done, and what starts later."""
    for activity in book.before.activities:
        if activity.key in said:
            book.updates[activity.pk] = said[activity.key]
        book.met |= {m.pk: met[m.key] for m in activity.milestones.all() if m.key in met}
        previous = book.before.said.get(activity.key)
        if _is_later(activity, book.month, previous, said):
            book.later.append(activity)
        elif previous and previous.status == Status.DONE and activity.key not in said:
            book.done.append(activity)
        else:
            book.due.append(_due(activity, previous, book))
    return book


def _activities(region: Region) -> list[Activity]:
    rows = Activity.objects.filter(plan__region=region, plan__state=Plan.State.APPROVED)
    rows = with_owners(rows)
    marks = Milestone.objects.order_by("due_on", "position", "pk")
    return list(
        rows.select_related("plan", "line")
        .prefetch_related(Prefetch("milestones", marks))
        .order_by("line__position", "line_id", "position", "pk")
    )


def _log(region: Region, month: Month) -> CheckIn | None:
    """The draft if there is one, else the submitted version that counts."""
    logs = CheckIn.objects.filter(region=region, month_on=month.first_day)
    return logs.order_by("-version").first()


def earlier_logs(region: Region, plan: Plan, month: Month) -> QuerySet[CheckIn]:
    """The logs that count of the months of this plan before this one, by id."""
    first = Month.of(plan.starts_on).first_day
    logs = current_logs([region.pk]).filter(month_on__gte=first, month_on__lt=month.first_day)
    return logs.values("pk")


def _updates(
    earlier: QuerySet[CheckIn], log: CheckIn | None
) -> tuple[dict[UUID, ActivityUpdate], dict[UUID, ActivityUpdate]]:
    """What this log says, and what was said last before it, by key of the activity."""

    def at_last_count(name: str) -> Window:
        return Window(
            FirstValue(name),
            partition_by="activity_key",
            order_by=[IsNull(F("counted"), True), F("check_in__month_on").desc()],
        )

    before = (
        ActivityUpdate.objects.filter(check_in__in=earlier)
        .exclude(status="")
        .annotate(
            counted_before=at_last_count("counted"),
            counted_in=at_last_count("check_in__month_on"),
            counted_at=at_last_count("check_in__submitted_at"),
            told_on=F("check_in__month_on"),
        )
        .distinct("activity_key")
        .order_by("activity_key", "-check_in__month_on")
    )
    own = ActivityUpdate.objects.filter(check_in=log).annotate(
        counted_before=Value(None, output_field=IntegerField()),
        counted_in=Value(None, output_field=DateField()),
        counted_at=Value(None, output_field=DateTimeField()),
        told_on=Value(None, output_field=DateField()),
    )
    said: dict[UUID, ActivityUpdate] = {}
    known: dict[UUID, ActivityUpdate] = {}
    for update in before.union(own, all=True) if log else before:
        is_own = log is not None and update.check_in_id == log.pk
        (said if is_own else known)[update.activity_key] = update
    return said, known


def _met(
    earlier: QuerySet[CheckIn], log: CheckIn | None
) -> tuple[dict[UUID, datetime.date], set[UUID]]:
    """Milestones that this log reached, with the day, and those of earlier logs; by key."""
    before = Q(update__check_in__in=earlier)
    own = Q(update__check_in=log) if log else Q(pk__in=[])
    rows = MilestoneMet.objects.filter(before | own).values_list(
        "milestone_key", "met_on", "update__check_in"
    )
    own_id = log.pk if log else None
    met = {key: day for key, day, log_id in rows if log_id == own_id}
    return met, {key for key, _day, log_id in rows if log_id != own_id}


def _is_later(
    activity: Activity,
    month: Month,
    previous: ActivityUpdate | None,
    said: dict[UUID, ActivityUpdate],
) -> bool:
    starts_later = activity.starts_on is not None and activity.starts_on > month.last_day
    return starts_later and previous is None and activity.key not in said


def _due(activity: Activity, previous: ActivityUpdate | None, book: LogBook) -> DueActivity:
    return DueActivity(
        activity,
        milestones=[m for m in activity.milestones.all() if m.key not in book.before.met],
        previous=previous,
        obstacle=book.before.obstacles.get(activity.key),
        curve=curve_of_activity(activity),
        as_of=book.as_of,
        counted_before=getattr(previous, "counted_before", None),
        counted_on=_day_of_count(previous),
    )


def _day_of_count(previous: ActivityUpdate | None) -> datetime.date | None:
    """The day that the last count is of: the end of its month, or when it came in before that."""
    month_on, at = getattr(previous, "counted_in", None), getattr(previous, "counted_at", None)
    return Month.of(month_on).as_of(timezone.localdate(at)) if month_on and at else None
