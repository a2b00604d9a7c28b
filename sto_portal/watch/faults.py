"""Faults go to Sentry, where that is set: what went wrong and where, never whom it was about."""

from typing import Any

from regions.web.secrets import without_secrets

from .request_ids import request_id
from .wishes import missing

try:
    import sentry_sdk
except ImportError:
    raise missing("SENTRY_DSN") from None

KEPT_OF_A_REQUEST = ("method",)
LEFT_OUT = ("user", "extra", "breadcrumbs", "modules", "server_name", "logentry", "message")


def send_faults(dsn: str) -> None:
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=True,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=discreet,  # type: ignore[arg-type]
    )


def discreet(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Left of it: the kind of the fault, the lines of code, the route and the name of the request.

    The words of a fault may hold what somebody typed, and a path may hold a secret. They stand in
    our own log, under the same name of the request.
    """
    for name in LEFT_OUT:
        event.pop(name, None)
    asked = event.get("request") or {}
    event["request"] = {name: asked[name] for name in KEPT_OF_A_REQUEST if name in asked}
    event["contexts"] = {
        name: told for name, told in (event.get("contexts") or {}).items() if name == "runtime"
    }
    for fault in (event.get("exception") or {}).get("values") or []:
        fault["value"] = ""
        for frame in (fault.get("stacktrace") or {}).get("frames") or []:
            frame.pop("vars", None)
    event["transaction"] = without_secrets(event.get("transaction") or "")
    event["tags"] = {"request_id": request_id()} if request_id() else {}
    return event
