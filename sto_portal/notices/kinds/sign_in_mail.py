"""Mail that Django and allauth write (sign-in codes): its way out goes through the outbox too.

The page that asks for it writes it whole; nothing plans it, and nobody can end it.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from sto_portal.notices.models import Mail
from sto_portal.notices.models.mail import CODE_PRIORITY
from sto_portal.notices.outbox.mails import message_id_of
from sto_portal.notices.outbox.mime import Contents, as_bytes, one_line
from sto_portal.notices.outbox.waking import wake_sender

from .kind import Kind

KIND = Kind(
    "account",
    gettext_lazy("Sign-in"),
    gives_up_after=timedelta(minutes=10),
    carries_a_code=True,
)


def is_shown(user: User | None) -> bool:
    """Whether the page of mails may show what it says: a demo signs its own people in anyway."""
    return settings.DEMO and user is not None and user.is_demo


class OutboxBackend(BaseEmailBackend):
    """Writes a row per reader in the transaction of the page, and wakes the sender after it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            self._row(message, address)
            for message in email_messages
            for address in message.recipients()
        ]
        Mail.objects.bulk_create(rows)
        if rows:
            transaction.on_commit(partial(wake_sender, "notices.deliver_codes"))
        return len(email_messages)

    def _row(self, message: EmailMessage, address: str) -> Mail:
        now = timezone.now()
        key = f"account:{uuid.uuid4()}"
        user = User.objects.filter(email__iexact=address).first()
        contents = Contents(one_line(str(message.subject)), str(message.body))
        name = user.name if user else ""
        return Mail(
            key=key,
            kind=KIND.name,
            priority=CODE_PRIORITY,
            # The database wipes what it says once it is out, but that of a demo person.
            about={} if is_shown(user) else {"secret": True},
            recipient=user,
            address=address,
            message_id=message_id_of(key),
            subject=contents.subject,
            text=contents.text,
            message=as_bytes(contents, name, address, message_id_of(key), now),
            rendered_at=now,
            created_at=now,
            waiting_since=now,
            next_attempt_at=now,
        )
