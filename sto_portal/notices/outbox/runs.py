"""A run of the sender: what its mails ask alike is read once a minute, and it ends between two
mails when its worker is asked to stop."""

import mmap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
FRESH_SECONDS = 60
_stopping = mmap.mmap(-1, 1)  # shared with the children that a worker forks
_run: ContextVar[dict[str, tuple[float, object]] | None] = ContextVar("run", default=None)


@contextmanager
def one_run() -> Iterator[None]:
    token = _run.set({})
    try:
        yield
    finally:
        _run.reset(token)


def once_a_minute(name: str, read: Callable[[], T]) -> T:
    """What `read` gives; within a run at most a minute old, outside of one read at once."""
    kept = _run.get()
    if kept is None:
        return read()
    at, value = kept.get(name, (0.0, None))
    if name not in kept or time.monotonic() - at > FRESH_SECONDS:
        at, value = kept[name] = time.monotonic(), read()
    return value  # type: ignore[return-value]  # what this name was read as


def stop_runs(wish: bool = True) -> None:
    """Let every run of this process and its children end after the mail that it is sending."""
    _stopping[0] = wish


def is_stopping() -> bool:
    return bool(_stopping[0])
