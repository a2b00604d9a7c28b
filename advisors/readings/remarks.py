"""Giving a plan to readers, remarking, advising and answering."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from advisors.models import PlanRemark, Reading
from regions.accounts.models import User
from regions.plans.models import Plan


class ReadingRefused(Exception):
    """The text is for the person who tried."""


@transaction.atomic
def give_plan(
    plan: Plan, readers: Iterable[User], due_on: datetime.date, by: User, now: datetime.datetime
) -> int:
    """Give a submitted plan to readers; one that was taken back is given again. How many."""
    locked = Plan.objects.select_for_update(of=["self"]).get(pk=plan.pk)
    if locked.state != Plan.State.SUBMITTED:
        raise ReadingRefused(_("This plan does not wait for approval (any more)."))
    count = 0
    for reader in readers:
        Reading.objects.update_or_create(
            plan=plan,
            reader=reader,
            advised_at=None,
            defaults={
                "given_by_id": by.pk,
                "given_at": now,
                "due_on": due_on,
                "taken_back_at": None,
            },
        )
        count += 1
    return count


@transaction.atomic
def remark(found: Reading, new: PlanRemark) -> PlanRemark:
    """Keep a remark, with the name of its activity as it is now."""
    new.reading = _open(found)
    new.about = str(new.activity)[:220] if new.activity else ""
    new.save()
    return new


@transaction.atomic
def drop(found: Reading, pk: int) -> None:
    """Take an own remark away, as long as no advice was given."""
    PlanRemark.objects.filter(reading=_open(found), pk=pk).delete()


@transaction.atomic
def advise(found: Reading, advice: str, text: str, now: datetime.datetime) -> None:
    """Give the advice, once; the remarks stand from then on."""
    reading = _open(found)
    reading.advice, reading.advice_text, reading.advised_at = advice, text, now
    reading.save(update_fields=["advice", "advice_text", "advised_at"])


def take_back(reading: Reading, now: datetime.datetime) -> None:
    """The reader reaches the plan no more; what was remarked stays."""
    Reading.objects.given().filter(pk=reading.pk).update(taken_back_at=now)


def _open(found: Reading) -> Reading:
    """The same reading, locked; ReadingRefused when nothing can be written any more."""
    reading = (
        Reading.objects.select_for_update(of=["self"])
        .select_related("plan__change")
        .get(pk=found.pk)
    )
    if not reading.is_open:
        raise ReadingRefused(_("This reading is closed: nothing can be added any more."))
    return reading
