"""Proposing contributions, and what a person does with a proposal: taken over, or set aside.

Rooms above say what happened (`Happened`) and with which businesses; nothing is counted until
somebody takes it over, and then once for each business.
"""

import datetime
from collections.abc import Collection
from dataclasses import asdict, dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models.validity import holding
from regions.partners.models import Contribution, GuidanceShare, Proposal
from regions.partners.money.contributing import NotPossible, worth

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Happened:
    """One event or cohort as it may have been contributed to."""

    source: str
    source_id: int
    kind: str
    title: str
    happened_on: datetime.date
    activity_key: UUID | None = None
    people: int | None = None
    hours: Decimal | None = None
    percent: Decimal = Decimal(100)


def share_on(day: datetime.date) -> Decimal | None:
    """Which part of the time of pupils at a business counts; None where nobody recorded one."""
    row = GuidanceShare.objects.filter(holding(day)).first()
    return row.percent if row else None


@transaction.atomic
def offer(happened: Happened, partnerships: Collection[int]) -> None:
    """Propose for each business; what was proposed and not decided yet tells it anew."""
    told = asdict(happened)
    rows = [Proposal(partnership_id=pk, **told) for pk in partnerships]
    Proposal.objects.bulk_create(rows, ignore_conflicts=True)
    known = Proposal.objects.about(happened.source, happened.source_id).undecided()
    known.filter(partnership__in=partnerships).update(**told)


def withdraw(source: str, source_id: int, keep: Collection[int] = ()) -> None:
    """What was not decided goes, but for the businesses to keep."""
    rows = Proposal.objects.about(source, source_id).undecided()
    rows.exclude(partnership__in=keep).delete()


def hours_counted(people: int, hours: Decimal, percent: Decimal) -> Decimal:
    return (people * hours * percent / 100).quantize(CENT)


@transaction.atomic
def take_over(proposal: Proposal, people: int, hours: Decimal, by: User) -> Contribution:
    """A contribution that was delivered on the day it happened."""
    row = _open(proposal)
    row.people, row.hours = people, hours
    total, day = hours_counted(people, hours, row.percent), row.happened_on
    cents = worth(row.kind, total, None, day)
    row.contribution = Contribution.objects.create(
        partnership=row.partnership,
        kind=row.kind,
        title=row.title,
        activity_key=row.activity_key,
        hours=total,
        promised_on=day,
        promised_cents=cents,
        delivered_on=day,
        delivered_cents=cents,
        added_by=by,
    )
    row.decided_by = by
    row.save()
    return row.contribution


@transaction.atomic
def set_aside(proposal: Proposal, by: User, now: datetime.datetime) -> None:
    row = _open(proposal)
    row.set_aside_at, row.decided_by = now, by
    row.save()


def put_back(proposal: Proposal) -> None:
    """It was set aside and is proposed again; what was taken over is not."""
    rows = Proposal.objects.filter(pk=proposal.pk, contribution=None)
    rows.update(set_aside_at=None, decided_by=None)


def _open(proposal: Proposal) -> Proposal:
    """The proposal as it stands, for this transaction only ours."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    row = Proposal.objects.open().filter(pk=proposal.pk).select_related("partnership").first()
    if row is None:
        raise NotPossible(_("Somebody decided about this proposal just now. Look again."))
    return row
