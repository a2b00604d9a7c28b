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
from django.db import close_old_connections
from django.utils import timezone

from sto_portal.notices.inbound.lmtp import listen
from sto_portal.notices.inbound.taking import take
from sto_portal.notices.outbox.evidence.imap import read_mailbox

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
    async with server:
        await server.serve_forever()


def _look(address: SplitResult, *, is_once: bool) -> None:
    while True:
        try:
            read_mailbox(address, timezone.now(), _take, "replies")
        except Exception:
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
