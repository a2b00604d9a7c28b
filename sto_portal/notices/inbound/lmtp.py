"""An LMTP server on this machine: the mail server hands over what came for REPLY_ADDRESS."""

import asyncio
import logging
from typing import Any
from urllib.parse import SplitResult

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope
from django.db import close_old_connections
from django.utils import timezone

from .taking import take

logger = logging.getLogger(__name__)
LARGEST = 20 * 1024 * 1024
TAKEN, LATER = "250 2.0.0 taken", "451 4.3.0 later"


class Handler:
    async def handle_RCPT(  # noqa: N802  # named by aiosmtpd
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if envelope.rcpt_tos:
            return "452 4.5.3 one recipient at a time"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        loop = asyncio.get_running_loop()
        content = envelope.original_content or b""
        return await loop.run_in_executor(None, hand_over, content, list(envelope.rcpt_tos))


def hand_over(content: bytes, recipients: list[str]) -> str:
    """Refused mail is taken too: its sender may be forged, so nothing goes back."""
    close_old_connections()
    try:
        logger.info("A reply by mail: %s", take(content, recipients, timezone.now()))
    except Exception:
        logger.exception("A reply could not be taken; the mail server keeps it")
        return LATER
    finally:
        close_old_connections()
    return TAKEN


async def listen(address: SplitResult) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: LMTP(Handler(), data_size_limit=LARGEST, enable_SMTPUTF8=True),
        address.hostname or "127.0.0.1",
        address.port or 8024,
    )
