"""The folder in which the processes of one gunicorn count together. It is named before
prometheus_client is imported, which looks once."""

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from regions.asked import row_id

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
NAME = f"sto-portal-{os.geteuid()}-counts-"


def share_counts() -> None:
    """By the number of the process that started us. Where no folder can be had, or another user put
    one there, each process counts for itself."""
    with suppress(OSError):
        if told := os.environ.get(FOLDER):
            Path(told).mkdir(parents=True, exist_ok=True)
            return
        place = Path(tempfile.gettempdir())
        _clear(place)
        folder = place / f"{NAME}{os.getppid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if _is_ours(folder):
            os.environ[FOLDER] = str(folder)


def _clear(place: Path) -> None:
    """What a gunicorn left that is gone."""
    for folder in place.glob(f"{NAME}*"):
        parent = row_id(folder.name.removeprefix(NAME))
        if parent and _is_ours(folder) and not _runs(parent):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
