"""Mails lose their address and contents; that they were made and sent still counts."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from sto_portal.notices.models import DigestLink, Mail, MailEvent, SuppressedAddress, Trace
from sto_portal.notices.models.mail import WIPED

from .models import Deed
from .rule import before


def old_mails(now: datetime) -> QuerySet[Mail]:
    """By their last instant; a mail that may still go out is never old."""
    since = before("MAIL_KEPT_DAYS", now)
    rows = Mail.objects.alias(ended_at=Coalesce("sent_at", "rendered_at", "created_at"))
    return rows.filter(ended_at__lt=since, wiped_by=None).exclude(state__in=Mail.OPEN)


def wipe_mails(found: list[int], deed: Deed, now: datetime) -> int:
    """With the links in them, and with what the relay said, which may name the address."""
    DigestLink.objects.filter(mail__in=found).delete()
    nothing: dict[str, Any] = dict.fromkeys(WIPED, "")
    message = Case(When(message=None, then=Value(None)), default=Value(b""))
    wiped = Mail.objects.filter(pk__in=found).update(
        **nothing, message=message, reason=gettext("wiped"), wiped_by=deed
    )
    MailEvent.objects.filter(mail__in=found).exclude(why="").update(why="")
    return wiped


def old_traces(now: datetime) -> QuerySet[Trace]:
    """Of a mail that may still go out or wait for a decision it is never old."""
    open_mails = Mail.objects.filter(state__in=Mail.OPEN, message_id=OuterRef("message_id"))
    rows = Trace.objects.filter(seen_at__lt=before("MAIL_KEPT_DAYS", now))
    return rows.exclude(Exists(open_mails))


def drop_traces(found: list[int], deed: Deed, now: datetime) -> None:
    Trace.objects.filter(pk__in=found).delete()


def dead_addresses(now: datetime) -> QuerySet[SuppressedAddress]:
    return SuppressedAddress.objects.filter(since__lt=before("DEAD_ADDRESS_KEPT_DAYS", now))


def drop_addresses(found: list[int], deed: Deed, now: datetime) -> None:
    SuppressedAddress.objects.filter(pk__in=found).delete()
