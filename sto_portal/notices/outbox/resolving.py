"""Mails of which nobody knows whether they arrived: settled by evidence, never by guessing.

A source of evidence is a function from a mail to True (it was accepted), False (it certainly was
not) or None (it cannot tell). Settings name them in MAIL_EVIDENCE; without any, an uncertain mail
waits at /mail/ for the bureau.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sto_portal.notices.models import Heartbeat, Mail

from .heartbeats import beat
from .mails import decide

Evidence = Callable[[Mail], bool | None]
QUIET = timedelta(minutes=30)


def sources() -> list[Evidence]:
    return [import_string(path) for path in settings.MAIL_EVIDENCE]


def resolve(now: datetime, evidence: Iterable[Evidence] | None = None) -> int:
    """Settle what the evidence is sure about; how many mails that were."""
    known = list(evidence) if evidence is not None else sources()
    settled = 0
    waiting = Mail.objects.filter(state=Mail.State.UNCERTAIN)
    for mail in waiting.filter(next_attempt_at__lte=now - QUIET).light() if known else []:
        settled += _settle(mail, {source(mail) for source in known}, now)
    beat(
        Heartbeat.Part.RESOLVER,
        now,
        _("%(settled)s settled, %(waiting)s uncertain")
        % {"settled": settled, "waiting": waiting.count()},
    )
    return settled


def _settle(mail: Mail, verdicts: set[bool | None], now: datetime) -> bool:
    """One source that saw it is proof; "not there" counts only when no source doubts it."""
    if True in verdicts:
        return decide(
            mail, Mail.State.UNCERTAIN, Mail.State.SENT, now, None, _("found at the relay")
        )
    if verdicts == {False}:
        why = _("certainly not at the relay")
        return decide(mail, Mail.State.UNCERTAIN, Mail.State.PENDING, now, None, why)
    return False
