"""What the environment asks of the watch. Without any of it the portal runs as well."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SHORTEST_TOKEN = 24
FORMATS = ("plain", "json")


@dataclass(frozen=True)
class Watch:
    """`metrics_token` opens /metrics from elsewhere; faults go to `sentry_dsn`, and traces to the
    collector at `traces_to` (OTLP over HTTP). Empty is: not wanted."""

    log_format: str = "plain"
    metrics_token: str = field(default="", repr=False)
    sentry_dsn: str = field(default="", repr=False)
    traces_to: str = ""


def watching(env: Any, *, is_local: bool) -> Watch:
    wanted = Watch(
        env.str("LOG_FORMAT", default="plain" if is_local else "json"),
        env.str("METRICS_TOKEN", default=""),
        env.str("SENTRY_DSN", default=""),
        env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default=""),
    )
    if wanted.log_format not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT is one of {', '.join(FORMATS)}.")
    if wanted.metrics_token and len(wanted.metrics_token) < SHORTEST_TOKEN:
        raise ImproperlyConfigured(
            f"METRICS_TOKEN is {SHORTEST_TOKEN} characters or more, or is left out."
        )
    return wanted


def missing(setting: str) -> ImproperlyConfigured:
    """What to say when the packages of a wish are not there."""
    return ImproperlyConfigured(
        f"{setting} is set, and its packages are missing: "
        "pip install --require-hashes -r requirements-watch.txt"
    )
