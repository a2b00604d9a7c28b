"""What a message on the broker tells beside its name: the request that it came of, when it was
sent, and whether beat sent it. The log of a worker is written as that of the web."""

import logging
from typing import Any

from celery.signals import (
    before_task_publish,
    setup_logging,
    task_postrun,
    task_prerun,
    worker_process_init,
)
from django.core.cache import cache
from django.utils import timezone

from . import request_ids

REQUEST_ID, SENT_AT, SENT_BY = "portal_request_id", "portal_sent_at", "portal_sent_by"
BEAT = "watch:heartbeat-of-beat"  # in the cache: when a worker last took a message of it
KEPT = 30 * 24 * 3600  # seconds


@before_task_publish.connect
def tell(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None:
        headers[SENT_AT] = timezone.now().timestamp()
        if identifier := request_ids.request_id():
            headers[REQUEST_ID] = identifier


@task_prerun.connect
def begin(task_id: str, task: Any, **_: Any) -> None:
    told = task.request
    identifier = request_ids.well_formed(told.get(REQUEST_ID)) or request_ids.well_formed(task_id)
    request_ids.begin(identifier, task.name)
    if told.get(SENT_BY) == "beat":
        cache.set(BEAT, timezone.now().timestamp(), KEPT)


@task_postrun.connect
def end(**_: Any) -> None:
    request_ids.end()


@setup_logging.connect
def write_as_the_web(loglevel: int | str | None = None, **_: Any) -> None:
    """Django has set it up; Celery would put its own handlers in place of it."""
    if loglevel:
        logging.getLogger().setLevel(loglevel)


@worker_process_init.connect
def watch_worker(**_: Any) -> None:
    from .starting import start_watching

    start_watching()
