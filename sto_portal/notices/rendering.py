"""Rendering: from what a mail is about to complete bytes, stored once. Mails are in Dutch, whoever
the process works for."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import translation

from regions.secret_links import new_token
from regions.web.away import DATABASE_AWAY

from .digest.links import keep_link
from .kinds.table import kind_of, reader_of
from .models import Mail
from .outbox.mime import Contents, as_bytes, one_line
from .outbox.troubles import set_back


def render_waiting(now: datetime) -> int:
    """Write the message of every mail that has none yet. How many failed: those say why."""
    failed = 0
    waiting = Mail.objects.filter(state=Mail.State.PENDING, message__isnull=True)
    # One object for the readers of one digest, so that it is drawn once for all of them.
    waiting = waiting.select_related("recipient", "region").prefetch_related(
        "digest__steering_group__region"
    )
    waiting = waiting.filter(Q(troubles=0) | Q(next_attempt_at__lte=now))
    for mail in waiting:
        try:
            token = new_token()
            with transaction.atomic():
                if store(mail, contents_of(mail, token), now):
                    keep_link(mail, token)
        except DATABASE_AWAY:
            raise
        except Exception as trouble:
            set_back(mail, now, trouble)
            failed += 1
    return failed


def contents_of(mail: Mail, token: str) -> Contents:
    """What a planned mail says to its reader; `token` opens its digest without a password."""
    kind = kind_of(mail)
    reader = mail.recipient or reader_of(mail)
    if kind.contents is None or reader is None:
        raise ValueError(f"nothing to say in {mail.key}")
    with translation.override("nl"):
        return kind.contents(mail, reader, token)


def store(mail: Mail, contents: Contents, now: datetime) -> bool:
    """Keep the bytes, once; False when another process was first."""
    name = mail.recipient.name if mail.recipient else ""
    message = as_bytes(contents, name, mail.address, mail.message_id, now)
    return bool(
        Mail.objects.filter(pk=mail.pk, message__isnull=True).update(
            subject=one_line(contents.subject),
            text=contents.text,
            html=contents.html,
            message=message,
            rendered_at=now,
            trouble="",
            troubles=0,
        )
    )
