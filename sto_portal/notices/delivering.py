"""Delivering: claim a mail, look once more whether it may go, send it, and record the answer.

Any number of processes may deliver at the same time; each mail is claimed by one.
"""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from .entitlement import reason_not_to_send
from .kinds.table import kind_of
from .models import Heartbeat, Mail, SuppressedAddress
from .outbox.heartbeats import beat
from .outbox.mails import claim, enter_data, postpone, reap, settle
from .outbox.resolving import resolve
from .outbox.smtp import Answer, Relay, Result, send
from .rendering import render_waiting

MOST_IN_ONE_RUN = 1000


def relay_of_settings() -> Relay | None:
    """The relay in EMAIL_URL; None where mail is kept instead of sent."""
    return Relay.from_url(settings.EMAIL_URL) if settings.EMAIL_URL else None


def deliver(
    now: datetime | None = None, relay: Relay | None = None, *, is_kept: bool = False
) -> int:
    """Send what is due; how many mails were tried. Without a relay, or with `is_kept`, mails are
    kept instead of sent. `now` stands still when it is given; otherwise every mail looks at the
    clock.
    """
    begin = now or timezone.now()
    relay = None if is_kept else relay or relay_of_settings()
    reap(begin)
    resolve(begin)
    render_waiting(begin)
    tried, answer = 0, None
    while tried < MOST_IN_ONE_RUN and (mail := claim(now or timezone.now())):
        tried += 1
        answer = attempt(mail, relay, now)
        if answer and answer.result == Result.UNREACHABLE:
            break
    _tell(now or timezone.now(), tried, answer)
    return tried


def attempt(mail: Mail, relay: Relay | None, now: datetime | None = None) -> Answer | None:
    """One claimed mail: cancelled, kept, or offered to the relay. The relay's answer, if any."""
    if reason := reason_not_to_send(mail, now or timezone.now()):
        settle(mail, Mail.State.CANCELLED, now or timezone.now(), reason)
        return None
    if relay is None:
        why = _("no mail server is set")
        settle(mail, Mail.State.KEPT, now or timezone.now(), why)
        return None
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    answer = send(
        relay,
        sender,
        mail.address,
        bytes(mail.message or b""),
        lambda: enter_data(mail, now or timezone.now()),
    )
    record(mail, answer, now or timezone.now())
    return answer


def record(mail: Mail, answer: Answer, now: datetime) -> None:
    """Write what the relay said. Any answer is a fact; silence after the body is none."""
    reply = {"reply_code": answer.code, "reply_text": answer.text}
    why = f"{answer.code or ''} {answer.text}".strip()
    if answer.result == Result.ACCEPTED:
        settle(mail, Mail.State.SENT, now, "", **reply)
    elif answer.result == Result.REFUSED:
        settle(mail, Mail.State.DEAD, now, why or _("refused"), **reply)
        if answer.is_hard_bounce:
            suppress(mail.address, why, now)
    elif answer.result == Result.UNKNOWN:
        text = _("handed over, but no answer came: %(why)s") % {"why": why}
        settle(mail, Mail.State.UNCERTAIN, now, text, next_attempt_at=now, **reply)
    elif answer.result in {Result.LATER, Result.UNREACHABLE}:
        postpone(mail, now, why or _("no connection"), kind_of(mail).gives_up_after, **reply)


def suppress(address: str, why: str, now: datetime) -> None:
    row = SuppressedAddress(address=address.lower(), reason=why[:500], since=now)
    SuppressedAddress.objects.bulk_create([row], ignore_conflicts=True)


def _tell(now: datetime, tried: int, answer: Answer | None) -> None:
    is_well = not answer or answer.result != Result.UNREACHABLE
    outcome = _("%(tried)s mails tried") % {"tried": tried}
    if not is_well and answer:
        outcome = _("the mail server does not answer: %(text)s") % {"text": answer.text}
    beat(Heartbeat.Part.SENDER, now, outcome, is_well=is_well)
