"""Links that stop one kind of mail for one person, without signing in."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from regions.accounts.models import User
from regions.steering.models import SteeringGroup
from sto_portal.notices.models import Subscription

_signer = signing.Signer(salt="notices.unsubscribe")


@dataclass(frozen=True)
class Wanted:
    """What mail a person is about to end, by the name of its `Stop`; digests per group."""

    user: User
    kind: str
    group: SteeringGroup | None = None


def unsubscribe_url(user_id: int, kind: str, group_id: int | None) -> str:
    token = _signer.sign(f"{user_id}-{kind}-{group_id or 0}")
    return settings.SITE_URL + reverse("unsubscribe", args=[token])


def read_token(token: str) -> Wanted | None:
    """What a link is about; None where it was not made here, or the person or group is gone."""
    try:
        user_id, kind, group_id = _signer.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=int(user_id)).first()
    groups = SteeringGroup.objects.filter(pk=int(group_id)).select_related("region")
    group = groups.first() if int(group_id) else None
    if user is None or (int(group_id) and group is None):
        return None
    return Wanted(user, kind, group)


def is_unsubscribed(user_id: int, kind: str, group_id: int | None = None) -> bool:
    return Subscription.objects.filter(
        user=user_id, kind=kind, steering_group=group_id, unsubscribed_at__isnull=False
    ).exists()


def unsubscribed(kind: str, group_id: int | None = None) -> set[int]:
    """Ids of the people who want no mail of this kind."""
    return set(
        Subscription.objects.filter(
            kind=kind, steering_group=group_id, unsubscribed_at__isnull=False
        ).values_list("user_id", flat=True)
    )


def unsubscribe(wanted: Wanted, now: datetime) -> None:
    """No more mail of this kind. A second time changes nothing."""
    row, is_new = Subscription.objects.get_or_create(
        user=wanted.user,
        kind=wanted.kind,
        steering_group=wanted.group,
        defaults={"unsubscribed_at": now},
    )
    if not is_new and row.unsubscribed_at is None:
        row.unsubscribed_at = now
        row.save(update_fields=["unsubscribed_at"])


def subscribe_again(wanted: Wanted) -> None:
    Subscription.objects.filter(
        user=wanted.user, kind=wanted.kind, steering_group=wanted.group
    ).update(unsubscribed_at=None)
