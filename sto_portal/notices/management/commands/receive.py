"""Takes replies to reminders: listens (lmtp://) or looks in a mailbox once a minute (imaps://)."""

import asyncio
import logging
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from sto_portal.notices.inbound.lmtp import listen
from sto_portal.notices.inbound.taking import take
from sto_portal.notices.models import Heartbeat
from sto_portal.notices.outbox.evidence.imap import read_mailbox
from sto_portal.notices.outbox.heartbeats import beat

logger = logging.getLogger(__name__)
EVERY = 60  # seconds


class Command(BaseCommand):
    help = "Take replies to reminders, where INBOUND says that they come in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="look in the mailbox, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REPLIES.inbound:
            raise CommandError("INBOUND is not set: nothing is received. See docs/mail.md.")
        address = urlsplit(settings.REPLIES.inbound)
        if address.scheme == "lmtp":
            asyncio.run(_serve(address))
        elif address.scheme in ("imap", "imaps"):
            _look(address, is_once=options["once"])
        else:
            raise CommandError("INBOUND begins with lmtp:// or imaps://.")


async def _serve(address: SplitResult) -> None:
    server = await listen(address)
    async with server, asyncio.TaskGroup() as group:
        group.create_task(_pulse())
        await server.serve_forever()


async def _pulse() -> None:
    while True:
        await asyncio.to_thread(_listens)
        await asyncio.sleep(EVERY)


def _listens() -> None:
    close_old_connections()
    _alive(_("Listens."))


def _alive(outcome: str, *, is_well: bool = True) -> None:
    """Tell it; while the database is away nobody hears, and that is seen as silence."""
    try:
        beat(Heartbeat.Part.RECEIVER, timezone.now(), outcome, is_well=is_well)
    except DatabaseError:
        logger.exception("The pulse could not be kept; tried again in a minute")


def _look(address: SplitResult, *, is_once: bool) -> None:
    while True:
        try:
            read_mailbox(address, timezone.now(), _take, "replies")
            _alive(_("The mailbox was read."))
        except Exception:
            _alive(_("The mailbox could not be read. It is tried again."), is_well=False)
            if is_once:
                raise
            logger.exception("The mailbox with replies could not be read; tried again in a minute")
        if is_once:
            return
        close_old_connections()
        time.sleep(EVERY)


def _take(raw: bytes, now: datetime) -> None:
    if raw:
        logger.info("A reply by mail: %s", take(raw, [], now))
