"""What the receipt of a log tells of the digest that it comes in."""

from datetime import datetime

from django.utils.timezone import localdate

from regions.months import Month
from regions.progress.group_mail import GroupMail
from regions.progress.models import CheckIn
from regions.steering.models import SteeringGroup

from .digest.late import Sealed, sealed_of
from .digest.periods import Period, is_too_late, period_holding, periods_after
from .digest.sheet import period_label
from .digest.waiting import expected
from .kinds.digest_mail import readers_of


def mail_about(log: CheckIn, now: datetime) -> GroupMail | None:
    """The digest that tells of a log; None where nobody gets a mail of it."""
    group = SteeringGroup.objects.filter(region=log.region_id).first()
    if group is None:
        return None
    sealed = sealed_of(group)
    made = next((digest for digest in sealed if digest.holds(log)), None)
    if made:
        return _made(made)
    last = Month.of(sealed[-1].month_on) if sealed else None
    if any(digest.covers(log) for digest in sealed):
        missed = next(digest for digest in sealed if digest.covers(log))
        coming = _to_come(group, next(periods_after(group, last)), now)
        return _made(missed, False, coming, group.mails_addenda and bool(readers_of(group, now)))
    period = period_holding(group, last, log.month)
    is_certain = group.wants_empty_digests or not log.has_nothing_to_report
    return _to_come(group, period, now, is_certain) if period else None


def _made(
    digest: Sealed,
    holds_log: bool = True,
    coming: GroupMail | None = None,
    is_mailed_apart: bool = False,
) -> GroupMail:
    """A digest that is sealed; what came after it opens the one that is `coming`."""
    first, last = Month.of(digest.from_on), Month.of(digest.month_on)
    day = localdate(digest.planned_at)
    label = period_label(first, last)
    return GroupMail(
        last,
        label,
        day,
        is_sealed=True,
        holds_log=holds_log,
        told_later_in=coming,
        is_mailed_apart=is_mailed_apart,
    )


def _to_come(
    group: SteeringGroup, period: Period, now: datetime, is_certain: bool = True
) -> GroupMail | None:
    when = expected(group, period, now)
    if is_too_late(when.due, now) or not readers_of(group, now):
        return None
    return GroupMail(
        period.last,
        period_label(period.first, period.last),
        localdate(when.at),
        is_certain=is_certain,
        is_latest=when.is_latest,
    )
