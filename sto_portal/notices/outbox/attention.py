"""What of the mail needs a person: told once a day by mail, and to whatever watches the portal."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sto_portal.notices.models import Breaker, Heartbeat, Mail, MailEvent

from .breaker import state_of_relay
from .heartbeats import SILENT_AFTER, parts, pulses
from .resolving import QUIET
from .restored import unknown_since, why_stopped

SENDERS = {Heartbeat.Part.SENDER, Heartbeat.Part.CODES}
LATELY = timedelta(days=1)


def matters(now: datetime) -> list[str]:
    """A sentence for each thing that waits for somebody; none when all is well."""
    breaker = state_of_relay()
    return [
        *_of_the_database(),
        *_of_the_relay(breaker),
        *_of_mails(now),
        *_of_parts(now, breaker),
    ]


def parts_that_never_ran() -> list[str]:
    there = set(Heartbeat.objects.values_list("part", flat=True))
    return [
        _("%(part)s: has not run yet") % {"part": part.label}
        for part in parts()
        if part not in there
    ]


def _of_the_database() -> list[str]:
    since = unknown_since()
    return [why_stopped(since)] if since else []


def _of_the_relay(breaker: Breaker) -> list[str]:
    if not breaker.is_open or breaker.since is None:
        return []
    told = {"moment": _moment(breaker.since), "words": breaker.words}
    return [_("The mail server takes no mail since %(moment)s: %(words)s") % told]


def _of_mails(now: datetime) -> list[str]:
    quiet = Mail.objects.filter(state=Mail.State.UNCERTAIN, next_attempt_at__lte=now - QUIET)
    troubled = Mail.objects.filter(state=Mail.State.PENDING, troubles__gt=0)
    failed = MailEvent.objects.filter(to_state=Mail.State.DEAD, at__gt=now - LATELY)
    found = []
    if n := quiet.count():
        found.append(
            ngettext(
                "One mail is uncertain: it may have arrived.",
                "%(n)s mails are uncertain: they may have arrived.",
                n,
            )
            % {"n": n}
        )
    if n := troubled.count():
        found.append(
            ngettext(
                "One mail cannot be made or judged.", "%(n)s mails cannot be made or judged.", n
            )
            % {"n": n}
        )
    if n := failed.values("mail").distinct().count():
        found.append(
            ngettext("One mail failed in the past day.", "%(n)s mails failed in the past day.", n)
            % {"n": n}
        )
    return found


def _of_parts(now: datetime, breaker: Breaker) -> list[str]:
    found = []
    for row in pulses():
        told = {"part": row.get_part_display(), "moment": _moment(row.ran_at)}
        if now - row.ran_at > SILENT_AFTER:
            found.append(_("%(part)s: silent since %(moment)s") % told)
        elif not row.is_well and not (row.part in SENDERS and breaker.number):
            found.append(f"{told['part']}: {row.outcome}")
    return found


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y H.i")
