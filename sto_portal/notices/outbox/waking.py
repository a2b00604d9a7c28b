"""A whisper to the worker that mail is waiting. Without a broker nothing is lost: beat comes by,
and so does `manage.py deliver`."""

import logging
import threading
from contextvars import copy_context

from celery import current_app

logger = logging.getLogger(__name__)


def wake_sender(task: str = "notices.deliver") -> None:
    """Ask for a delivery now. Never waits for the broker, and never fails.

    The message names the request that it came of, which the thread therefore takes along.
    """
    here = copy_context()
    threading.Thread(
        target=here.run, args=[_whisper, task], name="wake-sender", daemon=True
    ).start()


def _whisper(task: str) -> None:
    try:
        current_app.send_task(task, retry=False, ignore_result=True, expires=60)
    except Exception as trouble:
        logger.info("No broker to wake the sender: %s", trouble)
