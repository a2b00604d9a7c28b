"""Postfix on this machine: its log and its queue.

EVIDENCE=postfix:///var/log/mail.log, with ?postqueue=/usr/sbin/postqueue where it stands elsewhere.

A mail was accepted when the queue manager took it in; cleanup names the Message-ID before that, and
a sender that goes away in the middle leaves only that line. That a mail is certainly not there is
said only when the log was read without a gap since before it was offered, grew since, shows another
mail of ours that was sent meanwhile (so it is the log of the right relay), and the queue holds
nothing to that address.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs

from django.db import transaction

from regions.accounts.addresses import on_the_wire
from sto_portal.notices.models import Mail, SourceState, Trace
from sto_portal.notices.outbox.mails import LEASE

from . import traces
from .logfile import Reading

OFFERED_WITHIN = 2 * LEASE  # from the claim to the moment that a mail is called uncertain
QUEUE_WAIT = 20  # seconds
LINE = re.compile(r" postfix[\w./-]*/(?P<part>\w+)\[\d+\]: (?P<queue>[0-9A-Za-z]+): (?P<rest>.*)")
ACTIVE = re.compile(r"from=<[^>]*>, size=\d+, nrcpt=\d+ \(queue active\)")
STATUS = re.compile(r"to=<.*\bdsn=(?P<dsn>[\d.]+), status=(?P<status>\w+)")


def opened(address: SplitResult, now: datetime) -> Callable[[Mail], bool | None]:
    """Reads what the log has new. Raises OSError where it cannot be read."""
    path = Path(address.path)
    program = parse_qs(address.query).get("postqueue", ["postqueue"])[0]
    read_log(path, now)
    return lambda mail: verdict(mail, path, program)


def read_log(path: Path, now: datetime) -> None:
    """One process at a time; whoever finds it busy uses what is known already."""
    name = f"postfix:{path}"[:200]
    SourceState.objects.bulk_create([SourceState(source=name)], ignore_conflicts=True)
    with transaction.atomic():
        rows = SourceState.objects.select_for_update(skip_locked=True)
        state = rows.filter(source=name).first()
        if state is None:
            return
        reading = Reading(path, state.place).read()
        _keep_traces(reading.lines, now)
        if not reading.is_whole:
            state.covered_from = now
        if reading.lines:
            state.grew_after = state.read_at
        if reading.is_at_end:
            state.read_at = now
        state.place = reading.place
        state.save()


def verdict(mail: Mail, path: Path, program: str) -> bool | None:
    trace = Trace.objects.filter(message_id=mail.message_id).first()
    if trace and trace.is_accepted:
        return True
    queue = _queue(program)
    if trace and trace.queue_id in {row["queue_id"] for row in queue}:
        return True
    state = SourceState.objects.filter(source=f"postfix:{path}"[:200]).first()
    if state and _knows_all_of(state, mail) and not _may_be_in(queue, mail):
        return False
    return None


def _keep_traces(lines: Iterable[str], now: datetime) -> None:
    named = re.compile(rf"message-id=({traces.own_message_id()})")
    waiting = Trace.objects.filter(seen_at__gt=now - timedelta(days=10)).exclude(queue_id="")
    ours = dict(waiting.values_list("queue_id", "message_id"))
    for line in lines:
        found = LINE.search(line)
        if found is None:
            continue
        queue_id, rest = found["queue"], found["rest"]
        if found["part"] == "cleanup" and (name := named.search(rest)):
            ours[queue_id] = name[1]
            traces.keep(name[1], now, queue_id=queue_id)
        elif queue_id in ours and (said := STATUS.match(rest)):
            status = f"{said['status']} {said['dsn']}"
            traces.keep(ours[queue_id], now, is_accepted=True, status=status)
        elif queue_id in ours and ACTIVE.match(rest):
            traces.keep(ours[queue_id], now, is_accepted=True)


def _knows_all_of(state: SourceState, mail: Mail) -> bool:
    """Whether it would stand in the log if it had been accepted."""
    uncertain_at, since = mail.next_attempt_at, state.covered_from
    if since is None or since > uncertain_at - OFFERED_WITHIN:
        return False
    if state.grew_after is None or state.grew_after <= uncertain_at:
        return False
    others = Mail.objects.filter(state=Mail.State.SENT, sent_at__gte=since).order_by("-sent_at")
    control = others.values_list("message_id", flat=True).first()
    return control is not None and traces.is_accepted(control)


def _queue(program: str) -> list[dict[str, Any]]:
    """What waits in the queue. Raises OSError or CalledProcessError where nobody may look."""
    told = subprocess.run(
        [program, "-j"], capture_output=True, text=True, timeout=QUEUE_WAIT, check=True
    )
    return [json.loads(line) for line in told.stdout.splitlines() if line.strip()]


def _may_be_in(queue: list[dict[str, Any]], mail: Mail) -> bool:
    """The queue knows no Message-ID: anything to that address since then leaves a doubt."""
    wire = on_the_wire(mail.address).lower()
    since = (mail.next_attempt_at - OFFERED_WITHIN).timestamp()
    return any(
        row["arrival_time"] >= since
        and wire in {one["address"].lower() for one in row["recipients"]}
        for row in queue
    )
