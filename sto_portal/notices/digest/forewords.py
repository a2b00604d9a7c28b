"""The leader's foreword: written until the digest is sealed, and never lost between two writers."""

from datetime import datetime

from django.db import transaction

from regions.accounts.models import User
from regions.steering.models import SteeringGroup
from sto_portal.notices.models import Digest, Foreword

from .periods import Period


class ForewordRefused(Exception):
    """The digest is sealed, or somebody else saved in between (then `current` is their text)."""

    def __init__(self, current: Foreword | None = None) -> None:
        super().__init__()
        self.current = current


def saved_for(group: SteeringGroup, period: Period) -> Foreword | None:
    """What is saved for a month of the period, the last: a meeting that moves moves its end."""
    months = (period.first.first_day, period.last.first_day)
    found = Foreword.objects.filter(steering_group=group, month_on__range=months)
    return found.select_related("saved_by").order_by("-month_on").first()


def foreword_of(group: SteeringGroup, period: Period) -> Foreword:
    """What is saved, or an empty one that is not."""
    found = saved_for(group, period)
    return found or Foreword(steering_group=group, month_on=period.last.first_day)


@transaction.atomic
def save_foreword(
    group: SteeringGroup, period: Period, text: str, revision: int, by: User, now: datetime
) -> Foreword:
    """Save when nothing changed since `revision`. Raises ForewordRefused otherwise.

    The group's row is locked, as it is when the digest is sealed: one of the two comes first.
    """
    SteeringGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    month_on = period.last.first_day
    if Digest.objects.filter(steering_group=group, month_on=month_on).exists():
        raise ForewordRefused
    row = foreword_of(group, period)
    if row.revision != revision:
        raise ForewordRefused(row)
    row.month_on = month_on
    row.text, row.revision, row.saved_by, row.saved_at = text, revision + 1, by, now
    row.save()
    return row
