"""One file with a mail after the other, as Debian delivers: EVIDENCE=mbox:///var/mail/portal."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult

from sto_portal.notices.models import Mail, SourceState

from . import traces
from .bounces import keep_what_it_names

BEGIN = re.compile(rb"(?:\A|(?<=\n\n))From [^\n]*\n")
MOST_BYTES = 32 * 1024 * 1024  # in one run; the next goes on


def opened(address: SplitResult, now: datetime) -> Callable[[Mail], bool | None]:
    """Reads what came in. Raises OSError where it cannot be read."""
    read_mailbox(Path(address.path), now)
    return traces.proves


def read_mailbox(path: Path, now: datetime) -> None:
    """From the last mail of the last run on, which may not have been whole then."""
    state, _is_new = SourceState.objects.get_or_create(source=f"mbox:{path}"[:200])
    with path.open("rb") as file:
        file.seek(_position(path, state))
        block = file.read(MOST_BYTES)
        start = file.tell() - len(block)
    for begin, text in _mails(block):
        keep_what_it_names(text, now)
        state.place = {"position": start + begin}
    state.read_at = now
    state.save()


def _position(path: Path, state: SourceState) -> int:
    """Somebody who reads the mailbox may take mails out: then it is read from its beginning."""
    position = int(state.place.get("position", 0))
    with path.open("rb") as file:
        file.seek(position)
        return position if file.read(5) == b"From " else 0


def _mails(block: bytes) -> Iterator[tuple[int, bytes]]:
    begins = [found.start() for found in BEGIN.finditer(block)]
    for begin, end in zip(begins, [*begins[1:], len(block)], strict=True):
        yield begin, block[begin:end]
