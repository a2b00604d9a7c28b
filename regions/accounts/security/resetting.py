"""A second step taken away: one person of the bureau asks, another one confirms within a day.

Whoever lost a telephone has no way in; whoever takes a step away opens an account to anybody with
the mailbox. So it is the deed of two people, and of neither alone.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import AccountChange, SecondStepReset, User

from .changes import keep_change


class Refused(Exception):
    """Why it cannot be done, in words for who tried."""


def waiting_for(person: User, now: datetime) -> SecondStepReset | None:
    rows = SecondStepReset.objects.waiting(now).filter(person=person)
    return rows.select_related("asked_by").first()


@transaction.atomic
def ask(person: User, by: User, reason: str, now: datetime) -> SecondStepReset:
    """A request that waits a day for somebody else. Raises Refused."""
    _lock(person)
    _may_touch(person, by)
    if not Authenticator.objects.filter(user=person).exists():
        raise Refused(_("There is no second step to take away."))
    if waiting_for(person, now):
        raise Refused(_("A colleague has asked for this already."))
    return SecondStepReset.objects.create(person=person, asked_by=by, reason=reason, asked_at=now)


@transaction.atomic
def confirm(person: User, by: User, now: datetime) -> None:
    """Every second step goes, and every session ends. Raises Refused."""
    _lock(person)
    _may_touch(person, by)
    row = _waiting(person, now)
    if row.asked_by_id == by.pk:
        raise Refused(_("You asked for this yourself. A colleague confirms it."))
    row.confirmed_by, row.confirmed_at = by, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    Authenticator.objects.filter(user=person).delete()
    keep_change(person, AccountChange.What.RESET, by, at=now)


@transaction.atomic
def withdraw(person: User, by: User, now: datetime) -> None:
    """Anybody of the bureau ends a request that waits. Raises Refused."""
    _lock(person)
    row = _waiting(person, now)
    row.withdrawn_by, row.withdrawn_at = by, now
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _waiting(person: User, now: datetime) -> SecondStepReset:
    row = waiting_for(person, now)
    if row is None:
        raise Refused(
            _("This request has ended: it was withdrawn, confirmed, or a day has passed.")
        )
    return row


def _may_touch(person: User, by: User) -> None:
    if person.pk == by.pk:
        raise Refused(_("Two colleagues take away your second step, not you."))
    if person.opens_the_admin and not by.is_superuser:
        raise Refused(_("Only an admin takes away the second step of an admin."))


def _lock(person: User) -> None:
    """One at a time for one person: what was read just before is still so."""
    User.objects.select_for_update().get(pk=person.pk)
