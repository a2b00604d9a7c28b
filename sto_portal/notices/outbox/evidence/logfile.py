"""A log file that grows and is rotated: each line is read once, and a gap is known as a gap."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HEAD = 256  # bytes by which a file is known again: the number of an inode is given out anew
MOST_BYTES = 64 * 1024 * 1024  # in one run; the next goes on


@dataclass
class Reading:
    """The new lines of a log. `is_whole`: nothing between the last reading and this one was missed.
    `is_at_end`: everything that stood in it was read."""

    path: Path
    place: dict[str, Any]
    is_whole: bool = True
    is_at_end: bool = True
    lines: list[str] = field(default_factory=list)

    def read(self) -> "Reading":
        """Raises OSError where the log cannot be read."""
        if not self.place:  # the first time: what came before is not known
            self.is_whole = False
            self._stand_at(self.path, self.path.stat().st_size)
            return self
        for path, start in self._parts():
            self._take(path, start)
        return self

    def _parts(self) -> Iterator[tuple[Path, int]]:
        """The file of before from where it was left, and those that came after it."""
        before = self._file_of_before()
        if before is None:
            self.is_whole = False
            yield self.path, 0
            return
        yield before, int(self.place["position"])
        if before != self.path:
            left_at = before.stat().st_mtime
            for path in self._siblings():
                if path != before and path.stat().st_mtime >= left_at:
                    yield path, 0

    def _file_of_before(self) -> Path | None:
        """Where the file that was read last stands now; None when it is gone or was cut off."""
        for path in self._siblings():
            status = path.stat()
            if status.st_ino == self.place["inode"] and status.st_size >= self.place["position"]:
                return path if _head(path, self.place["known"]) == self.place["head"] else None
        return None

    def _siblings(self) -> list[Path]:
        """mail.log, mail.log.1 and such, oldest first and the log itself last."""
        found = [
            path
            for path in self.path.parent.glob(f"{self.path.name}*")
            if path.is_file() and path.suffix not in {".gz", ".xz", ".bz2", ".zst"}
        ]
        return sorted(found, key=lambda path: (path == self.path, path.stat().st_mtime))

    def _take(self, path: Path, start: int) -> None:
        """The whole lines from `start` on; one that is still being written waits."""
        if not self.is_at_end:
            return
        with path.open("rb") as file:
            file.seek(start)
            block = file.read(MOST_BYTES)
            self.is_at_end = not file.read(1)
        end = block.rfind(b"\n") + 1
        self.lines += block[:end].decode("utf-8", "replace").splitlines()
        self._stand_at(path, start + end)

    def _stand_at(self, path: Path, position: int) -> None:
        known = min(HEAD, position)
        self.place = {
            "inode": path.stat().st_ino,
            "position": position,
            "known": known,
            "head": _head(path, known),
        }


def _head(path: Path, length: int) -> str:
    with path.open("rb") as file:
        return hashlib.sha256(file.read(length)).hexdigest()
