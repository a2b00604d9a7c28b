"""What happens to a remark: passed on, answered or thanked for, taken back, made an idea.

None of these touches an activity, a plan or a log: a remark moves nothing by itself.
"""

import datetime

from django.db import transaction
from django.db.models import Case, IntegerField, Q, Value, When

from regions.access import Action, can
from regions.accounts.models import User
from regions.models import Region
from regions.plans.models import Idea
from regions.steering.models import Remark
from regions.steering.models.remarks import RemarkQuerySet

WAITS, ADVICE, ANSWERED = 0, 1, 2


class AlreadyAnswered(Exception):
    """The programme leader was there before the author took the remark back."""


def readable(user: User, region: Region) -> RemarkQuerySet:
    """The remarks of a region that `user` reads: the leader all, a member what is the group's."""
    rows = Remark.objects.filter(steering_group__region=region)
    if can(user, Action.READ_REMARKS, region):
        return rows
    return rows.readable_by_member(user) if can(user, Action.REMARK, region) else rows.none()


def in_order(rows: RemarkQuerySet) -> RemarkQuerySet:
    """Questions about the plan that wait, then advice, then what was answered; newest first."""
    waits = Q(about=Remark.About.WHAT, reply="", thanked_at=None)
    rank = Case(
        When(waits, then=Value(WAITS)),
        When(about=Remark.About.WHAT, then=Value(ANSWERED)),
        default=Value(ADVICE),
        output_field=IntegerField(),
    )
    return rows.annotate(rank=rank).order_by("rank", "-made_at", "-id")


def points_for_meeting(user: User, region: Region) -> RemarkQuerySet:
    """What members put on the list for the next meeting and was not answered; oldest first."""
    rows = readable(user, region).about_the_plan().untouched().filter(is_for_meeting=True)
    return rows.order_by("made_at", "id")


def answer(remark: Remark, text: str, by: User, now: datetime.datetime) -> None:
    remark.reply, remark.replied_by, remark.replied_at = text, by, now
    remark.save(update_fields=["reply", "replied_by", "replied_at"])


def thank(remark: Remark, now: datetime.datetime) -> None:
    """Say thanks, once: the first time stays."""
    Remark.objects.filter(pk=remark.pk, thanked_at=None).update(thanked_at=now)


@transaction.atomic
def withdraw(remark: Remark) -> None:
    """Take back what nobody answered yet; raises AlreadyAnswered."""
    held = Remark.objects.select_for_update().get(pk=remark.pk)
    if not held.is_untouched:
        raise AlreadyAnswered
    held.delete()


@transaction.atomic
def put_on_idea_list(remark: Remark, idea: Idea) -> bool:
    """Make `idea` of the group's remark; False when the remark is on the list already."""
    held = Remark.objects.select_for_update(of=["self"]).select_related("steering_group__region")
    row = held.get(pk=remark.pk)
    if row.idea_id is not None:
        return False
    idea.region = row.steering_group.region
    idea.origin = row.steering_group.get_label_display()
    idea.save()
    row.idea = idea
    row.save(update_fields=["idea"])
    return True
