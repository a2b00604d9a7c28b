"""What happens to a contribution: promised, delivered, proven; dropped, and one step back.

Each step locks the row first, so that two people at once do not undo each other.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.partners.models import Contribution, ContributionSlip, Document, HourlyRate

from .amounts import State, hours_value, rate_on, state_of


class NotPossible(Exception):
    """The contribution does not stand where this begins; the text is for the person."""


def rate_of_day(day: date) -> HourlyRate:
    """NotPossible, with who can help, when no rate is known for a day."""
    rate = rate_on(HourlyRate.objects.all(), day)
    if rate is None:
        message = _("No hourly rate is known for %(day)s. The national bureau adds it.")
        raise NotPossible(message % {"day": date_text(day)})
    return rate  # type: ignore[return-value]


def worth(kind: str, hours: Decimal | None, cents: int | None, day: date) -> int:
    """In cents: hours at the rate of the day, or the amount that was given."""
    if kind in Contribution.IN_HOURS:
        return hours_value(hours or Decimal(0), rate_of_day(day).cents)
    return cents or 0


def locked(contribution: Contribution) -> Contribution:
    """The row as it stands now, for this transaction only ours."""
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)


@transaction.atomic
def keep_changes(contribution: Contribution, now: datetime) -> None:
    """Save what was edited; a link that showed something else no longer signs."""
    before = locked(contribution)
    if state_of(before) in (State.PROVEN, State.DROPPED) or (
        before.delivered_on != contribution.delivered_on
    ):
        raise NotPossible(_("Somebody else changed this contribution just now. Look again."))
    contribution.save()
    close_links(contribution, now)


@transaction.atomic
def deliver(
    contribution: Contribution, on: date, cents: int, hours: Decimal | None, now: datetime
) -> None:
    """Once more corrects the delivery, as long as it is not proven."""
    row = _in(contribution, State.PROMISED, State.DELIVERED)
    row.delivered_on, row.delivered_cents, row.hours = on, cents, hours
    row.save()
    close_links(row, now)


@transaction.atomic
def prove(
    contribution: Contribution,
    on: date,
    now: datetime,
    *,
    text: str = "",
    keep: Callable[[], Document] | None = None,
) -> None:
    row = _in(contribution, State.DELIVERED)
    row.proven_on, row.proof_text = on, text
    row.document = keep() if keep else row.document
    row.save()
    close_links(row, now)


@transaction.atomic
def drop(contribution: Contribution, on: date, reason: str, now: datetime) -> None:
    row = _in(contribution, State.PROMISED)
    row.dropped_on, row.drop_reason = on, reason
    row.save()
    close_links(row, now)


@transaction.atomic
def step_back(contribution: Contribution, now: datetime) -> State:
    """Take back the last step; where the contribution stands then. A file that proved it goes."""
    row = locked(contribution)
    file = row.document_id
    match state_of(row):
        case State.DROPPED:
            row.dropped_on, row.drop_reason = None, ""
        case State.PROVEN:
            row.proven_on, row.proof_text, row.document = None, "", None
        case State.DELIVERED:
            row.delivered_on = row.delivered_cents = None
        case _:
            raise NotPossible(_("There is nothing to take back."))
    row.save()
    if file and row.document_id is None:
        Document.objects.filter(pk=file).delete()
    close_links(row, now)
    return state_of(row)


def close_links(contribution: Contribution, now: datetime) -> None:
    """No slip that has this contribution on it, alone or with others, can be signed any more."""
    has_it = Q(contribution=contribution) | Q(bundled__contribution=contribution)
    slips = ContributionSlip.objects.filter(has_it, signed_at=None)
    ContributionSlip.objects.filter(pk__in=slips.values("pk")).revoke(now)


def _in(contribution: Contribution, *states: State) -> Contribution:
    row = locked(contribution)
    if state_of(row) not in states:
        raise NotPossible(_("Somebody else changed this contribution just now. Look again."))
    return row
