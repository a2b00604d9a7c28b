"""Traces of our mails: found by the Message-ID that only the portal makes."""

import re
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from sto_portal.notices.models import Mail, Trace


def own_message_id() -> str:
    """A pattern of the Message-IDs of this portal (see `message_id_of`)."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return rf"<[0-9a-f]{{40}}@{re.escape(domain)}>"


def keep(message_id: str, now: datetime, **found: str | bool) -> None:
    """Add what was found; what is known of it and not said now stays."""
    Trace.objects.update_or_create(
        message_id=message_id,
        defaults={**found, "seen_at": now},
    )


def is_accepted(message_id: str) -> bool:
    return Trace.objects.filter(message_id=message_id, is_accepted=True).exists()


def proves(mail: Mail) -> bool | None:
    """The verdict of whatever only sees what was taken: it never says that a mail is not there."""
    return True if is_accepted(mail.message_id) else None


def keep_outcome(message_id: str, now: datetime, word: str, code: str = "") -> None:
    """What became of a mail that was taken. A bounce stays, whatever is told after it."""
    is_bounced = Trace.objects.filter(message_id=message_id, status__startswith="bounced").exists()
    if word == "bounced" or not is_bounced:
        keep(message_id, now, is_accepted=True, status=f"{word} {code}".strip())
