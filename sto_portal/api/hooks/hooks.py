"""Webhooks: made, with a secret that is shown once, and revoked; they end as tokens do."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from regions.accounts.models import AccountChange, User
from regions.accounts.security.log import tell
from regions.accounts.security.seeds import decrypted, encrypted
from regions.months import AMSTERDAM
from sto_portal.api.models import Webhook
from sto_portal.api.tokens import TooMany, alive

MOST_HOOKS = 5
PREFIX = "whsec_"  # as Standard Webhooks writes it


@dataclass(frozen=True)
class Made:
    hook: Webhook
    secret: str  # known now, and never again


@transaction.atomic
def make_hook(
    person: User, purpose: str, address: str, heard: Sequence[str], last_on: date, now: datetime
) -> Made:
    """It hears of what happens from now on, up to and including `last_on`; a mail tells of it."""
    User.objects.select_for_update().get(pk=person.pk)
    if working(now).filter(person=person).count() >= MOST_HOOKS:
        raise TooMany
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    hook = Webhook.objects.create(
        person=person,
        purpose=purpose,
        address=address,
        secret=encrypted(secret),
        heard=list(heard),
        made_at=now,
        expires_at=datetime.combine(last_on + timedelta(days=1), time(), AMSTERDAM),
    )
    AccountChange.objects.create(
        person=person, what=AccountChange.What.WEBHOOK, address=person.email, by=person, at=now
    )
    tell("webhook_made", person, webhook=hook.pk)
    return Made(hook, secret)


def working(now: datetime) -> QuerySet[Webhook]:
    return alive(Webhook.objects.filter(expires_at__gt=now, revoked_at=None))


def revoke(hook: Webhook, now: datetime) -> None:
    """From now on nothing is sent there; a second time changes nothing."""
    if Webhook.objects.filter(pk=hook.pk, revoked_at=None).update(revoked_at=now):
        tell("webhook_revoked", hook.person, webhook=hook.pk)


def key_of(hook: Webhook) -> bytes:
    return base64.b64decode(decrypted(hook.secret).removeprefix(PREFIX))
