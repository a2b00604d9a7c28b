"""The mail of the past months, as planner and sender would have made it. None of it is sent."""

import datetime
from collections.abc import Iterator

from regions.accounts.models import User
from regions.models import Region
from regions.months import AMSTERDAM, Month, is_working_day, working_day
from regions.steering.models import SteeringGroup
from sto_portal.notices.delivering import deliver
from sto_portal.notices.kinds.digest_mail import DIGEST
from sto_portal.notices.models import DigestSeen, Foreword, Heartbeat, Mail
from sto_portal.notices.planning import plan

from .story.clock import Clock

MONTHS_OF_DIGESTS = 3
DAYS_OF_DIGESTS = 6  # working days: a digest waits for its log no longer
AT = datetime.time(9, 0)
FOREWORD = "Kom vooral eens kijken bij het leerlab. De stages houden ons bezig."


def keep_mails(
    home: Region, leader: User, clock: Clock, months_of_digests: int = MONTHS_OF_DIGESTS
) -> None:
    """Digests of the last months of every group, and the reminders of this month."""
    _write_foreword(home, leader, clock)
    for moment in _moments(clock, months_of_digests):
        plan(moment)
        deliver(moment, is_kept=True)
    _mark_seen(clock)
    Heartbeat.objects.all().delete()  # worker and beat tell for themselves that they are alive


def _mark_seen(clock: Clock) -> None:
    """Three of five readers said that they saw it, a day later; the demo's own people did not."""
    mails = Mail.objects.filter(kind=DIGEST, recipient__is_demo=False)
    rows = mails.order_by("key").values_list("digest", "recipient", "created_at")
    DigestSeen.objects.bulk_create(
        DigestSeen(
            digest_id=digest,
            user_id=reader,
            seen_at=min(made_at + datetime.timedelta(days=1), clock.now),
        )
        for place, (digest, reader, made_at) in enumerate(rows)
        if place % 5 not in (1, 4)
    )


def _write_foreword(home: Region, leader: User, clock: Clock) -> None:
    group = SteeringGroup.objects.filter(region=home).first()
    if group:
        Foreword.objects.create(
            steering_group=group,
            month_on=clock.current.previous.first_day,
            text=FOREWORD,
            revision=1,
            saved_by=leader,
            saved_at=clock.instant(clock.current.previous.last_day),
        )


def _moments(clock: Clock, months_of_digests: int) -> Iterator[datetime.datetime]:
    """When the planner would have found something: working days on which digests are due, and
    those of this month."""
    first = clock.current.plus(1 - months_of_digests)
    days = {
        working_day(month, number)
        for month in Month.range(first, clock.current)
        for number in range(1, DAYS_OF_DIGESTS + 1)
    }
    month = (clock.current.first_day + datetime.timedelta(days=after) for after in range(31))
    days |= {day for day in month if is_working_day(day)}
    for day in sorted(days):
        moment = datetime.datetime.combine(day, AT, AMSTERDAM)
        if moment <= clock.now:
            yield moment
