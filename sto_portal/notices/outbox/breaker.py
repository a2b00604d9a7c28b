"""The breaker: when the relay refuses whatever it is offered, mails are not spent on it.

After a run of faults that are alike it opens. From then on one mail is tried every few minutes;
the first that the relay takes closes it. The time in between does not count towards giving up,
however long it was.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from sto_portal.notices.models import Breaker, Mail

from .answers import Answer, Result, Step

OPENS_AFTER = 3
PROBE_AFTER = timedelta(minutes=5)
PROBE_OF_CODES = timedelta(seconds=30)
# Each of these costs a mail that nobody knows the end of.
PROBE_AFTER_SILENCE = timedelta(hours=1)


def state_of_relay() -> Breaker:
    """As it stands now; closed where nothing was ever wrong."""
    return Breaker.objects.filter(pk=1).first() or Breaker()


def may_try(now: datetime, lane: str = "") -> bool:
    """Whether a mail may be offered; while the breaker is open, that is one in a few minutes.

    Many senders may ask: one of them gets the turn. Somebody waits for a code, so its turn comes
    sooner.
    """
    breaker = state_of_relay()
    if not breaker.is_open:
        return True
    if not Mail.objects.due(now, lane).exists():
        return False
    is_silent = breaker.alike.startswith(f"{Step.BODY} {Result.UNKNOWN}")
    wait = PROBE_AFTER_SILENCE if is_silent else PROBE_AFTER
    wait = PROBE_OF_CODES if lane == Mail.Lane.CODES else wait
    turn = Breaker.objects.filter(pk=1, opened_at__isnull=False, tried_at__lte=now - wait)
    return bool(turn.update(tried_at=now))


def heard(mail: Mail, answer: Answer, now: datetime) -> bool:
    """Take in what the relay said; whether the next mail may be offered at once."""
    if answer.result == Result.LOST:
        return True
    if answer.result == Result.ACCEPTED and not state_of_relay().number:
        return True  # nothing was wrong: senders wait for no row of each other's
    Breaker.objects.bulk_create([Breaker(pk=1)], ignore_conflicts=True)
    with transaction.atomic():
        breaker = Breaker.objects.select_for_update().get(pk=1)
        if answer.result == Result.ACCEPTED:
            _close(breaker, now)
        elif answer.result != Result.REFUSED:
            _count(breaker, mail, answer, now)
    return answer.result != Result.UNREACHABLE and not breaker.is_open


def _count(breaker: Breaker, mail: Mail, answer: Answer, now: datetime) -> None:
    """One more of the run. What can be due to the mail itself counts once for each mail."""
    if breaker.alike != answer.alike and not breaker.is_open:
        breaker.number, breaker.since, breaker.last_mail = 0, now, None
    is_of_any_mail = answer.step in {Step.CONNECT, Step.MAIL}
    if is_of_any_mail or breaker.last_mail != mail.pk:
        breaker.number += 1
    breaker.alike, breaker.last_mail, breaker.tried_at = answer.alike, mail.pk, now
    breaker.words = f"{answer.code or ''} {answer.text}".strip()[:500]
    if breaker.number >= OPENS_AFTER and not breaker.is_open:
        breaker.opened_at = now
    breaker.save()


def _close(breaker: Breaker, now: datetime) -> None:
    """The relay took one: what waited goes now, and waited for nothing of its own."""
    if breaker.is_open:
        waited = now - Greatest(F("waiting_since"), breaker.since)
        rows = Mail.objects.filter(state__in=Mail.OPEN)
        rows.update(without_relay=F("without_relay") + waited)
        Mail.objects.filter(state=Mail.State.PENDING).update(next_attempt_at=now, attempts=0)
    if breaker.number:
        Breaker.objects.filter(pk=1).update(
            alike="", number=0, since=None, last_mail=None, words="", opened_at=None, tried_at=None
        )
        breaker.opened_at = None
