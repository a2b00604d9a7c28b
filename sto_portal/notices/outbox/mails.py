"""Claims and outcomes: every change of a mail's state, each under its own condition.

A claim is a random fence with a lease. Whoever holds the fence may settle the mail; whoever lost it
finds no row, and does nothing. Every change is one UPDATE that names the state it came from, and
leaves a MailEvent.
"""

import hashlib
import uuid
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from regions.accounts.models import User
from sto_portal.notices.models import Mail, MailEvent

LEASE = timedelta(minutes=20)
BACK_OFF = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)]
BACK_OFF_AFTER = timedelta(hours=4)


def message_id_of(key: str) -> str:
    """The Message-ID of a key, always the same: what a relay's log can be asked for."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def mail_to(reader: User, kind: str, key: str, now: datetime, **fields: Any) -> Mail:
    """A row for the outbox, not saved: `key` says what it is about, and may be sent from `now`."""
    return Mail(
        key=key,
        kind=kind,
        recipient=reader,
        address=reader.email,
        message_id=message_id_of(key),
        created_at=now,
        waiting_since=now,
        next_attempt_at=now,
        **fields,
    )


def claim(now: datetime) -> Mail | None:
    """Take the next mail that is due, or None. Committed before it returns."""
    with transaction.atomic():
        mail = Mail.objects.due(now).select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        mail.state, mail.phase = Mail.State.SENDING, Mail.Phase.PRE
        mail.fence, mail.lease_until = uuid.uuid4(), now + LEASE
        mail.attempts += 1
        mail.save(update_fields=["state", "phase", "fence", "lease_until", "attempts"])
        return mail


def enter_data(mail: Mail, now: datetime) -> bool:
    """Commit that the relay may have the mail from here on; False when the claim was lost."""
    return bool(
        Mail.objects.filter(
            pk=mail.pk, fence=mail.fence, state=Mail.State.SENDING, phase=Mail.Phase.PRE
        ).update(phase=Mail.Phase.DATA, lease_until=now + LEASE)
    )


def settle(mail: Mail, state: str, now: datetime, why: str = "", **fields) -> bool:
    """End a claim with an outcome; False when the claim was lost, and nothing was written.

    A late answer is still a fact: it also settles a mail that was called uncertain meanwhile.
    """
    claimed = Mail.objects.filter(
        pk=mail.pk, fence=mail.fence, state__in=[Mail.State.SENDING, Mail.State.UNCERTAIN]
    )
    fence = mail.fence if state == Mail.State.UNCERTAIN else None
    if state == Mail.State.SENT:
        fields["sent_at"] = now
    with transaction.atomic():
        rows = list(claimed.select_for_update().values_list("state", flat=True))
        if not rows:
            return False
        claimed.update(
            state=state, phase="", lease_until=None, fence=fence, reason=why[:250], **fields
        )
        _note(mail.pk, rows[0], state, now, why or fields.get("reply_text", ""))
    return True


def postpone(mail: Mail, now: datetime, why: str, give_up_after: timedelta, **fields) -> bool:
    """Try again later: after 1, 5, 15 and 60 minutes, then every four hours; give up in the end."""
    if now - mail.waiting_since >= give_up_after:
        return settle(mail, Mail.State.DEAD, now, why, **fields)
    step = BACK_OFF[mail.attempts - 1] if mail.attempts <= len(BACK_OFF) else BACK_OFF_AFTER
    return settle(mail, Mail.State.PENDING, now, why, next_attempt_at=now + step, **fields)


def reap(now: datetime) -> int:
    """Leases that ended: nothing was handed over, so again; or perhaps it was, so uncertain."""
    ended = 0
    for phase, state in ((Mail.Phase.PRE, "pending"), (Mail.Phase.DATA, "uncertain")):
        with transaction.atomic():
            rows = Mail.objects.filter(
                state=Mail.State.SENDING, phase=phase, lease_until__lt=now
            ).select_for_update(skip_locked=True)
            for mail in rows.light():
                why = gettext("the sender stopped halfway")
                mail.state, mail.phase, mail.lease_until, mail.reason = state, "", None, why
                mail.fence = mail.fence if state == "uncertain" else None
                mail.save(update_fields=["state", "phase", "lease_until", "fence", "reason"])
                _note(mail.pk, Mail.State.SENDING, state, now, why)
                ended += 1
    return ended


def decide(
    mail: Mail, from_state: str, to_state: str, now: datetime, by: User | None, why: str
) -> bool:
    """A decision of the bureau or of evidence about a mail that nobody works on."""
    fields: dict[str, object] = {"state": to_state, "fence": None, "reason": why[:250]}
    if to_state == Mail.State.SENT:
        fields["sent_at"] = now
    if to_state == Mail.State.PENDING:
        fields |= {"next_attempt_at": now, "attempts": 0, "waiting_since": now}
    with transaction.atomic():
        changed = Mail.objects.filter(pk=mail.pk, state=from_state).update(**fields)
        if changed:
            _note(mail.pk, from_state, to_state, now, why, by)
    return bool(changed)


def quarantine(now: datetime) -> int:
    """After a backup was put back: what waited or was being sent may have gone out since.

    It becomes uncertain, so that last night's backup mails nobody again; the bureau or the
    relay's log decides. What was never rendered cannot be proven and is cancelled.
    """
    moved = 0
    why = gettext("a backup was put back: it may have been sent since")
    with transaction.atomic():
        waiting = Mail.objects.filter(state__in=["pending", "sending"]).select_for_update()
        for pk, before, is_rendered in waiting.values_list("pk", "state", "rendered_at"):
            state = Mail.State.UNCERTAIN if is_rendered else Mail.State.CANCELLED
            Mail.objects.filter(pk=pk).update(
                state=state, phase="", lease_until=None, fence=None, reason=why
            )
            _note(pk, before, state, now, why)
            moved += 1
    return moved


def _note(
    mail_id: int, before: str, after: str, now: datetime, why: str, by: User | None = None
) -> None:
    MailEvent.objects.create(
        mail_id=mail_id, at=now, by=by, from_state=before, to_state=after, why=why[:500]
    )
