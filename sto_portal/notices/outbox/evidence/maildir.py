"""A folder where copies, bounces and answers come in: EVIDENCE=maildir:///var/mail/portal.

That nothing came in proves nothing, so no mailbox ever says that a mail is not there.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult

from sto_portal.notices.models import Mail, SourceState

from . import traces
from .bounces import MOST_BYTES, keep_what_it_names

OVERLAP = 3600  # seconds: a file may come in with the time at which it was written elsewhere


def opened(address: SplitResult, now: datetime) -> Callable[[Mail], bool | None]:
    """Reads what came in. Raises OSError where it cannot be read."""
    read_mailbox(Path(address.path), now)
    return traces.proves


def read_mailbox(path: Path, now: datetime) -> None:
    state, _is_new = SourceState.objects.get_or_create(source=f"maildir:{path}"[:200])
    until = float(state.place.get("until", 0))
    for file, written in _files(path):
        if written > until - OVERLAP:
            with file.open("rb") as opened_file:
                keep_what_it_names(opened_file.read(MOST_BYTES), now)
            state.place = {"until": max(written, float(state.place.get("until", 0)))}
    state.read_at = now
    state.save()


def _files(path: Path) -> Iterator[tuple[Path, float]]:
    """Every mail with the time at which it was written (seconds)."""
    for folder in ("cur", "new"):
        for file in (path / folder).iterdir():
            if file.is_file():
                yield file, file.stat().st_mtime
