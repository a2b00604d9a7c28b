"""Half an hour after finishing a log something may still change, and that is no correction.

What was submitted stands until the change is finished too; then the change takes its place. Where
the first version was read out or answered already (a digest, feedback), it is an ordinary next
version with a reason of its own.
"""

from datetime import datetime, timedelta

import pgtrigger
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from regions.accounts.models import User
from regions.models import Region
from regions.months import Month
from regions.progress.group_mail import group_mail_about
from regions.progress.models import CheckIn

from .corrections import copy_of, latest_of

LASTS = timedelta(minutes=30)


class TooLate(Exception):
    """The half hour is over: what is left is a correction with a reason."""


def afterthought_until(log: CheckIn) -> datetime:
    """Until when a submitted log can still be changed as if it was not finished."""
    return (log.submitted_at or log.started_at) + LASTS


@transaction.atomic
def start_afterthought(region: Region, month: Month, user: User, now: datetime) -> CheckIn:
    """The submitted log as a draft again; one that is there already is given back.

    Raises TooLate, and CheckIn.DoesNotExist when the month has no log.
    """
    last = latest_of(region, month)
    if not last.is_submitted:
        return last
    if now >= afterthought_until(last):
        raise TooLate
    return copy_of(last, user, now, reason="")


def is_afterthought(log: CheckIn) -> bool:
    return log.version > 1 and not log.correction_reason


def take_the_place(log: CheckIn, now: datetime) -> None:
    """Give a change without a reason the place of what it changes, before it is submitted.

    Called with the draft locked. Where the place is taken for good, the draft gets a reason.
    """
    earlier = CheckIn.objects.select_for_update(of=["self"]).get(
        region=log.region_id, month_on=log.month_on, version=log.version - 1
    )
    if now < afterthought_until(earlier) and not _is_referred_to(earlier, now):
        version = earlier.version
        # The one moment in which a submitted log goes: its change is submitted in the same step.
        with pgtrigger.ignore():
            log.correction_reason = earlier.correction_reason
            earlier.delete()
        log.version = version
    else:
        with override("nl"):
            log.correction_reason = _("Changed shortly after finishing.")


def _is_referred_to(log: CheckIn, now: datetime) -> bool:
    """Whether a digest tells of it, or something else hangs on it, such as feedback."""
    mail = group_mail_about(log, now)
    if mail and mail.is_sealed and mail.holds_log:
        return True
    own = {"updates"}
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: log}).exists()
        for relation in CheckIn._meta.related_objects
        if relation.get_accessor_name() not in own
    )
