"""A mail that came in: whose it is, whether that is proven, what it says, and what is kept of it.

What it says goes into the draft of the log, in rows that nobody answered yet; it never submits
one. Whatever is refused gets no answer, so that nobody is mailed because of a forged sender.
"""

import hashlib
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from sto_portal.notices.models import InboundMail, ReplyAddress

from .addresses import row_at
from .applying import Echo, applied
from .own_text import own_text
from .proof import is_proven

RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")


def take(raw: bytes, recipients: list[str], now: datetime) -> str:
    """What became of it, for the log of the process: no word of the mail stands in it."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101  # by its policy
    named = recipients or [str(one) for name in RECIPIENTS for one in message.get_all(name, [])]
    row = row_at(part for address in named for part in address.split(","))
    if row is None:
        return "refused: no address of ours"
    if reason := _why_not(message, row):
        return f"refused: {reason}"
    return _kept(message, raw, row, now)


def _why_not(message: EmailMessage, row: ReplyAddress) -> str:
    if is_automatic(message):
        return "an automatic answer"
    senders = message.get_all("From", [])
    sender = parseaddr(str(senders[0]))[1].lower() if len(senders) == 1 else ""
    if sender != row.user.email.lower() or not row.user.is_active:
        return "another sender"
    if not is_proven(message, settings.REPLIES.authserv_id, sender.rpartition("@")[2]):
        return "the sender is not proven"
    return ""


def is_automatic(message: EmailMessage) -> bool:
    said = str(message.get("Auto-Submitted", "no")).strip().lower()
    bulk = str(message.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list")
    return said != "no" or bulk or message.get("X-Autoreply") is not None


@transaction.atomic
def _kept(message: EmailMessage, raw: bytes, row: ReplyAddress, now: datetime) -> str:
    name = str(message.get("Message-ID", "")).strip() or hashlib.sha256(raw).hexdigest()
    mail, is_new = InboundMail.objects.get_or_create(
        message_id=name[:250], defaults={"reply": row, "received_at": now}
    )
    if not is_new:
        return "known already"
    echo: Echo = applied(row, own_text(message), now)
    mail.told = echo.to_json()
    mail.save(update_fields=["told"])
    return "read"
