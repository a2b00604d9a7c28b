"""One activity over time: where it stands, what the logs said of it, and what hangs on it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, Func, JSONField, QuerySet, Value
from django.utils.translation import gettext as _

from regions.dutch import months_text
from regions.models import Region
from regions.months import Month
from regions.plans.hanging import Group, hanging_of
from regions.plans.models import Activity, Plan
from regions.plans.owners import with_owners
from regions.plans.realised.sums import YearMoney, money_of_activity
from regions.progress.drawings.chart import PlanChart, chart_of_activity
from regions.progress.measure.curve import DAYS_PER_MONTH
from regions.progress.measure.facts import current_logs
from regions.progress.measure.finding import tempo_text
from regions.progress.measure.fresh import months_of
from regions.progress.measure.met import met_milestones
from regions.progress.models import (
    ActivityMonth,
    ActivityUpdate,
    Obstacle,
    RegionMonth,
    Status,
)


@dataclass(frozen=True)
class Reader:
    """What somebody may read of an activity beside the plan and how it stands."""

    logs: bool
    partners: bool
    money: bool


@dataclass(frozen=True)
class Stand:
    """One month as its snapshot says; `is_logged` where the month has a log of its own."""

    month: Month
    activity: ActivityMonth
    measured_on: date | None
    is_logged: bool


@dataclass(frozen=True)
class Mark:
    """A milestone, the day on which it was reached, and whether its own day has passed."""

    title: str
    due_on: date | None
    original_due_on: date | None
    met_on: date | None
    is_late: bool


@dataclass
class ActivityPage:
    """All of the page. Without a right to read something its list is empty, never half told."""

    activity: Activity
    is_gone: bool
    stands: list[Stand]
    tolerance: float
    marks: list[Mark] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    updates: list[ActivityUpdate] = field(default_factory=list)
    hanging: list[Group] = field(default_factory=list)
    money: list[YearMoney] = field(default_factory=list)
    chart: PlanChart | None = None

    @property
    def latest(self) -> Stand | None:
        """The last month that has a log."""
        return next((stand for stand in self.stands if stand.is_logged), None)

    @property
    def heading(self) -> str:
        """The finding: what the count says, or why there is none yet."""
        if self.is_gone:
            return _("No longer in the plan")
        stand = self.latest
        if stand is None:
            return _("Nothing is logged yet")
        if stand.activity.status == Status.DONE:
            return _("Done")
        if stand.activity.is_uncounted:
            return _("Not counted yet")
        text = tempo_text(stand.activity.tempo, self.tolerance)
        return text[:1].upper() + text[1:]

    @property
    def moved(self) -> str:
        """How far its end was moved since the first plan, in months; nothing when it was not."""
        activity = self.activity
        if not activity.is_moved or not activity.ends_on or not activity.original_ends_on:
            return ""
        days = (activity.ends_on - activity.original_ends_on).days
        if not days:
            return ""
        told = _("ends %(months)s later than first planned")
        if days < 0:
            told = _("ends %(months)s earlier than first planned")
        return told % {"months": months_text(abs(days) / DAYS_PER_MONTH)}


def activity_with(region: Region, key: UUID) -> Activity | None:
    """As the approved plan has it, else as the last version that had it."""
    rows = with_owners(Activity.objects.all()).filter(
        plan__region=region, plan__state__in=[Plan.State.APPROVED, Plan.State.SUPERSEDED], key=key
    )
    return rows.select_related("plan", "line", "sub_region").order_by("-plan__version").first()


def activity_page(region: Region, activity: Activity, today: date, reader: Reader) -> ActivityPage:
    """A fixed number of queries, whatever hangs on the activity."""
    current = Plan.objects.current().filter(region=region).values_list("pk", flat=True).first()
    months = months_of(region, current or activity.plan_id, today)
    stands = _stands(months, str(activity.key))
    tolerance = float(region.tolerance_months)
    page = ActivityPage(activity, activity.plan_id != current, stands, tolerance)
    logs = current_logs([region.pk])
    page.marks = _marks(activity, met_milestones(region), today)
    page.obstacles = list(
        Obstacle.objects.filter(region=region, activity_key=activity.key).order_by("-opened_on")
    )
    page.chart = chart_of_activity(
        activity, [(stand.measured_on, stand.activity) for stand in reversed(stands)]
    )
    if reader.logs:
        page.updates = _updates(activity.key, logs)
    if reader.partners:
        page.hanging = hanging_of(region, activity.key)
    if reader.money:
        page.money = money_of_activity(region, activity)
    return page


def _stands(months: list[RegionMonth], key: str) -> list[Stand]:
    """Newest first, of the months in which the plan had the activity."""
    stored = _activities([row.pk for row in months if row.pk], key)
    stands = []
    for row in reversed(months):
        one = stored.get(row.pk) if row.pk else _in_memory(row, key)
        if one is not None:
            stands.append(Stand(row.month, one, row.measured_on, row.is_measured))
    return stands


def _in_memory(row: RegionMonth, key: str) -> ActivityMonth | None:
    return next((one for one in row.activities if one.key == key), None)


def _activities(pks: list[int], key: str) -> dict[int, ActivityMonth]:
    """One element of the stored list of each month, so that no whole list is read."""
    if not pks:
        return {}
    one: Func = Func(
        F("activities"),
        Value("$[*] ? (@.key == $key)"),
        Value({"key": key}, output_field=JSONField()),
        function="jsonb_path_query_first",
        output_field=JSONField(),
    )
    rows = RegionMonth.objects.filter(pk__in=pks).annotate(one=one).values_list("pk", "one")
    return {pk: ActivityMonth.from_json(stored) for pk, stored in rows if stored}


def _marks(activity: Activity, days: dict[UUID, date], today: date) -> list[Mark]:
    return [
        Mark(
            mark.title,
            mark.due_on,
            mark.original_due_on if mark.original_due_on != mark.due_on else None,
            days.get(mark.key),
            mark.key not in days and mark.due_on is not None and mark.due_on < today,
        )
        for mark in activity.milestones.all()
    ]


def _updates(key: UUID, logs: QuerySet) -> list[ActivityUpdate]:
    """What each log said, newest first; a month without a change has no words."""
    rows = ActivityUpdate.objects.filter(check_in__in=logs.values("pk"), activity_key=key)
    return list(rows.exclude(status="").select_related("check_in").order_by("-check_in__month_on"))
