"""Links for the accountant: made, counted when they open, revoked. Only a hash of each is kept."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from regions.accounts.models import User
from regions.models import Region
from regions.months import AMSTERDAM
from regions.partners.models import AccountantLink
from regions.secret_links import hash_of, new_token

USUAL_DAYS = 30


@dataclass(frozen=True)
class Made:
    link: AccountantLink
    token: str  # known now, and never again


def usual_last_day(today: date) -> date:
    return today + timedelta(days=min(USUAL_DAYS, settings.ACCOUNTANT_LINK_DAYS))


def latest_day(today: date) -> date:
    return today + timedelta(days=settings.ACCOUNTANT_LINK_DAYS)


def make_link(
    region: Region, name: str, purpose: str, last_on: date, by: User | None, now: datetime
) -> Made:
    """It opens up to and including `last_on`, in Amsterdam."""
    token = new_token()
    link = AccountantLink.objects.create(
        region=region,
        name=name,
        purpose=purpose,
        secret_hash=hash_of(token),
        made_by=by,
        made_at=now,
        expires_at=datetime.combine(last_on + timedelta(days=1), time(), AMSTERDAM),
    )
    return Made(link, token)


def opened(token: str, now: datetime, *, counts: bool = True) -> AccountantLink | None:
    """The link that still works, with this opening counted; wrong, ended and revoked are the same
    nothing."""
    link = AccountantLink.objects.at(token).open(now).select_related("region").first()
    if link is not None and counts:
        AccountantLink.objects.filter(pk=link.pk).update(
            opened_at=Coalesce(F("opened_at"), now),
            last_opened_at=now,
            times_opened=F("times_opened") + 1,
        )
    return link


@transaction.atomic
def revoke(link: AccountantLink, by: User, now: datetime) -> None:
    """Once: who was first stays the one who did it."""
    row = AccountantLink.objects.select_for_update().get(pk=link.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = now, by
        row.save(update_fields=["revoked_at", "revoked_by"])
