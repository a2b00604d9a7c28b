"""A mail goes to the address that its reader has now, and may be sent anew as another mail."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from regions.accounts.models import User

from .kinds.table import kind_of
from .models import Mail, MailEvent
from .outbox.mails import decide, mail_to

AGAIN = ":again:"  # in the key of a mail that was sent anew
UNWRITTEN = {"message": None, "rendered_at": None, "subject": "", "text": "", "html": ""}


def is_elsewhere(mail: Mail) -> bool:
    """Whether its reader has another address by now, and the mail should go there."""
    if mail.recipient is None or not kind_of(mail).follows_reader:
        return False
    return mail.recipient.email.lower() != mail.address.lower()


def follow_readers(now: datetime) -> int:
    """What waits and was addressed to where its reader is not any more, is made anew for the new
    address; what a page wrote (a code) belongs to the old one and is cancelled. How many."""
    waiting = Mail.objects.filter(state=Mail.State.PENDING, recipient__isnull=False)
    moved = waiting.exclude(address__iexact=F("recipient__email")).select_related("recipient")
    return sum(_follow(mail, now) for mail in moved if is_elsewhere(mail))


def _follow(mail: Mail, now: datetime) -> bool:
    if kind_of(mail).contents is None or mail.recipient is None:
        why = _("its reader has another address now")
        return decide(mail, Mail.State.PENDING, Mail.State.CANCELLED, now, None, why)
    with transaction.atomic():
        rows = Mail.objects.filter(pk=mail.pk, state=Mail.State.PENDING, address=mail.address)
        moved = rows.update(address=mail.recipient.email, **UNWRITTEN)
        if moved:
            why = _("its reader has another address now")
            _note(mail, now, None, why)
    return bool(moved)


def may_be_sent_anew(mail: Mail) -> bool:
    """Whether another mail about the same can be made: of what ended, and no page wrote."""
    return (
        mail.state not in Mail.OPEN
        and mail.wiped_by_id is None
        and mail.recipient is not None
        and kind_of(mail).contents is not None
    )


def address_anew(mail: Mail) -> str:
    """Where another mail about the same goes: to what its reader has now, but where it must not
    follow (`Kind.follows_reader`)."""
    if mail.recipient is None or not kind_of(mail).follows_reader:
        return mail.address
    return mail.recipient.email


@transaction.atomic
def send_anew(mail: Mail, by: User, now: datetime) -> Mail | None:
    """A mail about the same with a key and bytes of its own; both keep who asked for it.

    None where it cannot be, or where the one before it is still on its way.
    """
    if not may_be_sent_anew(mail) or mail.recipient is None:
        return None
    Mail.objects.select_for_update().get(pk=mail.pk)
    first = mail.key.partition(AGAIN)[0]
    earlier = Mail.objects.filter(key__startswith=f"{first}{AGAIN}")
    if earlier.open().exists():
        return None
    anew = mail_to(
        mail.recipient,
        mail.kind,
        f"{first}{AGAIN}{earlier.count() + 1}",
        now,
        digest=mail.digest,
        region=mail.region,
        period_on=mail.period_on,
        about=mail.about,
        priority=mail.priority,
    )
    anew.address = address_anew(mail)
    anew.save()
    _note(mail, now, by, _("sent again as a new mail"))
    _note(anew, now, by, _("a mail from before, sent again"))
    return anew


def _note(mail: Mail, now: datetime, by: User | None, why: str) -> None:
    MailEvent.objects.create(
        mail=mail, at=now, by=by, from_state=mail.state, to_state=mail.state, why=why[:500]
    )
