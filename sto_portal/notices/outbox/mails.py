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
from django.db.models import Exists
from django.utils.translation import gettext

from regions.accounts.models import User
from sto_portal.notices.models import Mail, MailEvent
from sto_portal.notices.models.mail import CODE_PRIORITY

from .restored import not_at_home

LEASE = timedelta(minutes=20)
LEASE_OF_A_CODE = timedelta(minutes=3)  # it is offered in less, and of no use after fifteen
BACK_OFF = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)]
BACK_OFF_AFTER = timedelta(hours=4)


def message_id_of(key: str) -> str:
    """The Message-ID of a key, always the same: what a relay's log can be asked for."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def mail_to(reader: User, kind: str, key: str, now: datetime, **fields: Any) -> Mail:
    """A row for the outbox, not saved: `key` says what it is about, and may be sent from `now`.

    A reader without a row is an address of somebody who does not sign in.
    """
    return Mail(
        key=key,
        kind=kind,
        recipient=reader if reader.pk else None,
        address=reader.email,
        message_id=message_id_of(key),
        created_at=now,
        waiting_since=now,
        next_attempt_at=now,
        **fields,
    )


def claim(now: datetime, lane: str = "") -> Mail | None:
    """Take the next mail that is due in a lane, or in any; None without. Committed before it
    returns.

    None as well where a backup was put back under a sender that runs (`restored.py`).
    """
    with transaction.atomic():
        due = Mail.objects.due(now, lane).filter(~Exists(not_at_home()))
        due = due.select_related("region", "digest__steering_group__region")
        due = due.defer("text", "html", "digest__sections")  # what is sent are the bytes
        mail = due.select_for_update(skip_locked=True, of=("self",)).first()
        if mail is None:
            return None
        mail.state, mail.phase = Mail.State.SENDING, Mail.Phase.PRE
        mail.fence, mail.lease_until = uuid.uuid4(), now + _lease_of(mail)
        mail.attempts += 1
        mail.save(update_fields=["state", "phase", "fence", "lease_until", "attempts"])
        return mail


def _lease_of(mail: Mail) -> timedelta:
    return LEASE_OF_A_CODE if mail.priority == CODE_PRIORITY else LEASE


def enter_data(mail: Mail, now: datetime) -> bool:
    """Commit that the relay may have the mail from here on; False when the claim was lost."""
    return bool(
        Mail.objects.filter(
            pk=mail.pk, fence=mail.fence, state=Mail.State.SENDING, phase=Mail.Phase.PRE
        ).update(phase=Mail.Phase.DATA, lease_until=now + _lease_of(mail))
    )


def settle(mail: Mail, state: str, now: datetime, why: str = "", **fields) -> bool:
    """End a claim with an outcome; False when the claim was lost, and nothing was written.

    A late answer is still a fact: it also settles a mail that was called uncertain meanwhile.
    """
    claimed = Mail.objects.filter(pk=mail.pk, fence=mail.fence)
    fence = mail.fence if state == Mail.State.UNCERTAIN else None
    if state == Mail.State.SENT:
        fields["sent_at"] = now
    with transaction.atomic():
        for before in (Mail.State.SENDING, Mail.State.UNCERTAIN):
            if claimed.filter(state=before).update(
                state=state, phase="", lease_until=None, fence=fence, reason=why[:250], **fields
            ):
                _note(mail.pk, before, state, now, why or fields.get("reply_text", ""))
                return True
    return False


def back_off(number: int) -> timedelta:
    """How long to wait after so many tries."""
    return BACK_OFF[number - 1] if number <= len(BACK_OFF) else BACK_OFF_AFTER


def postpone(
    mail: Mail, now: datetime, why: str, give_up_after: timedelta | None, **fields
) -> bool:
    """Try again later: after 1, 5, 15 and 60 minutes, then every four hours, and give up in the
    end; time without a relay does not count. Where `give_up_after` is None no relay takes any mail:
    this one stands ready for the next that is tried.
    """
    waited = now - mail.waiting_since - mail.without_relay
    if give_up_after is not None and waited >= give_up_after:
        return settle(mail, Mail.State.DEAD, now, why, **fields)
    step = back_off(mail.attempts) if give_up_after is not None else BACK_OFF[0]
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
                mail.next_attempt_at = now  # from here its quiet time counts
                mail.save(
                    update_fields=[
                        "state", "phase", "lease_until", "fence", "reason", "next_attempt_at",
                    ]
                )  # fmt: skip
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
        fields |= {"without_relay": timedelta(), "trouble": "", "troubles": 0}
    with transaction.atomic():
        rows = Mail.objects.filter(pk=mail.pk, state=from_state)
        if not rows.select_for_update().exists():
            return False
        _note(mail.pk, from_state, to_state, now, why, by)  # before: the database looks who did it
        rows.update(**fields)
    return True


def quarantine(now: datetime, *, is_told: bool = False) -> int:
    """After a backup was put back: what waits or was being sent may have gone out since.

    It becomes uncertain, so that last night's backup mails nobody again; the bureau or the
    relay's log decides. What was never rendered cannot be proven and is cancelled, and so is
    everything where somebody knows that it arrived (`is_told`).
    """
    moved = 0
    why = gettext("a backup was put back: it may have been sent since")
    if is_told:
        why = gettext("a backup was put back: it had been sent before that")
    with transaction.atomic():
        waiting = Mail.objects.filter(state__in=["pending", "sending"]).select_for_update()
        for pk, before, is_rendered in waiting.values_list("pk", "state", "rendered_at"):
            is_open = is_rendered and not is_told
            state = Mail.State.UNCERTAIN if is_open else Mail.State.CANCELLED
            Mail.objects.filter(pk=pk).update(
                state=state, phase="", lease_until=None, fence=None, reason=why, next_attempt_at=now
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
