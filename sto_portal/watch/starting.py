"""Traces and faults, when they are wanted: in each process that answers or works."""

from django.conf import settings


def start_watching() -> None:
    """What they stand on is imported only here, so that it need not be installed."""
    wanted = settings.WATCH
    if wanted.sentry_dsn:
        from .faults import send_faults

        send_faults(wanted.sentry_dsn)
    if wanted.traces_to:
        from .traces import send_traces

        send_traces()
