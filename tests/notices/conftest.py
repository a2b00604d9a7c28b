"""Mail in tests goes to real servers on this machine: a sink that keeps it, or a scripted relay."""

import datetime
import email
import email.policy
import itertools
import socket
from collections.abc import Callable

import pytest
from aiosmtpd.controller import Controller

from regions.months import AMSTERDAM, Month
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.kinds.digest_mail import seal
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import message_id_of
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.rendering import store

from .relay import ScriptedRelay, relay_at, scripted_relay

# The first working day of November 2026 at 07:30 in Amsterdam, when digests of October are due of
# which the log is in; those without a log are due on the working day after that was due.
DUE = datetime.datetime(2026, 11, 2, 6, 30, tzinfo=datetime.UTC)
LATEST = DUE + datetime.timedelta(days=7)


def seal_in_time(group: SteeringGroup, month: Month, now: datetime.datetime) -> None:
    """The digest of a month, as planned on a day on which it was not too late to mail."""
    eighth = month.next.first_day + datetime.timedelta(days=7)
    at = datetime.datetime.combine(eighth, datetime.time(9), AMSTERDAM)
    seal(group, Period(month, month), min(now, at))


class Sink:
    """Keeps what comes in."""

    def __init__(self) -> None:
        self.envelopes: list = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.envelopes.append(envelope)
        return "250 2.0.0 taken"

    @property
    def messages(self) -> list[email.message.EmailMessage]:
        return [
            email.message_from_bytes(envelope.content, policy=email.policy.default)
            for envelope in self.envelopes
        ]

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]


@pytest.fixture
def sink():
    handler = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    handler.relay = relay_at(handler.port, 10)
    yield handler
    controller.stop()


@pytest.fixture
def scripted() -> ScriptedRelay:
    with scripted_relay() as server:
        yield server


@pytest.fixture
def waiting_mail(db) -> Callable[..., Mail]:
    """Put a rendered mail in the outbox, of a kind that goes whatever changes."""
    numbers = itertools.count(1)

    def write(**fields) -> Mail:
        key = f"test:{next(numbers)}"
        row = {"kind": "safety", "address": "lezer@demo.example", **fields}
        row = {"created_at": DUE, "waiting_since": DUE, "next_attempt_at": DUE, **row}
        mail = Mail.objects.create(key=key, message_id=message_id_of(key), **row)
        store(mail, Contents(f"Onderwerp {key}", "Beste lezer,\n.\nEen punt.\n"), DUE)
        mail.refresh_from_db()
        return mail

    return write
