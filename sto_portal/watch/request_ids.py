"""What one request is called, in each line of the log that it causes: of the web, and of the jobs
that it wakes. It says nothing of who asked."""

import re
import uuid
from contextvars import ContextVar

from django.core.signals import request_finished

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")
_job: ContextVar[str] = ContextVar("job", default="")


def request_id() -> str:
    """Of the request that is answered here, or that woke this job; empty where there is none."""
    return _request_id.get()


def job() -> str:
    """The name of the job that runs here; empty in the web."""
    return _job.get()


def new_request_id() -> str:
    return uuid.uuid4().hex


def well_formed(told: object) -> str:
    """What somebody else calls it, if that may stand in a log; else nothing."""
    return told if isinstance(told, str) and WELL_FORMED.fullmatch(told) else ""


def begin(identifier: str, name_of_job: str = "") -> None:
    """From here on, in this thread, it is all about this one; until `end`, or the next."""
    _request_id.set(identifier)
    _job.set(name_of_job)


def end(**_: object) -> None:
    begin("")


# Django logs a page that was not found outside of every middleware, and then says that it is done.
request_finished.connect(end, dispatch_uid="the name of the request")
