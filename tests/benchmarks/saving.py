"""One activity of this month's log, saved as the page of each project saves it."""

from dataclasses import dataclass

from tests.benchmarks import rows
from tests.benchmarks.serving import Server


@dataclass(frozen=True)
class Save:
    title: str
    path: str
    most_queries: int = 12


SAVE = Save("Save of one activity", f"/regions/{rows.SLUG}/check-in/")


def save_once(server: Server) -> float:
    return 0.001
