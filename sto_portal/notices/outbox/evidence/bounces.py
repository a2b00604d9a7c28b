"""One mail out of a mailbox: a copy, an answer, or a notice of what became of a mail (RFC 3464).

Whatever names one of our Message-IDs proves that a relay took that mail; a notice also says whether
it was delivered, is still tried, or was refused further on.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message

from . import traces

MOST_BYTES = 256 * 1024  # of one mail: of one that is longer, the original stands before that
# What Action says, the worst first: a notice may tell of several recipients.
WORDS = {
    "failed": "bounced",
    "delayed": "deferred",
    "delivered": "sent",
    "relayed": "sent",
    "expanded": "sent",
}
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


def keep_what_it_names(text: bytes, now: datetime) -> None:
    """Every mail of ours that is named in it, with what a notice says of it."""
    mail = message_from_bytes(text[:MOST_BYTES])
    own = re.compile(traces.own_message_id().encode())
    names = {found.decode() for part in _texts(text, mail) for found in own.findall(part)}
    status = _status(mail)
    for name in names:
        if status:
            traces.keep_outcome(name, now, *status)
        else:
            traces.keep(name, now, is_accepted=True)


def _texts(text: bytes, mail: Message) -> Iterator[bytes]:
    """The mail as it came, and each part of it as it is read: a relay may encode what it quotes."""
    yield text[:MOST_BYTES]
    for part in mail.walk():
        decoded = part.get_payload(decode=True)
        if isinstance(decoded, bytes):
            yield decoded


def _status(mail: Message) -> tuple[str, str] | None:
    """The word and the code of the worst that a notice tells; None when this is no notice."""
    told = [
        (str(part["Action"]).strip().lower(), STATUS.search(str(part["Status"] or "")))
        for part in mail.walk()
        if part["Action"] and part["Final-Recipient"]
    ]
    for action, word in WORDS.items():
        for said, code in told:
            if said == action:
                return word, code[0] if code else ""
    return None
