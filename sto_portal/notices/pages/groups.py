"""Mails and addresses that are alike, so that the bureau decides about all of them at once.

A decision names how many there were on the page: when there are more meanwhile, or fewer, nothing
is done and the page is shown anew.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from regions.accounts.models import User
from sto_portal.notices.models import Mail, MailEvent, SuppressedAddress

from .buttons import CHOICES, Choice, choose

ADDRESS = re.compile(r"[^\s<>:;,()]+@[^\s<>:;,()]+")
MOST_AT_ONCE = 2000


@dataclass(frozen=True)
class Group:
    """How many have this in common; `name` is what a button sends back."""

    name: str
    number: int

    @property
    def choices(self) -> list[Choice]:
        return [choice for choice in CHOICES if choice.from_state == Mail.State.UNCERTAIN]


def uncertain_groups() -> list[Group]:
    """Uncertain mails by their reason, the largest first."""
    rows = (
        Mail.objects.filter(state=Mail.State.UNCERTAIN)
        .order_by()
        .values_list("reason")
        .annotate(number=Count("pk"))
        .order_by("-number", "reason")
    )
    return [Group(reason, number) for reason, number in rows]


def decide_group(name: str, number: int, code: str, by: User, now: datetime) -> int | None:
    """The choice for each mail of a group, each recorded; how many, or None when they changed."""
    mails = list(
        Mail.objects.light().filter(state=Mail.State.UNCERTAIN, reason=name)[: MOST_AT_ONCE + 1]
    )
    if len(mails) != number and number <= MOST_AT_ONCE:
        return None
    return sum(choose(mail, code, by, now) is not None for mail in mails[:MOST_AT_ONCE])


def suppressed_groups() -> list[Group]:
    """Addresses that get no mail by the answer that condemned them, without the address in it."""
    answers = SuppressedAddress.objects.values_list("reason", flat=True)
    counts = Counter(_answer(reason) for reason in answers)
    return [Group(answer, number) for answer, number in counts.most_common()]


def lift_group(name: str, number: int, by: User, now: datetime) -> int | None:
    """Mail goes to these addresses again; recorded at the last mail that failed there."""
    with transaction.atomic():
        rows = [
            row
            for row in SuppressedAddress.objects.select_for_update()
            if _answer(row.reason) == name
        ]
        if len(rows) != number:
            return None
        lift(rows, by, now)
    return len(rows)


def lift(rows: Iterable[SuppressedAddress], by: User, now: datetime) -> None:
    for row in rows:
        mails = Mail.objects.filter(address__iexact=row.address, state=Mail.State.DEAD)
        if last := mails.light().order_by("-pk").first():
            why = _("mail may go to this address again: %(reason)s") % {"reason": row.reason}
            MailEvent.objects.create(
                mail=last, at=now, by=by, from_state=last.state, to_state=last.state, why=why[:500]
            )
        row.delete()


def _answer(reason: str) -> str:
    return ADDRESS.sub("…", reason)
