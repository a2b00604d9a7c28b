"""This machine: room on its disks, and the secrets it was given."""

import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from sto_portal.notices.outbox.smtp import LOCAL

from .findings import Finding, fault, first_line, look, ok, worst

MEGABYTE = 1024 * 1024
TOO_LITTLE, LITTLE = 200, 1024  # megabytes
SHORTEST_KEY = 50


def disk() -> Finding:
    """Where this process writes. The disk of Postgres is that of another machine, or may be."""
    return worst([_folder(Path(path)) for path in (settings.STATE_DIR, tempfile.gettempdir())])


def _folder(path: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=path) as file:
            file.write(b"room")
        return room(path, shutil.disk_usage(path).free // MEGABYTE)
    except OSError as trouble:
        what = "make the folder, let the portal's user write in it, and make room"
        return fault("disk", first_line(trouble), what)


def room(path: Path, free: int) -> Finding:
    words, what = f"{free} MB are free at {path}", "make room"
    if free < TOO_LITTLE:
        return fault("disk", words, what)
    return look("disk", words, what) if free < LITTLE else ok("disk", words)


def secrets() -> Finding:
    """Only how they are, never what they are."""
    name = "secrets"
    if settings.IS_LOCAL:
        return look(name, "DEBUG or DEMO lets anybody in", "leave both out on a real server")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if any(len(key) < SHORTEST_KEY or len(set(key)) < 5 for key in keys):
        what = f"take {SHORTEST_KEY} characters or more by chance"
        return fault(name, "SECRET_KEY or one of SECRET_KEY_FALLBACKS can be guessed", what)
    nameless = [
        app.get("provider_id", "?") for app in settings.OIDC_PROVIDERS if not app.get("secret")
    ]
    if nameless:
        return fault(name, f"OIDC_PROVIDERS has no secret for {nameless[0]}", "give it one")
    if urlsplit(settings.REDIS_URL).hostname not in LOCAL and not _has_password(settings.REDIS_URL):
        what = "give the broker a password"
        return look(name, "REDIS_URL has no password, and the broker is elsewhere", what)
    return ok(name, "SECRET_KEY is long, and nothing is missing")


def _has_password(address: str) -> bool:
    return bool(urlsplit(address).password)
