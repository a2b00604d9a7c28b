"""What becomes of a promise: done or open again, and the line that the leader gets for the log."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from advisors.models import Promise
from regions.accounts.models import User
from regions.months import Month
from regions.progress.log.recording import locked_draft, save_answers

from .audience import reads_leader


class NotForTheLeader(Exception):
    """The programme leader does not read this talk, so nothing of it can be handed over."""


def turn(promise: Promise, user: User, today: datetime.date) -> Promise:
    """Done when it was open, open again when it was done."""
    is_open = promise.done_on is None
    promise.done_on = today if is_open else None
    promise.done_by = user if is_open else None
    promise.save(update_fields=["done_on", "done_by"])
    return promise


def hand(promise: Promise, now: datetime.datetime) -> None:
    """Offer the promise to the leader as a line for the next log. Raises NotForTheLeader."""
    if not reads_leader(promise.talk.pet):
        raise NotForTheLeader
    waiting = Promise.objects.filter(pk=promise.pk, taken_at=None)
    waiting.update(handed_at=now, left_at=None)


@transaction.atomic
def take(promise: Promise, user: User, now: datetime.datetime) -> Month:
    """Put the handed line under "what goes well" of the running month's draft, once.

    Gives the month. Raises LogIsSubmitted or NotInThisLog of `regions.progress.log`.
    """
    month = Month.of(now)
    offered = Promise.objects.filter(
        pk=promise.pk, handed_at__isnull=False, taken_at=None, left_at=None
    )
    if offered.update(taken_at=now):
        region = promise.talk.region
        draft = locked_draft(region, month, now)
        text = "\n".join(filter(None, [draft.going_well.rstrip(), line_of(promise)]))
        save_answers(region, month, user, now, going_well=(text, draft.revision))
    return month


def leave(promise: Promise, now: datetime.datetime) -> None:
    """The leader does not want the line; the promise itself stands."""
    Promise.objects.filter(pk=promise.pk, handed_at__isnull=False, taken_at=None).update(
        left_at=now
    )


def line_of(promise: Promise) -> str:
    return _("Agreed: %(what)s") % {"what": promise.text}
