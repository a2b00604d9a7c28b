"""Where the log goes: all of it to the console, and what concerns safety as lines of JSON."""

import json
import logging
from datetime import UTC, datetime
from typing import Any


class JsonFormatter(logging.Formatter):
    """One object a line, its instant in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = getattr(record, "told", {"event": record.getMessage()})
        return json.dumps({"at": at, **told}, ensure_ascii=False)


def logging_of(level: str) -> dict[str, Any]:
    """The LOGGING of Django. `portal.security` tells everything, whatever the level of the rest."""
    console = {"class": "logging.StreamHandler"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "regions.web.secrets.DiscreetFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            },
            "json": {"()": "sto_portal.logs.JsonFormatter"},
        },
        "handlers": {
            "console": {**console, "formatter": "plain"},
            "security": {**console, "formatter": "json"},
        },
        "loggers": {
            # Django's own handlers know nothing of secret addresses.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "portal.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
        },
        "root": {"handlers": ["console"], "level": level},
    }
