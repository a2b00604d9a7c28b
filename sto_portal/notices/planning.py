"""Planning: write what should be mailed and is not in the outbox yet.

Safe at any time and from any number of processes: a digest is one row per group and period, a mail
one row per key, and the database refuses the second. A missed day heals in the next run.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from regions.models import Membership
from regions.months import AMSTERDAM, Month
from regions.steering.models import SteeringGroup

from .digest.composing import compose
from .digest.periods import Period, due_periods, is_too_late
from .kinds.news import plan_news
from .kinds.nudges import plan_nudges
from .kinds.reminders import plan_reminders
from .kinds.weekly import plan_weekly
from .models import Digest, Heartbeat, Mail, Subscription
from .outbox.heartbeats import beat
from .outbox.mails import mail_to
from .outbox.unsubscribing import unsubscribed
from .rendering import render_waiting

logger = logging.getLogger(__name__)


def plan(now: datetime) -> int:
    """Plan digests and reminders that are due at `now`, render them, and say so. How many mails."""
    mails, failures = plan_digests(now)
    mails += plan_reminders(now)
    mails += plan_nudges(now)
    mails += plan_weekly(now)
    mails += plan_news(now)
    failures += render_waiting(now)
    outcome = gettext("%(mails)s mails planned, %(failures)s failures") % {
        "mails": mails,
        "failures": failures,
    }
    beat(Heartbeat.Part.PLANNER, now, outcome, is_well=not failures)
    return mails


def plan_digests(now: datetime) -> tuple[int, int]:
    """Seal every digest that is due. How many mails were planned, and how many groups failed.

    One group that fails stops nobody else; its periods are tried again in the next run.
    """
    mails = failures = 0
    groups = SteeringGroup.objects.select_related("region").annotate(
        sealed=Max("digests__month_on")
    )
    for group in groups:
        sealed = Month.of(group.sealed) if group.sealed else None
        try:
            for period in due_periods(group, sealed, now):
                mails += seal(group, period, now)
        except Exception:
            logger.exception("No digest for %s", group)
            failures += 1
    return mails, failures


@transaction.atomic
def seal(group: SteeringGroup, period: Period, now: datetime) -> int:
    """Write the digest of one period with its mails, all or nothing; how many mails.

    Nothing happens when another process was first. The group's row is locked, so that a foreword
    is either in the snapshot or refused.
    """
    SteeringGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if Digest.objects.filter(steering_group=group, month_on=period.last.first_day).exists():
        return 0
    digest = compose(group, period, now)
    digest.state = _state(digest, group, period, now)
    readers = readers_of(group, now) if digest.state != Digest.State.EMPTY else []
    digest.readers = len(readers)
    Digest.objects.bulk_create([digest], ignore_conflicts=True)
    stored = Digest.objects.filter(uid=digest.uid).first()
    if stored is None:
        return 0
    mails = [_mail(stored, group, period, reader, now) for reader in readers]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return len(mails)


def _state(digest: Digest, group: SteeringGroup, period: Period, now: datetime) -> str:
    if digest.is_empty and not group.wants_empty_digests:
        return Digest.State.EMPTY
    return Digest.State.STALE if is_too_late(group, period, now) else Digest.State.PLANNED


def readers_of(group: SteeringGroup, now: datetime) -> list[Membership]:
    """Who is in the group that day, gets its mail, may sign in, and did not unsubscribe."""
    members = (
        Membership.objects.on(now.astimezone(AMSTERDAM).date())
        .steering()
        .filter(region=group.region_id, role__in=group.mailed_roles, user__is_active=True)
        .select_related("user")
        .order_by("user__name")
    )
    refused = unsubscribed(Subscription.Kind.DIGEST, group.pk)
    return [one for one in members if one.user_id not in refused]


def _mail(
    digest: Digest, group: SteeringGroup, period: Period, reader: Membership, now: datetime
) -> Mail:
    return mail_to(
        reader.user,
        Mail.Kind.DIGEST,
        f"digest:{group.pk}:{period.last}:{reader.user_id}",
        now,
        state=Mail.State.STALE if digest.is_stale else Mail.State.PENDING,
        reason=gettext("too late to mail; it can be read on the page") if digest.is_stale else "",
        subject=digest.headline,
        digest=digest,
        region=group.region,
        period_on=period.last.first_day,
    )
