"""Delivering: claim a mail, look once more whether it may go, send it, and record the answer.

Any number of processes may deliver at the same time; each mail is claimed by one.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.accounts.addresses import on_the_wire
from regions.web.away import DATABASE_AWAY

from .entitlement import reason_not_to_send
from .kinds.table import KINDS, kind_of
from .models import Heartbeat, Mail, SuppressedAddress
from .outbox.answers import Answer, Result
from .outbox.breaker import heard, may_try, state_of_relay
from .outbox.heartbeats import beat
from .outbox.mails import claim, decide, enter_data, postpone, reap, settle
from .outbox.resolving import resolve
from .outbox.restored import may_work, unknown_since, why_stopped
from .outbox.runs import is_stopping, one_run
from .outbox.smtp import Relay, send
from .outbox.troubles import guarded, patiently, set_back
from .readdressing import follow_readers, is_elsewhere
from .rendering import render_waiting

MOST_IN_ONE_RUN = 1000
CODE_AGAIN_AFTER = timedelta(seconds=5)
CODES_ARE_OLD = timedelta(hours=1)


def relay_of_settings() -> Relay | None:
    """The relay in EMAIL_URL; None where mail is kept instead of sent."""
    return Relay.from_url(settings.EMAIL_URL) if settings.EMAIL_URL else None


def deliver(
    now: datetime | None = None,
    relay: Relay | None = None,
    *,
    is_kept: bool = False,
    lane: str = "",
) -> int:
    """Send what is due in a lane (`Mail.Lane`), or in both; how many mails were tried.

    Without a relay, or with `is_kept`, mails are kept instead of sent. `now` stands still when it
    is given; otherwise every mail looks at the clock. The lane of codes does nothing else, so that
    nothing holds it.
    """
    begin = now or timezone.now()
    if not may_work(begin):
        _tell_stopped(begin)
        return 0
    relay = None if is_kept else relay or relay_of_settings()
    failed: list[str] = []
    if lane != Mail.Lane.CODES:
        guarded(_("leases"), lambda: reap(begin), failed)
        guarded(_("evidence"), lambda: resolve(begin), failed)
        guarded(_("codes"), lambda: expire_codes(begin), failed)
        guarded(_("addresses"), lambda: follow_readers(begin), failed)
        guarded(_("rendering"), lambda: render_waiting(begin), failed)
    with one_run():
        tried = _send_due(relay, now, lane)
    _tell(now or timezone.now(), tried, relay, failed, lane)
    return tried


def _send_due(relay: Relay | None, now: datetime | None, lane: str) -> int:
    """Mail after mail until nothing is due, or the relay takes none any more."""
    tried, may_go = 0, relay is None or may_try(now or timezone.now(), lane)
    while may_go and tried < MOST_IN_ONE_RUN and not is_stopping():
        mail = claim(now or timezone.now(), lane)
        if mail is None:
            break
        tried += 1
        if answer := attempt(mail, relay, now):
            may_go = _take_in(mail, answer, now)
    return tried


def expire_codes(now: datetime) -> int:
    """A code of which nobody knows whether it arrived is no question to anybody once it is old."""
    codes = [kind.name for kind in KINDS.values() if kind.carries_a_code]
    old = Mail.objects.filter(
        state=Mail.State.UNCERTAIN, kind__in=codes, created_at__lt=now - CODES_ARE_OLD
    )
    why = _("the code is too old by now")
    return sum(decide(mail, mail.state, Mail.State.STALE, now, None, why) for mail in old.light())


def _take_in(mail: Mail, answer: Answer, now: datetime | None) -> bool:
    """Keep what the relay said until it is written; whether the next mail may be offered."""
    may_go = patiently(lambda: heard(mail, answer, now or timezone.now()))
    patiently(lambda: record(mail, answer, now or timezone.now()))
    return may_go


def attempt(mail: Mail, relay: Relay | None, now: datetime | None = None) -> Answer | None:
    """One claimed mail: cancelled, kept, set back, or offered to the relay, whose answer it gives.

    What cannot be judged or addressed is the mail's own trouble, and stops no other.
    """
    try:
        reason = reason_not_to_send(mail, now or timezone.now())
        address = on_the_wire(mail.address)
    except DATABASE_AWAY:
        raise
    except Exception as trouble:
        set_back(mail, now or timezone.now(), trouble)
        return None
    if is_elsewhere(mail):
        settle(mail, Mail.State.PENDING, now or timezone.now(), "", attempts=mail.attempts - 1)
        follow_readers(now or timezone.now())
        return None
    kind = kind_of(mail)
    if kind.carries_a_code and (now or timezone.now()) - mail.created_at >= kind.gives_up_after:
        why = _("the code is too old by now")
        settle(mail, Mail.State.STALE, now or timezone.now(), why)
        return None
    if reason:
        settle(mail, Mail.State.CANCELLED, now or timezone.now(), reason)
        return None
    if relay is None:
        why = _("no mail server is set")
        settle(mail, Mail.State.KEPT, now or timezone.now(), why)
        return None
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return send(
        relay.hurried() if kind.carries_a_code else relay,
        sender,
        address,
        bytes(mail.message or b""),
        lambda: enter_data(mail, now or timezone.now()),
    )


def record(mail: Mail, answer: Answer, now: datetime) -> None:
    """Write what the relay said. Any answer is a fact; silence after the body is none."""
    reply = {"reply_code": answer.code, "reply_text": answer.text}
    why = f"{answer.code or ''} {answer.text}".strip()
    if answer.result == Result.ACCEPTED:
        settle(mail, Mail.State.SENT, now, "", **reply)
    elif answer.result == Result.REFUSED:
        settle(mail, Mail.State.DEAD, now, why or _("refused"), **reply)
        if answer.condemns_address:
            suppress(mail.address, why, now)
    elif answer.result == Result.UNKNOWN and _is_sent_again(mail):
        again = now + CODE_AGAIN_AFTER
        settle(mail, Mail.State.PENDING, now, why, next_attempt_at=again, **reply)
    elif answer.result == Result.UNKNOWN:
        text = _("handed over, but no answer came: %(why)s") % {"why": why}
        settle(mail, Mail.State.UNCERTAIN, now, text, next_attempt_at=now, **reply)
    elif answer.result in {Result.LATER, Result.UNREACHABLE}:
        postpone(mail, now, why or _("no connection"), _patience(mail, answer), **reply)


def _is_sent_again(mail: Mail) -> bool:
    """A code is tried once more when no answer came: two mails with one code harm nobody."""
    return kind_of(mail).carries_a_code and mail.attempts < 2


def _patience(mail: Mail, answer: Answer) -> timedelta | None:
    """How long a mail is tried; None (for ever) while no relay takes any mail."""
    if answer.result == Result.UNREACHABLE or state_of_relay().is_open:
        return None
    return kind_of(mail).gives_up_after


def suppress(address: str, why: str, now: datetime) -> None:
    row = SuppressedAddress(address=address.lower(), reason=why[:500], since=now)
    SuppressedAddress.objects.bulk_create([row], ignore_conflicts=True)


def _tell(now: datetime, tried: int, relay: Relay | None, failed: list[str], lane: str) -> None:
    breaker = state_of_relay()
    is_taking = relay is None or not breaker.number
    outcome = ngettext("%(tried)s mail tried", "%(tried)s mails tried", tried) % {"tried": tried}
    if not is_taking:
        outcome = _("the mail server takes no mail: %(text)s") % {"text": breaker.words}
    told = ". ".join([outcome, *failed])
    parts = {Heartbeat.Part.CODES: Mail.Lane.MAILS, Heartbeat.Part.SENDER: Mail.Lane.CODES}
    for part, other_lane in parts.items():
        if lane != other_lane:
            beat(part, now, told, is_well=is_taking and not failed)


def _tell_stopped(now: datetime) -> None:
    if since := unknown_since():
        beat(Heartbeat.Part.SENDER, now, why_stopped(since), is_well=False)
