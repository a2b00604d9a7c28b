"""What a relay or a mail service tells by itself, in signed messages to /mail/hook/.

EVIDENCE=webhook: takes what was told as proof that a mail was accepted; like a mailbox it never
says that a mail is not there. Signed as Standard Webhooks (standardwebhooks.com) has it: HMAC with
SHA-256 over `id.timestamp.body`. The same message again changes nothing, so a copy of one does no
harm within the minutes that it is good for.
"""

import base64
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult

from django.conf import settings
from django.db import transaction

from sto_portal.notices.models import Mail

from . import traces

GOOD_FOR = 5 * 60  # seconds before and after the timestamp
MOST_EVENTS = 1000
# A relay that tells any of these took the mail; the word is what is kept of it.
TYPES = {"accepted": "sent", "delivered": "sent", "deferred": "deferred", "bounced": "bounced"}
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


def opened(address: SplitResult, now: datetime) -> Callable[[Mail], bool | None]:
    """Raises ValueError where nobody can tell anything: there is no key."""
    if not settings.MAIL_HOOK_KEYS:
        raise ValueError("EVIDENCE has webhook: and MAIL_HOOK_KEYS is empty")
    return traces.proves


def is_signed(headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether one of our keys signed this, within minutes of `now`."""
    name, at = headers.get("Webhook-Id", ""), headers.get("Webhook-Timestamp", "")
    if not (name and re.fullmatch(r"[0-9]{1,12}", at)):
        return False
    if abs(int(at) - now.timestamp()) > GOOD_FOR:
        return False
    told = f"{name}.{at}.".encode(errors="replace") + body
    wanted = [hmac.digest(key, told, "sha256") for key in settings.MAIL_HOOK_KEYS]
    given = headers.get("Webhook-Signature", "").encode(errors="replace").split()[:10]
    return any(
        hmac.compare_digest(b"v1," + base64.b64encode(right), one)
        for right in wanted
        for one in given
    )


def keep_events(events: Iterable[object], now: datetime) -> dict[str, int]:
    """All of them or none; how many were of our mails, and how many were not."""
    told = {"kept": 0, "ignored": 0}
    own = re.compile(traces.own_message_id())
    with transaction.atomic():
        for event in events:
            told["kept" if _keep(event, own, now) else "ignored"] += 1
    return told


def _keep(event: Any, own: re.Pattern[str], now: datetime) -> bool:
    if not isinstance(event, dict):
        return False
    name, word = event.get("message_id"), TYPES.get(str(event.get("type")))
    if word is None or not isinstance(name, str):
        return False
    name = name if name.startswith("<") else f"<{name}>"
    if not own.fullmatch(name) or not Mail.objects.filter(message_id=name).exists():
        return False
    code = event.get("status")
    detail = code if isinstance(code, str) and STATUS.fullmatch(code) else ""
    traces.keep_outcome(name, now, word, detail)
    return True
