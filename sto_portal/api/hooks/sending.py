"""Planning and delivering, as mail is: facts give rows, once each; a row is sent until it is taken.

A webhook hears at least once of a fact, always with the same id. The facts themselves were saved by
the page in one transaction with all that belongs to them, so nothing is lost in between.
"""

import base64
import hmac
import json
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.access import for_user
from regions.accounts.second_factor import has_second_factor, needs_second_factor
from regions.months import AMSTERDAM
from sto_portal.api.models import Delivery, Webhook
from sto_portal.notices.outbox.mails import back_off
from sto_portal.notices.outbox.restored import not_at_home
from sto_portal.notices.outbox.runs import is_stopping

from .facts import FACTS, Fact
from .hooks import key_of, working
from .wire import NotReached, Wire, post

FRESH, GIVES_UP_AFTER = timedelta(days=7), timedelta(days=3)
CLAIMED_FOR = timedelta(minutes=5)  # far more than one message may take
MOST_IN_ONE_RUN, SECONDS_OF_A_RUN = 200, 45
State = Delivery.State


def plan(now: datetime) -> int:
    """A row for each fact that a webhook has not heard of; twice at once makes no second one."""
    hooks = working(now).select_related("person")
    return sum(
        _plan(hook, fact, now) for hook in hooks for fact in FACTS.values()
        if fact.heard in hook.heard
    )  # fmt: skip


def _plan(hook: Webhook, fact: Fact, now: datetime) -> int:
    since = max(hook.made_at, now - FRESH)
    known = Delivery.objects.filter(hook=hook, what=fact.what, fact=OuterRef("pk"))
    rows = for_user(fact.rows(), hook.person, fact.action)
    rows = rows.filter(~Exists(known), **{f"{fact.at}__gte": since, f"{fact.at}__lte": now})
    made = [
        Delivery(
            hook=hook,
            what=fact.what,
            fact=row.pk,
            happened_at=getattr(row, fact.at),
            told=fact.told(row),
            made_at=now,
            next_attempt_at=now,
        )
        for row in rows
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def deliver(now: datetime | None = None, wire: Wire | None = None) -> int:
    """Send what is due; how many were tried. One that does not answer holds no other up."""
    wire, tried, failing = wire or Wire(), 0, set[int]()
    until = time.monotonic() + SECONDS_OF_A_RUN
    while tried < MOST_IN_ONE_RUN and time.monotonic() < until and not is_stopping():
        row = claim(now or timezone.now(), failing)
        if row is None:
            break
        tried += 1
        if not attempt(row, now or timezone.now(), wire):
            failing.add(row.hook_id)
    return tried


def claim(now: datetime, failing: set[int]) -> Delivery | None:
    """The next that is due, committed before it returns; None as well in a database that was put
    back from a backup, until somebody says what happened since."""
    with transaction.atomic():
        due = Delivery.objects.filter(
            ~Exists(not_at_home()), state=State.WAITING, next_attempt_at__lte=now
        ).exclude(hook__in=failing)
        due = due.select_related("hook__person").order_by("next_attempt_at", "pk")
        row = due.select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return None
        row.attempts, row.next_attempt_at = row.attempts + 1, now + CLAIMED_FOR
        row.save(update_fields=["attempts", "next_attempt_at"])
        return row


def attempt(row: Delivery, now: datetime, wire: Wire) -> bool:
    """Whether the next one of this webhook may be tried at once."""
    if why := _reason_not_to_send(row, now):
        return settle(row, State.CANCELLED, now, None, why)
    body = _body(row)
    try:
        answer = post(row.hook.address, _headers(row, body, now), body, wire)
    except NotReached as trouble:
        return _later(row, now, None, str(trouble))
    if 200 <= answer < 300:
        return settle(row, State.SENT, now, answer)
    return _later(row, now, answer, "")


def _reason_not_to_send(row: Delivery, now: datetime) -> str:
    person, fact = row.hook.person, FACTS.get(row.what)
    if fact is None or not working(now).filter(pk=row.hook_id).exists():
        return _("the webhook ended")
    if needs_second_factor(person) and not has_second_factor(person):
        return _("the person needs a second step first")
    rows = for_user(fact.rows(), person, fact.action)
    return "" if rows.filter(pk=row.fact).exists() else _("the role no longer opens this")


def _body(row: Delivery) -> bytes:
    """The same bytes at each attempt: ids only, and what they are about."""
    at = row.happened_at.astimezone(AMSTERDAM).isoformat(timespec="seconds")
    told = {"id": str(row.pk), "soort": row.what, "op": at, "gegevens": row.told}
    return json.dumps(told, separators=(",", ":"), sort_keys=True).encode()


def _headers(row: Delivery, body: bytes, now: datetime) -> dict[str, str]:
    """Signed as Standard Webhooks has it: HMAC with SHA-256 over `id.timestamp.body`."""
    at = str(int(now.timestamp()))
    told = f"{row.pk}.{at}.".encode() + body
    signature = base64.b64encode(hmac.digest(key_of(row.hook), told, "sha256")).decode()
    return {
        "Content-Type": "application/json",
        "User-Agent": "STO-portaal",
        "Webhook-Id": str(row.pk),
        "Webhook-Timestamp": at,
        "Webhook-Signature": f"v1,{signature}",
    }


def _later(row: Delivery, now: datetime, answer: int | None, why: str) -> bool:
    if now - row.made_at >= GIVES_UP_AFTER:
        settle(row, State.FAILED, now, answer, why)
    else:
        again = now + back_off(row.attempts)
        _claimed(row).update(next_attempt_at=again, answer=answer, why=why)
    return False


def settle(row: Delivery, state: str, now: datetime, answer: int | None, why: str = "") -> bool:
    """Whoever lost the claim finds no row, and changes nothing."""
    _claimed(row).update(state=state, settled_at=now, answer=answer, why=why)
    return True


def _claimed(row: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=row.pk, attempts=row.attempts, state=State.WAITING)
