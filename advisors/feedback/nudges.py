"""A friendly word about a log that is missing: at most one in fourteen days, or the reason why not.

Only the row is kept here. The mail goes by the outbox, and not when the log came in meanwhile.
"""

import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisors.models import Nudge
from advisors.models.reviews import NUDGE_DAYS
from regions.accounts.models import User
from regions.models import Membership, Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.measure.deadlines import last_due_month, log_due_on
from regions.progress.measure.facts import logged


class NudgeRefused(Exception):
    """The text says why not, to the advisor who tried."""


@transaction.atomic
def nudge(region: Region, by: User, today: datetime.date) -> Nudge:
    """Keep a nudge about the last log that is due.

    Advisors who press at the same time wait for each other at the region's row: without that, the
    exclusion constraint would let them deadlock.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    if why := why_not(region, today):
        raise NudgeRefused(why)
    return Nudge.objects.create(
        region=region,
        month_on=last_due_month(today).first_day,
        sent_by=by,
        sent_on=today,
        free_on=today + datetime.timedelta(days=NUDGE_DAYS),
    )


def why_not(region: Region, today: datetime.date) -> str:
    """Why no nudge may go today, or "" when it may."""
    return _not_missing(region, today) or _nobody(region, today) or _resting(region, today)


def missing_month(region: Region, today: datetime.date) -> Month | None:
    """The month whose log should be in and is not."""
    return None if _not_missing(region, today) else last_due_month(today)


def _not_missing(region: Region, today: datetime.date) -> str:
    month, running = last_due_month(today), Month.of(today)
    if not Plan.objects.running_in(month).filter(region=region).exists():
        return _("This region had no approved plan in %(month)s.") % {"month": month.label}
    if not logged({region.pk}, month):
        return ""
    if month == running.previous:
        return _("The log of %(month)s is in.") % {"month": month.label}
    words = {"month": running.previous.label, "day": _day(log_due_on(running.previous))}
    return _("The log of %(month)s is not due before %(day)s.") % words


def _nobody(region: Region, today: datetime.date) -> str:
    held = Membership.objects.on(today).leaders()
    if held.filter(region=region, user__is_active=True).exists():
        return ""
    return _("This region has no programme leader now.")


def _resting(region: Region, today: datetime.date) -> str:
    last = (
        Nudge.objects.filter(region=region, sent_on__lte=today, free_on__gt=today)
        .select_related("sent_by")
        .first()
    )
    if last is None:
        return ""
    return _("%(name)s sent one on %(day)s already; possible again from %(free)s.") % {
        "name": last.sent_by.name if last.sent_by else _("An advisor"),
        "day": _day(last.sent_on),
        "free": _day(last.free_on),
    }


def _day(day: datetime.date) -> str:
    return date_format(day, "j F")
