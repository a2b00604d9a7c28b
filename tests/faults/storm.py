"""Senders that are killed, and a relay with faults, with the waits of a day in seconds."""

import hashlib
import multiprocessing
import os
import random
import re
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections
from django.utils import timezone

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox import breaker, mails, resolving
from sto_portal.notices.outbox.mails import message_id_of
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.rendering import store
from tests.notices.relay import ScriptedRelay, relay_at

EVERY = 0.25  # seconds between two kills
SENDERS = 4
MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE | re.IGNORECASE)
LOG = "FAULTS_RELAY_LOG"  # where the relay writes what it took, for the evidence


class StormyRelay(ScriptedRelay):
    """5 % 451 at the dot, 1 % drops before and 3 % after accepting, 2 % answers too late, 1 %
    drops at connect, 1 % 421 at MAIL; and away altogether when told so."""

    def __init__(self, log: Path, pace: float) -> None:
        self.log, self.pace = log, pace
        self.taken: list[tuple[str, str]] = []
        self.faults: Counter[str] = Counter()
        self.is_away = False
        self._luck, self._here, self._lock = random.Random(7), threading.local(), threading.Lock()
        super().__init__()

    def _keep(self, body: bytes) -> None:
        self._here.body = body

    def _does_as(self, step: str) -> str:
        if step in ("connect", "mail") and self._luck.random() < 0.01:
            self.faults[step] += 1
            return "drop" if step == "connect" else "421 4.3.2 closing"
        return super()._does_as(step)

    def _does(self, step: str, connection: socket.socket) -> bool:
        if self.is_away:
            self.faults["away"] += 1
            return False
        return self._answers(connection) if step == "body" else super()._does(step, connection)

    def _answers(self, connection: socket.socket) -> bool:
        time.sleep(self.pace)
        luck = self._luck.random()
        if luck < 0.01:
            self.faults["dropped before"] += 1
            return False
        if luck < 0.06:
            self.faults["451"] += 1
            connection.sendall(b"451 4.3.0 later\r\n")
            return True
        self._accept()
        if luck < 0.09:
            self.faults["dropped after"] += 1
            return False
        if luck < 0.11:
            self.faults["too late"] += 1
            time.sleep(1.5)
        connection.sendall(b"250 2.0.0 taken\r\n")
        return True

    def _accept(self) -> None:
        body = self._here.body
        name = MESSAGE_ID.search(body)[1].decode()
        with self._lock, open(self.log, "a") as log:
            log.write(f"{name}\n")
            log.flush()
            self.taken.append((name, hashlib.sha256(body).hexdigest()))


def log_of_relay(_address, _now):
    """Evidence: the relay's own log. What is not in it after the quiet time was not taken."""
    found = set(Path(os.environ[LOG]).read_text().split())
    return lambda mail: mail.message_id in found


def guess(_address, _now):
    """The broken twin of evidence: no answer came, so it will not have arrived."""
    return lambda mail: False


def write_mails(number: int, first: int = 0) -> None:
    now = timezone.now()
    for each in range(first, first + number):
        key = f"storm:{each}"
        mail = Mail.objects.create(
            kind="safety",
            key=key,
            message_id=message_id_of(key),
            address=f"lezer{each}@demo.example",
            created_at=now,
            waiting_since=now,
            next_attempt_at=now,
        )
        store(mail, Contents(f"Bericht {each}", "Beste lezer,\n.\nEen punt.\n"), now)


def leave_the_lines_of_the_parent() -> None:
    """A forked process may not speak over a line that it inherited, nor hang it up.

    Once a browser was open, Django keeps the lines of this thread apart for its event loop; a
    process that is forked has none, and finds those that were open before.
    """
    for line in connections.all(initialized_only=True):
        line.connection = None


def send_for_ever(port: int, evidence: str) -> None:
    """A sender on a fast clock: a lease of 20 minutes is three seconds, quiet is two."""
    leave_the_lines_of_the_parent()
    second = timedelta(seconds=1)
    mails.LEASE, resolving.QUIET = 3 * second, 2 * second
    mails.BACK_OFF, mails.BACK_OFF_AFTER = [second / 3] * 4, second
    breaker.PROBE_AFTER = breaker.PROBE_AFTER_SILENCE = second / 3
    settings.EVIDENCE = [f"python:{__name__}.{evidence}"]
    relay = relay_at(port, 1)
    while True:
        try:
            deliver(relay=relay)
        except (OperationalError, InterfaceError):
            connection.close()
        time.sleep(0.05)


@dataclass
class Storm:
    relay: StormyRelay
    evidence: str
    kills: int = 0
    aways: int = 0
    senders: list = field(default_factory=list)

    def start_sender(self) -> None:
        connections.close_all()  # a forked process may not share a line to the database
        process = multiprocessing.get_context("fork").Process(
            target=send_for_ever, args=[self.relay.relay.port, self.evidence], daemon=True
        )
        process.start()
        self.senders.append(process)

    def kill_one(self) -> None:
        victim = self.senders.pop(0)
        assert victim.is_alive(), "a sender ended by itself"
        victim.kill()
        victim.join()
        self.kills += 1

    def end(self) -> None:
        for sender in self.senders:
            sender.kill()
            sender.join()
        self.relay.close()


def run_storm(storm: Storm, kills: int, stops, aways: int, patience: float) -> None:
    """Kill, stop and go away while there is work, then let the senders finish."""
    try:
        _rage(storm, kills, stops, aways, patience)
    finally:
        storm.end()


def _rage(storm: Storm, kills: int, stops, aways: int, patience: float) -> None:
    for _sender in range(SENDERS):
        storm.start_sender()
    number = len(stops)
    for turn in range(1, kills + 1):
        time.sleep(EVERY)
        storm.kill_one()
        if number and turn % max(1, kills // (number + 1)) == 0 and stops:
            stops.pop()()
        storm.relay.is_away = bool(aways) and turn % max(2, kills // aways) == 1
        storm.aways += storm.relay.is_away
        storm.start_sender()
    storm.relay.is_away = False
    deadline = time.monotonic() + patience
    while open_mails() and time.monotonic() < deadline:
        time.sleep(0.5)


def open_mails() -> int:
    try:
        return Mail.objects.filter(state__in=["pending", "sending", "uncertain"]).count()
    finally:
        connections.close_all()


def judged(storm: Storm) -> dict[str, int]:
    """Lost, doubled and unresolved, counted from what the relay took."""
    taken = Counter(name for name, _body in storm.relay.taken)
    sent = set(Mail.objects.filter(state="sent").values_list("message_id", flat=True))
    rest = Mail.objects.exclude(state="sent")
    return {
        "lost": len(sent - set(taken)) + rest.exclude(state="uncertain").count(),
        "doubled": sum(number > 1 for number in taken.values()),
        "other_bytes": len(set(storm.relay.taken)) - len(taken),
        "unresolved": rest.filter(state="uncertain").count(),
    }
