"""What the coming month brings: logs that are due, moments of DUS-I, meetings of groups."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from regions.dossier.models import ReportingMoment
from regions.dutch import list_text
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.plans.models import Plan
from regions.progress.measure.deadlines import log_due_on
from regions.progress.models import CheckIn
from regions.steering.models import Meeting

AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Coming:
    on: date
    text: str


def coming_from(today: date) -> list[Coming]:
    """By date; four queries."""
    found = [*_logs(today), *_moments(today), *_meetings(today)]
    return sorted(found, key=lambda one: (one.on, one.text))


def _logs(today: date) -> list[Coming]:
    """The next day by which a log is due, with how many regions that have a plan did so."""
    this = Month.of(today)
    month = next(month for month in (this.plus(-1), this) if log_due_on(month) >= today)
    planned = Region.objects.open_on(today).filter(plans__state=Plan.State.APPROVED).distinct()
    submitted = CheckIn.objects.filter(month_on=month.first_day, state=CheckIn.State.SUBMITTED)
    done = planned.filter(pk__in=submitted.values("region"))
    told = {"month": month.label, "done": done.count(), "all": planned.count()}
    text = _("Last day for the log of %(month)s. %(done)s of %(all)s regions are ready.")
    return [Coming(log_due_on(month), text % told)]


def _moments(today: date) -> list[Coming]:
    rows = ReportingMoment.objects.filter(
        dropped_on=None, due_on__range=(today, today + AHEAD)
    ).select_related("region")
    return [Coming(row.due_on, f"{row} ({row.region})" if row.region else str(row)) for row in rows]


def _meetings(today: date) -> list[Coming]:
    """One line a day: which steering groups meet, of those that were invited."""
    first = datetime.combine(today, time(), AMSTERDAM)
    rows = Meeting.objects.filter(
        invited_at__isnull=False, cancelled_at=None,
        starts_at__range=(first, first + AHEAD),
    )  # fmt: skip
    groups: dict[date, list[str]] = {}
    rows = rows.select_related("steering_group__region").order_by("starts_at", "pk")
    for meeting in rows:
        groups.setdefault(meeting.day, []).append(meeting.steering_group.region.name)
    text = _("Steering groups meet: %(regions)s")
    return [Coming(on, text % {"regions": list_text(names)}) for on, names in groups.items()]
