"""What the receipt of a log tells of the digest that it comes in."""

from datetime import datetime

from django.utils.timezone import localdate

from regions.months import Month
from regions.progress.group_mail import GroupMail
from regions.progress.models import CheckIn
from regions.steering.models import SteeringGroup

from .digest.late import Sealed, sealed_of
from .digest.periods import Period, is_too_late, period_holding, periods_after
from .digest.seen import seen_of
from .digest.sheet import period_label
from .digest.waiting import expected, meetings_ahead
from .kinds.digest_mail import readers_of


def mail_about(log: CheckIn, now: datetime) -> GroupMail | None:
    """The digest that tells of a log; None where nobody gets a mail of it."""
    group = SteeringGroup.objects.filter(region=log.region_id).first()
    if group is None:
        return None
    sealed = sealed_of(group)
    made = next((digest for digest in sealed if digest.holds(log)), None)
    if made:
        return _made(group, made)
    last = Month.of(sealed[-1].month_on) if sealed else None
    days = meetings_ahead([group], now)[group.pk]
    if any(digest.covers(log) for digest in sealed):
        missed = next(digest for digest in sealed if digest.covers(log))
        coming = _to_come(group, next(periods_after(group, last, days)), now)
        return _made(
            group, missed, False, coming, group.mails_addenda and bool(readers_of(group, now))
        )
    period = period_holding(group, last, log.month, days)
    is_certain = group.wants_empty_digests or not log.has_nothing_to_report
    return _to_come(group, period, now, is_certain) if period else None


def _made(
    group: SteeringGroup,
    digest: Sealed,
    holds_log: bool = True,
    coming: GroupMail | None = None,
    is_mailed_apart: bool = False,
) -> GroupMail:
    """A digest that is sealed; what came after it opens the one that is `coming`."""
    first, last = Month.of(digest.from_on), Month.of(digest.month_on)
    day = localdate(digest.planned_at)
    label = period_label(first, last)
    row = group.digests.filter(month_on=digest.month_on).only("pk", "steering_group").first()
    seen = seen_of(row, day, 0) if row else None
    return GroupMail(
        last,
        label,
        day,
        is_sealed=True,
        holds_log=holds_log,
        told_later_in=coming,
        is_mailed_apart=is_mailed_apart,
        seen=seen.count if seen else 0,
        members=seen.members if seen else 0,
    )


def _to_come(
    group: SteeringGroup, period: Period, now: datetime, is_certain: bool = True
) -> GroupMail | None:
    when = expected(group, period, now)
    readers = readers_of(group, now)
    if is_too_late(when.due, now) or not readers:
        return None
    return GroupMail(
        period.last,
        period_label(period.first, period.last),
        localdate(when.at),
        is_certain=is_certain,
        is_latest=when.is_latest,
        readers=tuple(member.user.name for member in readers),
    )
