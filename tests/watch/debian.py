"""Programs of others that a test tries the portal with: from the path, or out of a package of
Debian that is unpacked and not installed, so that no service of it begins to run."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

UNPACKED = Path("/var/tmp") / f"sto-portal-debian-{os.geteuid()}"  # kept for the next run


@cache
def program(package: str, name: str, *libraries: str) -> Path:
    """Where it is; the test is skipped where it cannot be had (DEBIAN=fetch asks for it)."""
    if there := shutil.which(name):
        return Path(there)
    folder = UNPACKED / package
    if not _in(folder, name) and _may_fetch():
        folder.mkdir(parents=True, exist_ok=True)
        for one in (package, *libraries):
            _unpack(one, folder)
    if found := _in(folder, name):
        return found
    pytest.skip(f"There is no {name} on this machine (Debian has it in {package}).")


def libraries_of(program: Path) -> dict[str, str]:
    """The environment in which an unpacked program finds what it stands on."""
    root = next((one for one in program.parents if one.parent == UNPACKED), None)
    folders = [str(one) for one in root.glob("usr/lib/*-linux-gnu")] if root else []
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(folders)}


def _in(folder: Path, name: str) -> Path | None:
    return next(iter(folder.glob(f"usr/*bin/{name}")), None)


def _may_fetch() -> bool:
    wanted = os.environ.get("CI") == "true" or os.environ.get("DEBIAN") == "fetch"
    return wanted and bool(shutil.which("apt-get")) and bool(shutil.which("dpkg-deb"))


def _unpack(package: str, folder: Path) -> None:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    download = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", package]
    if subprocess.run(download, cwd=folder, **quiet).returncode:
        subprocess.run(["apt-get", "-qq", "update"], **quiet)
        subprocess.run(download, cwd=folder, **quiet)
    for archive in folder.glob(f"{package}_*.deb"):
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True, **quiet)
        archive.unlink()
