"""Slips: a business signs for one contribution through a secret link, without an account.

Of the secret only a hash is kept. The link stands for the amount of the day it was made: when that
changes, it no longer signs.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.partners.models import Contribution, ContributionSlip
from regions.partners.money.amounts import State, state_of
from regions.partners.money.contributing import NotPossible, close_links, locked, prove
from regions.secret_links import hash_of, new_token

OPEN_FOR = timedelta(days=30)


class Standing(StrEnum):
    OPEN = "open"
    SIGNED = "signed"
    REFUSED = "refused"
    CLOSED = "closed"  # wrong, expired, revoked or overtaken: the page does not say which


@dataclass(frozen=True)
class Link:
    slip: ContributionSlip
    token: str  # known now, and never again


@transaction.atomic
def make_link(contribution: Contribution, by: User | None, now: datetime) -> Link:
    """A new link; one that was still open closes."""
    row = locked(contribution)
    if state_of(row) != State.DELIVERED or row.delivered_cents is None:
        raise NotPossible(_("A business signs for what was delivered. Record the delivery first."))
    close_links(row, now)
    token = new_token()
    slip = ContributionSlip.objects.create(
        contribution=row,
        secret_hash=hash_of(token),
        amount_cents=row.delivered_cents,
        made_by=by,
        made_at=now,
        expires_at=now + OPEN_FOR,
    )
    return Link(slip, token)


def slip_at(token: str) -> ContributionSlip | None:
    """The slip that a link belongs to, with what its page shows."""
    rows = ContributionSlip.objects.at(token).select_related(
        "contribution__partnership__region", "contribution__partnership__business"
    )
    return rows.first()


def standing_of(slip: ContributionSlip | None, now: datetime) -> Standing:
    """What the link can still do at `now`."""
    if slip is None or slip.expires_at <= now:
        return Standing.CLOSED
    row = slip.contribution
    if slip.signed_at:
        is_still_so = row.proven_on is not None and row.delivered_cents == slip.amount_cents
        return Standing.SIGNED if is_still_so else Standing.CLOSED
    if slip.revoked_at:
        return Standing.CLOSED
    if slip.refused_text:
        return Standing.REFUSED
    is_current = state_of(row) == State.DELIVERED and row.delivered_cents == slip.amount_cents
    return Standing.OPEN if is_current else Standing.CLOSED


@transaction.atomic
def sign(slip: ContributionSlip, name: str, function: str, now: datetime) -> Standing:
    """The contribution is proven today. Once more, or too late, changes nothing."""
    row, current = _locked(slip)
    if standing_of(current, now) != Standing.OPEN:
        return standing_of(current, now)
    current.signed_at, current.signed_name, current.signed_function = now, name, function
    current.save(update_fields=["signed_at", "signed_name", "signed_function"])
    prove(row, localdate(now), now, text=f"{name}, {function}")
    return Standing.SIGNED


@transaction.atomic
def refuse(slip: ContributionSlip, text: str, now: datetime) -> Standing:
    """What is not right goes to the programme leader; the link signs no longer."""
    _row, current = _locked(slip)
    if standing_of(current, now) != Standing.OPEN:
        return standing_of(current, now)
    current.refused_text = text
    current.save(update_fields=["refused_text"])
    return Standing.REFUSED


@transaction.atomic
def revoke(contribution: Contribution, now: datetime) -> None:
    close_links(locked(contribution), now)


def _locked(slip: ContributionSlip) -> tuple[Contribution, ContributionSlip]:
    """First the contribution, as every other step does, then the slip as it stands now."""
    row = locked(slip.contribution)
    current = ContributionSlip.objects.select_for_update().get(pk=slip.pk)
    current.contribution = row
    return row, current
