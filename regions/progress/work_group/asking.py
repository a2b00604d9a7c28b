"""Owners asked for their lines of a month: one click asks who was not asked yet.

A press twice asks once. A link lives for fourteen days; asked again it is a new one, and the one
of before opens nothing.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region
from regions.plans.models import Activity, ActivityOwner, Plan
from regions.plans.owners import set_owner, with_owners
from regions.progress.log.due import LogBook
from regions.progress.models import CheckIn, WorkAsk, WorkLine
from regions.secret_links import derived_token, hash_of

OPEN_FOR = timedelta(days=14)


class NotPossible(Exception):
    """Nobody can be asked now; the text is for the person who tried."""


@dataclass(frozen=True)
class Asked:
    """How many people got a question now, and how many activities have nobody to ask."""

    new: int
    without: int


def token_of(ask: WorkAsk) -> str:
    """The secret of its link, which is kept nowhere: it follows from the portal's own key."""
    return derived_token("work", str(ask.nonce))


def address_of(ask: WorkAsk) -> str:
    return f"{settings.SITE_URL}{reverse('work', args=[token_of(ask)])}"


def asks_of(book: LogBook) -> list[WorkAsk]:
    rows = WorkAsk.objects.filter(region=book.region, month_on=book.month.first_day)
    return list(rows.select_related("asked_by", "revoked_by").order_by("name__dutch", "pk"))


def is_in(ask: WorkAsk) -> bool:
    """Whether the log of its month was submitted: then nothing more can be sent."""
    logs = CheckIn.objects.filter(region=ask.region_id, month_on=ask.month_on)
    return logs.filter(state=CheckIn.State.SUBMITTED).exists()


def mail_of(activity: Activity) -> str:
    """The address of its owner, as it is compared; "" where none can be mailed."""
    email = str(getattr(activity, "owner_email_now", "")).strip().lower()
    return email if "@" in email else ""


@transaction.atomic
def ask_owners(book: LogBook, by: User, now: datetime) -> Asked:
    """Ask every owner with an address who was not asked for this month; a line that got another
    owner goes along, as long as nobody answered it. Raises NotPossible."""
    Region.objects.select_for_update(of=["self"]).get(pk=book.region.pk)
    if not book.is_editable:
        raise NotPossible(_("The log of this month is in. There is nothing to ask any more."))
    wanted: dict[str, list[Activity]] = {}
    for row in book.due:
        if email := mail_of(row.activity):
            wanted.setdefault(email, []).append(row.activity)
    there = {ask.email: ask for ask in asks_of(book)}
    _drop_moved(there, wanted)
    new = 0
    for email, activities in wanted.items():
        ask = there.get(email)
        if ask is None:
            ask, new = _new(book, email, activities[0], by, now), new + 1
        WorkLine.objects.bulk_create(
            [WorkLine(ask=ask, activity_key=activity.key) for activity in activities],
            ignore_conflicts=True,
        )
    without = len(book.due) - sum(len(found) for found in wanted.values())
    return Asked(new, without)


def _new(book: LogBook, email: str, activity: Activity, by: User, now: datetime) -> WorkAsk:
    ask = WorkAsk(
        region=book.region,
        month_on=book.month.first_day,
        email=email,
        name=str(getattr(activity, "owner_now", "")) or email,
        asked_by=by,
        asked_at=now,
        expires_at=now + OPEN_FOR,
    )
    ask.secret_hash = hash_of(token_of(ask))
    ask.save()
    return ask


def _drop_moved(there: dict[str, WorkAsk], wanted: dict[str, list[Activity]]) -> None:
    """Lines that nobody answered and that are now of somebody else, or of nobody."""
    for email, ask in there.items():
        keys = [activity.key for activity in wanted.get(email, ())]
        ask.lines.filter(sent_at=None).exclude(activity_key__in=keys).delete()


@transaction.atomic
def ask_again(ask: WorkAsk, by: User, now: datetime) -> WorkAsk:
    """A new link and a new mail; what was typed and sent stays. Raises NotPossible."""
    ask = WorkAsk.objects.select_for_update(of=["self"]).get(pk=ask.pk)
    if is_in(ask):
        raise NotPossible(_("The log of this month is in. There is nothing to ask any more."))
    ask.nonce, ask.round = uuid.uuid4(), ask.round + 1
    ask.secret_hash = hash_of(token_of(ask))
    ask.asked_by, ask.asked_at, ask.expires_at = by, now, now + OPEN_FOR
    ask.revoked_at, ask.revoked_by, ask.opened_at = None, None, None
    ask.save()
    return ask


@transaction.atomic
def forget(region: Region, email: str, by: User, now: datetime) -> None:
    """Nothing of this address stays with the region: no question, no line, no owner. What was
    taken over stands in the log."""
    WorkAsk.objects.filter(region=region, email__iexact=email).delete()
    plan = Activity.objects.filter(plan__region=region, plan__state=Plan.State.APPROVED)
    for activity in with_owners(plan):
        if mail_of(activity) == email.lower():
            set_owner(region, activity.key, "", "", by, now)
    ActivityOwner.objects.filter(region=region, email__iexact=email).update(name="", email="")


def revoke(ask: WorkAsk, by: User, now: datetime) -> None:
    """From now on its link opens nothing; what was sent stays for the leader."""
    WorkAsk.objects.filter(pk=ask.pk, revoked_at=None).update(revoked_at=now, revoked_by=by)
