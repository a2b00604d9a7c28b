"""The surroundings that manage.py, the portal and its tests run in on a machine of one's own."""

import os
import secrets
import sys
from pathlib import Path

from environment import CHECKOUT, stop
from servers.lease import Lease, LocalServersError, lease

STATE_DIR = Path(os.environ["STATE_DIR"])
LOCAL_HOSTS = "127.0.0.1,localhost,[::1]"


def local_settings(port: str) -> dict[str, str]:
    """What settings.py reads, for the demo on this machine; the environment goes before it."""
    settings = {
        "DEMO": "1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": LOCAL_HOSTS,
        "STATE_DIR": str(STATE_DIR),
        "SECRET_KEY": kept_secret(STATE_DIR / "secret_key"),
    }
    return {**settings, **os.environ}


def kept_secret(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def local_servers(state_dir: Path, *, durable: bool = True) -> Lease | None:
    """Postgres and Valkey from their wheels, unless both are named in the environment."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return None
    try:
        return lease(state_dir, durable=durable)
    except LocalServersError as error:
        stop(str(error))


def with_servers(settings: dict[str, str], servers: Lease | None) -> dict[str, str]:
    return {**(servers.environment if servers else {}), **settings}


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(CHECKOUT / "manage.py"), *arguments]
