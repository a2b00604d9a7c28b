"""What the coming month brings for everybody: logs that are due, and moments of DUS-I."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from regions.dossier.models import ReportingMoment
from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.measure.deadlines import log_due_on
from regions.progress.models import CheckIn

AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Coming:
    on: date
    text: str


def coming_from(today: date) -> list[Coming]:
    """By date; three queries."""
    return sorted([*_logs(today), *_moments(today)], key=lambda one: (one.on, one.text))


def _logs(today: date) -> list[Coming]:
    """The next day by which a log is due, with how many regions that have a plan did so."""
    this = Month.of(today)
    month = next(month for month in (this.plus(-1), this) if log_due_on(month) >= today)
    planned = Region.objects.filter(plans__state=Plan.State.APPROVED).distinct()
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
