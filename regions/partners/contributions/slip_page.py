"""A slip in words: what is on it, who asks, and the mail with which it goes to the business."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.dutch import date_text, euros
from regions.months import Month, school_year_of, school_year_text
from regions.partners.models import Contribution, ContributionSlip
from regions.secret_links import mailto

from .page import hours_words
from .slips import Entry, entries_of


@dataclass(frozen=True)
class Shown:
    """One line of a slip; `is_changed` where it was signed and is so no longer."""

    row: Contribution
    cents: int
    hours: str
    is_changed: bool


def shown_slip(slip: ContributionSlip) -> dict[str, Any]:
    entries = entries_of(slip)
    partnership = slip.contribution.partnership
    return {
        "slip": slip,
        "region": partnership.region,
        "business": partnership.business.name,
        "shown": [_shown(slip, entry) for entry in entries],
        "cents": sum(one.amount_cents for one in entries if is_on(slip, one)),
        "month": _month_of(entries),
        "school_year": school_year_text(school_year_of(_day(entries[0].contribution))),
    }


def is_on(slip: ContributionSlip, entry: Entry) -> bool:
    """What was signed and changed after that is no longer on it."""
    return slip.signed_at is None or entry.is_signed


def _shown(slip: ContributionSlip, entry: Entry) -> Shown:
    row = entry.contribution
    return Shown(row, entry.amount_cents, hours_words(row), not is_on(slip, entry))


def _day(row: Contribution) -> Any:
    return row.delivered_on or row.promised_on


def _month_of(entries: list[Entry]) -> Month | None:
    """Where all of several were delivered in one month."""
    months = {Month.of(_day(entry.contribution)) for entry in entries}
    return months.pop() if len(months) == 1 and len(entries) > 1 else None


def mail_text(found: dict[str, Any], address: str, sender: User) -> str:
    """A mailto address: the leader's own mail program opens with this text."""
    shown = found["shown"]
    what = "\n".join(f"- {one.row.title} ({euros(one.cents)})" for one in shown)
    values = {
        "what": f"{shown[0].row.title} ({euros(shown[0].cents)})" if len(shown) == 1 else what,
        "amount": euros(found["cents"]),
        "day": date_text(timezone.localdate(found["slip"].expires_at)),
        "address": address,
        "region": found["region"].name,
        "sender": "\n".join(filter(None, (sender.name, sender.phone))),
    }
    subject = _("Will you sign for your contribution to region %(region)s?") % values
    if len(shown) == 1:
        text = _(
            "Good day,\n\nThank you for your contribution: %(what)s.\n"
            "Will you confirm it through this link? You need no account.\n\n%(address)s\n\n"
            "The link works until %(day)s.\n\nKind regards,\n%(sender)s\n"
            "Sterk Techniekonderwijs %(region)s"
        )
    else:
        text = _(
            "Good day,\n\nThank you for your contributions:\n%(what)s\nTogether %(amount)s.\n\n"
            "Will you confirm them through this link? You sign once, and need no account.\n\n"
            "%(address)s\n\nThe link works until %(day)s.\n\nKind regards,\n%(sender)s\n"
            "Sterk Techniekonderwijs %(region)s"
        )
    return mailto(subject, text % values)
