"""What the web counts: answers and their seconds, by route and status.

gunicorn has several processes, and whoever asks reaches one of them. Their counts therefore stand
in a folder of all processes of one gunicorn (`sharing.py`).
"""

import os

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from .sharing import FOLDER

BUCKETS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15)

_seconds = Histogram(
    "portal_request_seconds",
    "Seconds until an answer began, by the name of its route and its status.",
    ["route", "status"],
    buckets=BUCKETS,
    registry=None,
)


def count(route: str, status: int, seconds: float) -> None:
    _seconds.labels(route, str(status)).observe(seconds)


def counted() -> CollectorRegistry:
    """A registry with what all processes of this gunicorn counted."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)
    else:
        registry.register(_seconds)
    return registry
