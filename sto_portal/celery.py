"""The Celery app: a message says "wake up", Postgres knows what is left to do."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_shutting_down

from sto_portal.notices.outbox.runs import stop_runs
from sto_portal.watch import jobs  # noqa: F401 - listens to what becomes of messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sto_portal.settings")

app = Celery("sto_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["sto_portal.notices", "sto_portal.national", "sto_portal.privacy", "sto_portal.api"]
)


@worker_shutting_down.connect
def end_runs(**_: Any) -> None:
    """A worker that is asked to stop takes no new mail."""
    stop_runs()
