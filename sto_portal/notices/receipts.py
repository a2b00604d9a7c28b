"""What the receipt of a log tells of the digest that it comes in."""

from datetime import datetime

from django.utils.timezone import localdate

from regions.progress.group_mail import GroupMail
from regions.progress.models import CheckIn
from regions.steering.models import SteeringGroup

from .digest.periods import due_at, is_too_late, period_holding
from .digest.sheet import period_label
from .kinds.digest_mail import readers_of
from .models import Digest


def mail_about(log: CheckIn, now: datetime) -> GroupMail | None:
    """The digest that holds the month of a log; None where nobody gets a mail of it."""
    group = SteeringGroup.objects.filter(region=log.region_id).first()
    if group is None:
        return None
    sealed = group.digests.defer("sections").order_by("month_on")
    digest = sealed.filter(month_on__gte=log.month_on).first()
    if digest is None:
        return _to_come(group, sealed.last(), log, now)
    return _made(digest, log) if digest.from_on <= log.month_on else None


def _made(digest: Digest, log: CheckIn) -> GroupMail:
    label = period_label(digest.first_month, digest.month)
    is_in = log.submitted_at is not None and log.submitted_at <= digest.planned_at
    day = localdate(digest.planned_at)
    return GroupMail(digest.month, label, day, is_sealed=True, holds_log=is_in)


def _to_come(
    group: SteeringGroup, sealed: Digest | None, log: CheckIn, now: datetime
) -> GroupMail | None:
    period = period_holding(group, sealed.month if sealed else None, log.month)
    if period is None or is_too_late(group, period, now) or not readers_of(group, now):
        return None
    day = localdate(max(due_at(group, period), now))
    is_certain = group.wants_empty_digests or not log.has_nothing_to_report
    label = period_label(period.first, period.last)
    return GroupMail(period.last, label, day, is_certain=is_certain)
