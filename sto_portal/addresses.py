"""What the addresses of Postgres and Redis leave unsaid: how long to wait, whom to trust; and the
keys of whoever tells what became of mails."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

# Postgres decides; a web request that takes longer than fifteen seconds is a fault, not a wait.
# The others are set by wsgi.py: a job or a migration may wait for a lock.
PATIENCE = {
    "statement_timeout": ("STATEMENT_TIMEOUT", "15s"),
    "lock_timeout": ("LOCK_TIMEOUT", ""),
    "idle_in_transaction_session_timeout": ("IDLE_IN_TRANSACTION_TIMEOUT", ""),
}


@dataclass(frozen=True)
class Replies:
    """Whether a reminder may be answered by mail: the address, where mail comes in (an lmtp:// or
    imaps:// address), and the name by which the receiving server states what it checked."""

    address: str = ""
    inbound: str = ""
    authserv_id: str = ""


def replies(env: Any) -> Replies:
    """All three or none: a half setting would take mail that nobody checked."""
    found = Replies(
        env.str("REPLY_ADDRESS", default="").strip(),
        env.str("INBOUND", default="").strip(),
        env.str("INBOUND_AUTHSERV_ID", default="").strip(),
    )
    told = (found.address, found.inbound, found.authserv_id)
    if any(told) and not all(told):
        raise ImproperlyConfigured(
            "REPLY_ADDRESS, INBOUND and INBOUND_AUTHSERV_ID belong together; see docs/mail.md."
        )
    if found.address and "@" not in found.address:
        raise ImproperlyConfigured("REPLY_ADDRESS is a mail address, such as antwoord@sto.example.")
    return found


HOOK_PREFIX, SHORTEST_HOOK_KEY = "whsec_", 24  # bytes


def databases(env: Any, address: str) -> dict[str, Any]:
    """DATABASES of Django: the primary, and its copy where there is one to read from."""
    found = {"default": _database(env, address)}
    found["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE_NAME", default=None)}
    if copy := env.str("READ_DATABASE_URL", default=""):
        found["replica"] = {**_database(env, copy), "TEST": {"MIRROR": "default"}}
    return found


def _database(env: Any, address: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        **env.db_url_config(address),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False),
    }
    options = told.setdefault("OPTIONS", {})
    if not told["DISABLE_SERVER_SIDE_CURSORS"]:  # a pool of transactions takes no such options
        options["options"] = session_options(env, options.get("options", ""))
    return told


def session_options(env: Any, own: str) -> str:
    """The `options` of a connection. What DATABASE_URL says itself (`own`) comes last, and wins."""
    told = {name: env.str(variable, default=usual) for name, (variable, usual) in PATIENCE.items()}
    return " ".join([*(f"-c {name}={time}" for name, time in told.items() if time), own]).strip()


def verified(redis_url: str) -> str:
    """`rediss://` checks the certificate, unless the address says otherwise (ssl_cert_reqs)."""
    parts = urlsplit(redis_url)
    if parts.scheme != "rediss" or "ssl_cert_reqs" in parse_qs(parts.query):
        return redis_url
    query = "&".join(filter(None, [parts.query, "ssl_cert_reqs=required"]))
    return urlunsplit(parts._replace(query=query))


def hook_key(text: str) -> bytes:
    """A key of MAIL_HOOK_KEYS as Standard Webhooks writes it."""
    try:
        key = base64.b64decode(text.strip().removeprefix(HOOK_PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not text.strip().startswith(HOOK_PREFIX) or len(key) < SHORTEST_HOOK_KEY:
        raise ImproperlyConfigured(
            f"A key in MAIL_HOOK_KEYS is {HOOK_PREFIX} and the base64 of {SHORTEST_HOOK_KEY} bytes "
            "or more; see docs/evidence.md."
        )
    return key
