"""Mails of which nobody knows whether they arrived: settled by evidence, never by guessing.

Without a source of evidence (`evidence/sources.py`), or when none is sure, an uncertain mail waits
at /mail/ for the bureau.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _

from sto_portal.notices.models import Heartbeat, Mail

from .evidence.sources import Evidence, addresses, opened
from .heartbeats import beat
from .mails import decide
from .troubles import guarded

QUIET = timedelta(minutes=30)


def resolve(now: datetime, evidence: Iterable[Evidence] | None = None) -> int:
    """Settle what the evidence is sure about; how many mails that were."""
    settled, failed = 0, list[str]()
    known = list(evidence) if evidence is not None else _sources(now, failed)
    waiting = Mail.objects.filter(state=Mail.State.UNCERTAIN)
    for mail in waiting.filter(next_attempt_at__lte=now - QUIET).light() if known else []:
        verdicts = {guarded(_("evidence"), partial(source, mail), failed) for source in known}
        settled += _settle(mail, verdicts, now)
    outcome = _("%(settled)s settled, %(waiting)s uncertain") % {
        "settled": settled,
        "waiting": waiting.count(),
    }
    told = ". ".join([outcome, *dict.fromkeys(failed)])
    beat(Heartbeat.Part.RESOLVER, now, told, is_well=not failed)
    return settled


def _sources(now: datetime, failed: list[str]) -> list[Evidence]:
    """Every source of the settings, read up to now; one that cannot be read has its doubts."""
    return [
        guarded(_("evidence"), partial(opened, address, now), failed) or _cannot_tell
        for address in addresses()
    ]


def _cannot_tell(_mail: Mail) -> bool | None:
    return None


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
