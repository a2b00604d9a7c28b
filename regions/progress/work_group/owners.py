"""Who carries out each activity, on one page: a name and an address a row, saved together.

A row that nobody touched keeps what a colleague wrote meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.accounts.models import User
from regions.models import LEADER_ROLES, Membership
from regions.plans.models import Activity, ActivityOwner
from regions.plans.owners import set_owner
from regions.progress.log.due import LogBook
from regions.progress.log.forms import plain
from regions.progress.models import WorkLine
from regions.words.folding import sort_key

LONGEST_NAME = 120
_ADDRESS = forms.EmailField(
    required=False,
    max_length=254,
    error_messages={
        "invalid": _("No e-mail address. Correct it, or leave it out."),
        "max_length": _("No e-mail address. Correct it, or leave it out."),
    },
)


@dataclass
class OwnerRow:
    activity: Activity
    name: str
    email: str
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.activity.pk)

    @property
    def was(self) -> str:
        return f"{self.activity.owner_now}\n{self.activity.owner_email_now}"  # type: ignore[attr-defined]

    @property
    def is_changed(self) -> bool:
        return f"{self.name}\n{self.email}" != self.was


def known_people(book: LogBook, today: date) -> dict[str, str]:
    """Whom the leader knows as an owner already, name by address: who carries out something else,
    and who leads the region. Two queries."""
    leaders = Membership.objects.on(today).filter(region=book.region, role__in=LEADER_ROLES)
    noted = ActivityOwner.objects.filter(region=book.region).exclude(Q(email="") | Q(name=""))
    pairs = [
        *noted.values_list("email", "name"),
        *leaders.values_list("user__email", "user__name"),
    ]
    found = {email.lower(): name for email, name in pairs}
    return dict(sorted(found.items(), key=lambda one: (sort_key(one[1]), one[0])))


def owner_rows(
    book: LogBook, known: Mapping[str, str], typed: Mapping[str, Any] | None = None
) -> list[OwnerRow]:
    """Of every activity that is not done, in the order of the plan; `typed` stays as it is, and
    an address of somebody who is `known` brings the name along."""
    activities = [row.activity for row in book.due] + list(book.later)
    return [_row(activity, known, typed) for activity in activities]


def _row(activity: Activity, known: Mapping[str, str], typed: Mapping[str, Any] | None) -> OwnerRow:
    now = str(activity.owner_now), str(activity.owner_email_now)  # type: ignore[attr-defined]
    if typed is None or f"name{activity.pk}" not in typed:
        return OwnerRow(activity, *now)
    row = OwnerRow(
        activity, plain(typed.get(f"name{activity.pk}")), plain(typed.get(f"mail{activity.pk}"))
    )
    if plain(typed.get(f"was{activity.pk}")) == f"{row.name}\n{row.email}".strip():
        return OwnerRow(activity, *now)  # nobody touched it here; a colleague may have
    if len(row.name) > LONGEST_NAME:
        row.errors["name"] = str(_("Make this shorter: at most 120 characters."))
    try:
        row.email = _ADDRESS.clean(row.email)
    except ValidationError as refusal:
        row.errors["mail"] = refusal.messages[0]
    row.name = row.name or known.get(row.email.lower(), "")
    if row.email and not row.name:
        row.errors["name"] = str(_("Write whose address this is."))
    return row


@transaction.atomic
def save_owners(book: LogBook, rows: list[OwnerRow], by: User, now: datetime) -> int:
    """How many changed. A question about it that is still open goes no further to who had it."""
    changed = [row for row in rows if row.is_changed]
    for row in changed:
        set_owner(book.region, row.activity.key, row.name, row.email, by, now)
        open_lines = WorkLine.objects.filter(
            ask__region=book.region, activity_key=row.activity.key, sent_at=None
        )
        open_lines.exclude(ask__email__iexact=row.email or "-").delete()
    return len(changed)
