"""The figures of a run as a table."""

import datetime
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psycopg2

BEYOND = "Not within the aim"
AIM_RATIO, AIM_TENFOLD, AIM_BYTES = 3.0, 1.3, 60_000


@dataclass
class Times:
    """Seconds of each answer, by server."""

    portal: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    tenfold: list[float] = field(default_factory=list)


@dataclass
class Line:
    title: str
    times: Times
    queries: float | None
    most_queries: int
    size: int
    most_ratio: float = AIM_RATIO

    @property
    def ratio(self) -> float:
        return median(self.times.portal) / median(self.times.floor)

    @property
    def growth(self) -> float:
        return median(self.times.tenfold) / median(self.times.portal)

    @property
    def misses(self) -> list[str]:
        found = []
        if self.ratio > self.most_ratio:
            found.append(f"{self.ratio:.1f} × the floor")
        if self.growth > AIM_TENFOLD:
            found.append(f"{self.growth:.2f} × at ten times the months")
        if self.queries is not None and self.queries > self.most_queries:
            found.append(f"{self.queries:.0f} queries")
        if self.size > AIM_BYTES:
            found.append(f"{self.size / 1000:.0f} kB")
        return found

    @property
    def cells(self) -> list[str]:
        portal, floor = self.times.portal, self.times.floor
        queries = "–" if self.queries is None else f"{self.queries:.1f}".removesuffix(".0")
        return [
            self.title,
            milliseconds(median(portal)),
            milliseconds(late(portal)),
            milliseconds(median(floor)),
            milliseconds(late(floor)),
            f"{self.ratio:.1f} ×",
            milliseconds(median(self.times.tenfold)),
            f"{self.growth:.2f} ×",
            queries,
            f"{self.size / 1000:.1f} kB" if self.size else "–",
            "; ".join(self.misses) or "as aimed",
        ]


HEAD = (
    "What",
    "Portal median",
    "p95",
    "Floor median",
    "p95",
    "Ratio",
    "Ten times",
    "Growth",
    "Queries",
    "HTML",
    "Against the aim",
)


def late(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def table(lines: list[Line]) -> str:
    rows = [list(HEAD), ["---", *["---:"] * 9, "---"], *(line.cells for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def verdict(missed: dict[str, str]) -> str:
    """By title what is not within its aim, in one sentence."""
    if not missed:
        return "Everything is within its aim."
    told = "; ".join(f"{title} ({words})" for title, words in missed.items())
    return f"{BEYOND}: {told}."


def put_into(text: str, lines: list[Line]) -> str:
    """An earlier report with these lines in the place of the same, or below the others."""
    before = text.splitlines()
    first, *_rest, last = (at for at, row in enumerate(before) if row.startswith("| "))
    told = {_cells(row)[0]: _cells(row) for row in before[first + 2 : last + 1]}
    told |= {line.title: line.cells for line in lines}
    missed = {title: cells[-1] for title, cells in told.items() if cells[-1] != "as aimed"}
    rows = [f"| {' | '.join(cells)} |" for cells in told.values()]
    after = [*before[: first + 2], *rows, *before[last + 1 :]]
    opening = ("Everything is within", BEYOND)
    return "".join(f"{verdict(missed) if row.startswith(opening) else row}\n" for row in after)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("| ").split(" | ")]


def machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}"


def durability(database_url: str) -> str:
    """Whether every commit waits for the disk: it decides what a save and a mail cost."""
    with psycopg2.connect(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        return "fsync " + cursor.fetchone()[0]


def today() -> str:
    return datetime.date.today().isoformat()
