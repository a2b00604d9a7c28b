"""One activity of this month's log, saved as the page of each project saves it."""

from dataclasses import dataclass

from tests.benchmarks import rows
from tests.benchmarks.pages import LAST_ACTIVITY, LOG
from tests.benchmarks.serving import Server


@dataclass(frozen=True)
class Save:
    title: str
    path: str
    person: int
    word: str
    most_queries: int = 12


SAVE = Save("Save of one activity", LOG, rows.LEADER, LAST_ACTIVITY)


def save_once(server: Server) -> float:
    raise NotImplementedError(server.name)
