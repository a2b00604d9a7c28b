"""Tokens: made, shown once, used and revoked. Only a hash of each is kept.

A token ends on its day, when it is revoked, when its person's account is closed, and when the
address of that account or its second step was taken over by something else: who holds it may no
longer be who made it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from regions.accounts.models import AccountChange, User
from regions.accounts.security.log import tell
from regions.months import AMSTERDAM
from regions.secret_links import hash_of, new_token

from .models import ApiToken, Webhook

PREFIX = "sto_"  # by which a scanner of secrets knows one that lies around
USUAL_DAYS, MOST_DAYS, MOST_TOKENS = 90, 365, 20
ENDS = (AccountChange.What.ADDRESS, AccountChange.What.RESET)
NOTED_EVERY = timedelta(hours=1)
Row = TypeVar("Row", ApiToken, Webhook)


@dataclass(frozen=True)
class Made:
    token: ApiToken
    secret: str  # known now, and never again


class TooMany(Exception):
    """This person has as many tokens as one may have."""


@transaction.atomic
def make_token(
    person: User, purpose: str, scopes: Sequence[str], last_on: date, now: datetime
) -> Made:
    """It works up to and including `last_on`, in Amsterdam; the person gets a mail about it."""
    User.objects.select_for_update().get(pk=person.pk)
    if working(person, now).count() >= MOST_TOKENS:
        raise TooMany
    secret = PREFIX + new_token()
    token = ApiToken.objects.create(
        person=person,
        purpose=purpose,
        scopes=list(scopes),
        secret_hash=hash_of(secret),
        made_at=now,
        expires_at=datetime.combine(last_on + timedelta(days=1), time(), AMSTERDAM),
    )
    AccountChange.objects.create(
        person=person, what=AccountChange.What.TOKEN, address=person.email, by=person, at=now
    )
    tell("token_made", person, token=token.pk)
    return Made(token, secret)


def working(person: User, now: datetime) -> QuerySet[ApiToken]:
    return alive(ApiToken.objects.filter(person=person).open(now))


def alive(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those of accounts that are open and were not taken over by something else since."""
    changed = AccountChange.objects.filter(
        person=OuterRef("person"), what__in=ENDS, at__gt=OuterRef("made_at")
    )
    return rows.filter(~Exists(changed), person__is_active=True)


def opened(secret: str, now: datetime) -> ApiToken | None:
    """The token that works, with its person; wrong, ended and revoked are the same nothing."""
    if not secret.startswith(PREFIX):
        return None
    token = alive(ApiToken.objects.at(secret).open(now)).select_related("person").first()
    if token and (token.last_used_at is None or now - token.last_used_at > NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(
            opened_at=Coalesce(F("opened_at"), now), last_used_at=now
        )
    return token


def revoke(token: ApiToken, now: datetime) -> None:
    token.revoke(now)
    tell("token_revoked", token.person, token=token.pk)
