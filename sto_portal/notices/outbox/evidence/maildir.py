"""A mailbox where copies, bounces and answers come in: EVIDENCE=maildir:///var/mail/portal.

Whatever names one of our Message-IDs proves that a relay took that mail. That nothing came in
proves nothing, so this source never says that a mail is not there.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult

from sto_portal.notices.models import Mail, SourceState

from . import traces

MOST_BYTES = 256 * 1024  # of one mail: bounces put the headers of the original at their end
OVERLAP = 3600  # seconds: a file may come in with the time at which it was written elsewhere
FAILED = re.compile(rb"^Action:\s*failed\s*$", re.IGNORECASE | re.MULTILINE)
STATUS = re.compile(rb"^Status:\s*(\d\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)


def opened(address: SplitResult, now: datetime) -> Callable[[Mail], bool | None]:
    """Reads what came in. Raises OSError where it cannot be read."""
    read_mailbox(Path(address.path), now)
    return lambda mail: True if traces.is_accepted(mail.message_id) else None


def read_mailbox(path: Path, now: datetime) -> None:
    state, _is_new = SourceState.objects.get_or_create(source=f"maildir:{path}"[:200])
    until = float(state.place.get("until", 0))
    pattern = re.compile(traces.own_message_id().encode())
    for file, written in _files(path):
        if written > until - OVERLAP:
            _read(file, pattern, now)
            state.place = {"until": max(written, float(state.place.get("until", 0)))}
    state.read_at = now
    state.save()


def _files(path: Path) -> Iterator[tuple[Path, float]]:
    """Every mail with the time at which it was written (seconds)."""
    for folder in ("cur", "new"):
        for file in (path / folder).iterdir():
            if file.is_file():
                yield file, file.stat().st_mtime


def _read(file: Path, pattern: re.Pattern[bytes], now: datetime) -> None:
    with file.open("rb") as opened_file:
        text = opened_file.read(MOST_BYTES)
    status = STATUS.search(text) if FAILED.search(text) else None
    for message_id in {found.decode() for found in pattern.findall(text)}:
        if status:
            traces.keep(message_id, now, is_accepted=True, status=f"bounced {status[1].decode()}")
        else:
            traces.keep(message_id, now, is_accepted=True)
