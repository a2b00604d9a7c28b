"""Versions of a mandate: the first comes with the group, each later one says something else."""

import datetime

from django.db import transaction

from regions.accounts.models import User
from regions.steering.models import Mandate, SteeringGroup


@transaction.atomic
def save_group(group: SteeringGroup, by: User, day: datetime.date) -> None:
    """Save a group; one that has no mandate yet gets the usual one, that holds from `day`."""
    group.save()
    if not group.mandates.exists():
        Mandate.objects.create(steering_group=group, written_by=by, holds_from_on=day)


@transaction.atomic
def write_version(mandate: Mandate, by: User) -> bool:
    """Save `mandate` as the next version of its group; False when it says what the last one says.

    The group's row is held, so that two people never write the same version.
    """
    group = SteeringGroup.objects.select_for_update().get(pk=mandate.steering_group_id)
    last = group.mandates.order_by("-version").first()
    if mandate.is_as(last):
        return False
    mandate.version = last.version + 1 if last else 1
    mandate.written_by = by
    mandate.save()
    return True
