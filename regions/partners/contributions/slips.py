"""Slips: a business signs through a secret link, without an account, for one contribution or for
several together.

Of the secret only a hash is kept. The link stands for the amounts of the day it was made: when one
of them changes, it no longer signs. On the spot, from the screen of who asks, it opens for minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.partners.models import BundledContribution, Contribution, ContributionSlip
from regions.partners.money.amounts import State, cents_of, state_of
from regions.partners.money.contributing import NotPossible, close_links, locked, prove
from regions.secret_links import hash_of, new_token

OPEN_FOR = timedelta(days=30)
ON_THE_SPOT_FOR = timedelta(minutes=15)
THANKS_FOR = timedelta(hours=1)  # at least so long the page says that it is signed


class Standing(StrEnum):
    OPEN = "open"
    SIGNED = "signed"
    REFUSED = "refused"
    CLOSED = "closed"  # wrong, expired, revoked or overtaken: the page does not say which


@dataclass(frozen=True)
class Link:
    slip: ContributionSlip
    token: str  # known now, and never again


@dataclass(frozen=True)
class Entry:
    """A contribution on a slip, with its amount of the day that the slip was made."""

    contribution: Contribution
    amount_cents: int

    @property
    def can_be_signed(self) -> bool:
        return state_of(self.contribution) == State.DELIVERED and self._is_same

    @property
    def is_signed(self) -> bool:
        return state_of(self.contribution) == State.PROVEN and self._is_same

    @property
    def _is_same(self) -> bool:
        return self.contribution.delivered_cents == self.amount_cents


def entries_of(slip: ContributionSlip) -> list[Entry]:
    more = [Entry(one.contribution, one.amount_cents) for one in slip.bundled.all()]
    return [Entry(slip.contribution, slip.amount_cents), *more]


@transaction.atomic
def make_link(
    contributions: Sequence[Contribution],
    by: User | None,
    now: datetime,
    *,
    on_the_spot: bool = False,
) -> Link:
    """A new link for contributions of one business; one that was still open closes, unless this is
    for on the spot: then what was mailed before goes on."""
    rows = _locked_rows([row.pk for row in contributions])
    if not rows or any(state_of(row) != State.DELIVERED for row in rows):
        raise NotPossible(_("A business signs for what was delivered. Record the delivery first."))
    if len({row.partnership_id for row in rows}) > 1:
        raise NotPossible(_("A slip is for one business."))
    if not on_the_spot:
        for row in rows:
            close_links(row, now)
    token, (first, *more) = new_token(), rows
    slip = ContributionSlip.objects.create(
        contribution=first,
        secret_hash=hash_of(token),
        amount_cents=cents_of(first),
        made_by=by,
        made_at=now,
        expires_at=now + (ON_THE_SPOT_FOR if on_the_spot else OPEN_FOR),
        is_on_the_spot=on_the_spot,
    )
    BundledContribution.objects.bulk_create(
        BundledContribution(slip=slip, contribution=row, amount_cents=cents_of(row)) for row in more
    )
    return Link(slip, token)


def slip_at(token: str) -> ContributionSlip | None:
    """The slip that a link belongs to, with what its page shows."""
    rows = ContributionSlip.objects.at(token).select_related(
        "contribution__partnership__region", "contribution__partnership__business", "made_by"
    )
    return rows.prefetch_related("bundled__contribution").first()


def standing_of(slip: ContributionSlip | None, now: datetime) -> Standing:
    """What the link can still do at `now`."""
    if slip is None or _shown_until(slip) <= now:
        return Standing.CLOSED
    entries = entries_of(slip)
    if slip.signed_at:
        is_still_so = any(entry.is_signed for entry in entries)
        return Standing.SIGNED if is_still_so else Standing.CLOSED
    if slip.contribution.partnership.region.is_closed:
        return Standing.CLOSED
    if slip.revoked_at:
        return Standing.CLOSED
    if slip.refused_text:
        return Standing.REFUSED
    is_current = all(entry.can_be_signed for entry in entries)
    return Standing.OPEN if is_current else Standing.CLOSED


def _shown_until(slip: ContributionSlip) -> datetime:
    return max(slip.expires_at, slip.signed_at + THANKS_FOR) if slip.signed_at else slip.expires_at


@transaction.atomic
def sign(
    slip: ContributionSlip, name: str, function: str, now: datetime, *, copy_to: str = ""
) -> Standing:
    """All of it is proven today, or none. Once more, or too late, changes nothing."""
    current = _locked(slip)
    if standing_of(current, now) != Standing.OPEN:
        return standing_of(current, now)
    current.signed_at, current.signed_name, current.signed_function = now, name, function
    current.copy_to = copy_to
    current.save(update_fields=["signed_at", "signed_name", "signed_function", "copy_to"])
    for entry in entries_of(current):
        prove(entry.contribution, localdate(now), now, text=f"{name}, {function}")
    return Standing.SIGNED


@transaction.atomic
def refuse(slip: ContributionSlip, text: str, now: datetime) -> Standing:
    """What is not right goes to the programme leader; the link signs no longer."""
    current = _locked(slip)
    if standing_of(current, now) != Standing.OPEN:
        return standing_of(current, now)
    current.refused_text = text
    current.save(update_fields=["refused_text"])
    return Standing.REFUSED


@transaction.atomic
def revoke(contribution: Contribution, now: datetime) -> None:
    close_links(locked(contribution), now)


def _locked_rows(pks: Sequence[int]) -> list[Contribution]:
    """Always in the same order, so that two who lock several do not wait for each other."""
    rows = Contribution.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    return list(rows.order_by("pk"))


def _locked(slip: ContributionSlip) -> ContributionSlip:
    """First its contributions, as every other step does, then the slip; all as they stand now."""
    _locked_rows([entry.contribution.pk for entry in entries_of(slip)])
    rows = ContributionSlip.objects.select_for_update(of=("self",)).select_related("contribution")
    return rows.prefetch_related("bundled__contribution").get(pk=slip.pk)
