"""A mailbox at an IMAP server: EVIDENCE=imaps://name:password@host/INBOX.

It is only looked at: nothing is marked as read, moved or removed. Each mail is read once, by its
number (UID), as long as the server keeps its numbers (UIDVALIDITY).
"""

import contextlib
import imaplib
import ssl
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import SplitResult, unquote

from sto_portal.notices.models import Mail, SourceState
from sto_portal.notices.outbox.smtp import LOCAL

from . import traces
from .bounces import MOST_BYTES, keep_what_it_names

WAIT = 15  # seconds for each answer
MOST_MAILS = 500  # in one run; the next goes on


def opened(address: SplitResult, now: datetime) -> Callable[[Mail], bool | None]:
    """Reads what came in. Raises OSError or imaplib's errors where it cannot be read."""
    read_mailbox(address, now)
    return traces.proves


def read_mailbox(
    address: SplitResult,
    now: datetime,
    handle: Callable[[bytes, datetime], object] = keep_what_it_names,
    kind: str = "imap",
) -> None:
    """Each mail that came since the last time goes to `handle`, once it is read."""
    user, folder = unquote(address.username or ""), unquote(address.path.strip("/")) or "INBOX"
    name = f"{kind}:{user}@{address.hostname}/{folder}"[:200]
    state, _is_new = SourceState.objects.get_or_create(source=name)
    with connected(address) as box:
        asked(box.login(user, unquote(address.password or "")))
        asked(box.select(quoted(folder), readonly=True))
        validity = str(box.response("UIDVALIDITY")[1])
        last = state.place.get("uid", 0) if state.place.get("validity") == validity else 0
        for uid in numbers_after(box, last)[:MOST_MAILS]:
            handle(text_of(box, uid), now)
            last = uid
    state.place = {"validity": validity, "uid": last}
    state.read_at = now
    state.save()


@contextlib.contextmanager
def connected(address: SplitResult) -> Iterator[imaplib.IMAP4]:
    """With TLS and a certificate that holds; without it to this machine only."""
    host, proof = address.hostname or "", ssl.create_default_context()
    if address.scheme == "imaps":
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            host, address.port or 993, ssl_context=proof, timeout=WAIT
        )
    elif host in LOCAL:
        box = imaplib.IMAP4(host, address.port or 143, timeout=WAIT)
    else:
        raise ValueError("imap:// would send the password in plain text; use imaps://")
    try:
        yield box
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            box.logout()


def asked(answer: tuple[str, list]) -> list:
    """What the server gave. Raises OSError with its own words when it refused."""
    verdict, given = answer
    if verdict != "OK":
        words = given[0].decode(errors="replace") if given and given[0] else verdict
        raise OSError(f"the IMAP server says: {words}")
    return given


def numbers_after(box: imaplib.IMAP4, last: int) -> list[int]:
    found = asked(box.uid("SEARCH", "UID", f"{last + 1}:*"))
    numbers = (int(text) for text in (found[0] or b"").split())
    return sorted(uid for uid in numbers if uid > last)  # "n:*" holds the last one always


def text_of(box: imaplib.IMAP4, uid: int) -> bytes:
    """The beginning of a mail; b"" when somebody removed it meanwhile."""
    given = asked(box.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES}>)"))
    return b"".join(part[1] for part in given if isinstance(part, tuple))


def quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
