"""Where the log goes: all of it to the console, and what concerns safety as lines of JSON."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from regions.web.secrets import without_secrets

from .request_ids import job, request_id

TOLD = ("route", "status", "seconds")


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _of() -> dict[str, str]:
    """The request that a line belongs to, and the job."""
    told = {"request_id": request_id(), "job": job()}
    return {name: text for name, text in told.items() if text}


class JsonFormatter(logging.Formatter):
    """One object a line, its instant in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        told = getattr(record, "told", {"event": record.getMessage()})
        return json.dumps({"at": _at(record), **told, **_of()}, ensure_ascii=False)


class LineFormatter(logging.Formatter):
    """Any line of the log as one object, without the proof of a secret address."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "level": record.levelname,
            "at": _at(record),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            **{name: getattr(record, name) for name in TOLD if hasattr(record, name)},
            **_of(),
        }
        if record.exc_info:
            told["trouble"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


def logging_of(level: str, form: str = "plain") -> dict[str, Any]:
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
            "json": {"()": "sto_portal.watch.logs.LineFormatter"},
            "security": {"()": "sto_portal.watch.logs.JsonFormatter"},
        },
        "handlers": {
            "console": {**console, "formatter": form},
            "security": {**console, "formatter": "security"},
        },
        "loggers": {
            # Django's own handlers know nothing of secret addresses.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "portal.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
            # Every request a line: for machines that read the log, not for people at a console.
            "portal.requests": {"level": "INFO" if form == "json" else "WARNING"},
        },
        "root": {"handlers": ["console"], "level": level},
    }
