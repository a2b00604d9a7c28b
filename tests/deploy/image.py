"""Carries out the steps of the Containerfile in a clean folder, where no container can run.

What it installs is taken from the environment of the tests, unless IMAGE=whole asks for all of it;
every other COPY and RUN is done as it stands, with its paths under the folder.
"""

import fnmatch
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from serve import UNUSED_STATIC_FILES

ROOT = Path(__file__).resolve().parents[2]
IS_WHOLE = os.environ.get("IMAGE") == "whole"
PLACES = ("/srv/sto", "/opt/venv", "/opt/node", "/var/lib/sto")
OWNER = 10001
REACH = ("PIP_INDEX_URL", "PIP_CONFIG_FILE", "NPM_CONFIG_REGISTRY", "LANG")

# Reads what root reads, since the interpreter of the tests may stand in a closed folder; writes
# where the user of the image may write.
ONE = "-all,+dac_read_search"
AS_OWNER = (
    [
        *("setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups", "--no-new-privs"),
        *(f"--inh-caps={ONE}", f"--ambient-caps={ONE}", f"--bounding-set={ONE}"),
    ]
    if os.geteuid() == 0 and shutil.which("setpriv")
    else []
)


@dataclass
class Stage:
    env: dict[str, str] = field(default_factory=dict)
    steps: list[tuple[str, str]] = field(default_factory=list)

    def last(self, word: str) -> str:
        return [text for name, text in self.steps if name == word][-1]


def stages() -> list[Stage]:
    text = (ROOT / "Containerfile").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found: list[Stage] = []
    for line in re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append(Stage())
        elif word == "ENV":
            found[-1].env |= dict(part.split("=", 1) for part in shlex.split(rest))
        elif word:
            found[-1].steps.append((word, rest.strip()))
    return found


class Image:
    """The tree that the steps leave below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.build, self.final = stages()
        self.env = {name: self.here(text) for name, text in self.final.env.items()}
        self.work = Path(self.here("/srv/sto"))

    def here(self, text: str) -> str:
        return re.sub("|".join(PLACES), lambda found: f"{self.folder}{found[0]}", text)

    def make(self) -> None:
        self.work.mkdir(parents=True)
        (self.folder / "opt").mkdir()
        (self.folder / "var/lib").mkdir(parents=True)
        for word, text in self.build.steps:
            if word == "COPY":
                self._copy(text.split())
            elif word == "RUN" and not (not IS_WHOLE and self._taken_over(text)):
                env = {name: self.here(one) for name, one in self.build.env.items()}
                self._run(text, env)
        for word, text in self.final.steps:
            if word == "RUN":
                self._run(text, self.env)

    def _taken_over(self, text: str) -> bool:
        """What needs the network: installed already, where the tests run."""
        if "-m venv" in text:
            (self.folder / "opt/venv").symlink_to(sys.prefix)
        elif "npm" in text:
            (self.work / "node_modules").symlink_to((ROOT / "node_modules").resolve())
        return text.startswith("pip install") or "-m venv" in text or "npm" in text

    def _run(self, text: str, env: dict[str, str]) -> None:
        if os.geteuid() != 0:
            text = text.replace("-o 10001 -g 10001 ", "")
        if "collectstatic" in text and not IS_WHOLE:  # compressing what no page asks for takes long
            text += "".join(f" --ignore='{name}'" for name in UNUSED_STATIC_FILES)
        kept = {name: os.environ[name] for name in REACH if name in os.environ}
        kept["HOME"] = str(self.folder)
        env = {**env, "PATH": f"{env['PATH']}:{sys.base_prefix}/bin"}  # where the image has its own
        subprocess.run(["sh", "-ec", self.here(text)], cwd=self.work, env=kept | env, check=True)

    def _copy(self, names: list[str]) -> None:
        *sources, target = names
        place = self.work / target
        for source in sources:
            if source == ".":
                shutil.copytree(ROOT, place, ignore=_ignored, dirs_exist_ok=True, symlinks=True)
            else:
                shutil.copy(ROOT / source, place)

    def close(self) -> None:
        """As read_only: nobody may write in what the image holds, and it belongs to root."""
        for path in [self.work, *self.work.rglob("*")]:
            if not path.is_symlink():
                path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)

    def open(self) -> None:
        for path in [self.work, *(one for one in self.work.rglob("*") if one.is_dir())]:
            if not path.is_symlink():
                path.chmod(0o755)

    def written(self) -> set[str]:
        """Every file with when it was changed."""
        return {
            f"{path} {path.lstat().st_mtime_ns}"
            for path in self.work.rglob("*")
            if "node_modules" not in path.parts
        }

    def start(self, command: list[str], said: Path, **settings: str) -> subprocess.Popen[bytes]:
        """As the user of the image, in its environment and no other."""
        with said.open("wb") as file:
            return subprocess.Popen(
                [*AS_OWNER, *command], cwd=self.work, env={**self.env, **settings}, stdout=file,
                stderr=file, start_new_session=True,
            )  # fmt: skip


def _ignored(folder: str, names: list[str]) -> set[str]:
    patterns = (ROOT / ".containerignore").read_text().split()
    here = Path(folder).relative_to(ROOT)
    return {
        name
        for name in names
        for pattern in patterns
        if fnmatch.fnmatch(str(here / name), pattern)
        or (pattern.startswith("**/") and fnmatch.fnmatch(name, pattern[3:]))
    }
