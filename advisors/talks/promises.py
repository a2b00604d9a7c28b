"""What becomes of a promise: done or open again, and the line that the leader gets for the log."""

import datetime

from django.db import transaction
from django.db.models import QuerySet

from advisors.models import Promise
from regions.accounts.models import User
from regions.dutch import date_text, list_text
from regions.models import Region
from regions.months import Month
from regions.plans.models import Activity, Plan
from regions.progress.log.answers import TOLD, Answer
from regions.progress.log.recording import locked_draft, save_answers
from regions.progress.models import ActivityUpdate

from .audience import reads_leader


class NotForTheLeader(Exception):
    """The programme leader does not read this talk, so nothing of it can be handed over."""


def turn(promise: Promise, user: User, today: datetime.date, wanted: str = "") -> Promise:
    """`wanted` is "done" or "open", so that asking twice does it once; without it the other of
    the two."""
    is_done = promise.done_on is None if wanted not in ("done", "open") else wanted == "done"
    if is_done == (promise.done_on is not None):
        return promise
    promise.done_on = today if is_done else None
    promise.done_by = user if is_done else None
    promise.save(update_fields=["done_on", "done_by"])
    return promise


def hand(promise: Promise, now: datetime.datetime, *, is_alone: bool = False) -> None:
    """Offer the promise to the leader as a line for the next log. Raises NotForTheLeader, unless
    the advisor chose to hand over this sentence alone, out of a talk that the leader does not read.
    """
    if not reads_leader(promise.talk.cap) and not is_alone:
        raise NotForTheLeader
    waiting = Promise.objects.filter(pk=promise.pk, taken_at=None)
    waiting.update(handed_at=now, left_at=None)


def takes_for(region: Region) -> QuerySet[Activity]:
    """The activities at which a handed line can land."""
    return Activity.objects.filter(plan__in=Plan.objects.current().filter(region=region)).order_by(
        "line__position", "position"
    )


@transaction.atomic
def take(promise: Promise, activity: Activity, user: User, now: datetime.datetime) -> Month:
    """Put the handed line at `activity` of the running month's draft, once: how it is picked up,
    by whom and when. What stands there already stays, and the line follows it.

    Gives the month. Raises LogIsSubmitted or NotInThisLog of `regions.progress.log`.
    """
    month = Month.of(now)
    offered = Promise.objects.filter(
        pk=promise.pk, handed_at__isnull=False, taken_at=None, left_at=None
    )
    if offered.update(taken_at=now):
        region = promise.talk.region
        draft = locked_draft(region, month, now)
        row = ActivityUpdate.objects.filter(check_in=draft, activity_key=activity.key).first()
        save_answers(region, month, user, now, [_with_line(promise, activity, row, user)])
    return month


def _with_line(
    promise: Promise, activity: Activity, row: ActivityUpdate | None, user: User
) -> Answer:
    row = row or ActivityUpdate(activity=activity, activity_key=activity.key)
    told = {name: getattr(row, name) for name in TOLD}
    who = _who(promise, user)
    if row.recovery.strip():
        line = ", ".join(filter(None, [promise.text, who, _day(promise.due_on)]))
        told["recovery"] = f"{row.recovery.rstrip()}\n{line}"
    else:
        told |= {"recovery": promise.text, "recovery_who": row.recovery_who or who}
        told["recovery_by_on"] = row.recovery_by_on or promise.due_on
    return Answer(
        activity.pk, row.revision, met=_met(row, activity), **told | {"is_unchanged": False}
    )


def _met(row: ActivityUpdate, activity: Activity) -> dict[int, datetime.date]:
    if not row.pk:
        return {}
    days = dict(row.milestones_met.values_list("milestone_key", "met_on"))
    marks = activity.milestones.filter(key__in=days).values_list("pk", "key")
    return {pk: days[key] for pk, key in marks}


def _who(promise: Promise, leader: User) -> str:
    """By name, as the log tells it: `leader` takes the line, the author of the talk promised."""
    people = [None if promise.who == Promise.Who.ADVISOR else leader]
    people += [None if promise.who == Promise.Who.LEADER else promise.talk.author]
    return list_text([person.name for person in people if person])[:120]


def _day(day: datetime.date | None) -> str:
    return date_text(day) if day else ""


def leave(promise: Promise, now: datetime.datetime) -> None:
    """The leader does not want the line; the promise itself stands."""
    Promise.objects.filter(pk=promise.pk, handed_at__isnull=False, taken_at=None).update(
        left_at=now
    )
