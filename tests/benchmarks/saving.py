"""One activity of this month's log, saved as the page of each project saves it."""

import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from . import rows
from .pages import LAST_ACTIVITY, LOG
from .serving import Server

TOKEN = "a" * 32  # what the page would have given: the same in the cookie and in the request
ROW = re.compile(r'data-row="(\d+)"')
ADDRESS = re.compile(r'data-save="([^"]+)"')
KEY = re.compile(r'name="counted-([0-9a-f-]{36})"')
STATUSES = ("on_track", "behind")


@dataclass(frozen=True)
class Save:
    title: str
    path: str
    person: int
    word: str
    most_queries: int = 12


SAVE = Save("Save of one activity", LOG, rows.LEADER, LAST_ACTIVITY)


@dataclass
class Saver:
    """What a page knows when it saves: where to, which row, and the revision it is based on."""

    address: str
    row: str
    is_floor: bool
    revision: int = 0
    turn: int = 0

    def next_body(self) -> tuple[str, str]:
        """The body of the next save, which always changes something, and its content type."""
        self.turn += 1
        status, counted = STATUSES[self.turn % 2], str(self.turn)
        if self.is_floor:
            fields = {"key": self.row, "status": status, "counted": counted}
            return urlencode(fields), "application/x-www-form-urlencoded"
        fields = {f"s{self.row}": status, f"n{self.row}": counted, f"v{self.row}": self.revision}
        fields = {name: str(value) for name, value in fields.items()}
        body = {"fields": fields, "rows": [int(self.row)], "opening": "bench", "active": self.turn}
        return json.dumps(body), "application/json"


_savers: dict[str, Saver] = {}


def save_once(server: Server) -> float:
    """Seconds of one save; the row keeps changing, so that nothing is saved for free."""
    saver = _savers.get(server.name) or _savers.setdefault(server.name, _first(server))
    body, kind = saver.next_body()
    cookie = f"{server.cookies[SAVE.person]}; csrftoken={TOKEN}"
    headers = {"Content-Type": kind, "X-CSRFToken": TOKEN, "Cookie": cookie}
    status, content, seconds = server.ask("POST", saver.address, SAVE.person, body, headers)
    if status != (302 if saver.is_floor else 200):
        raise SystemExit(f"{server.name}: saving answers {status}: {content[:300]!r}")
    if not saver.is_floor:
        saver.revision = json.loads(content)["revisions"][saver.row]
    return seconds


def _first(server: Server) -> Saver:
    return saver_of(server.ask("GET", SAVE.path, SAVE.person)[1].decode())


def saver_of(page: str) -> Saver:
    """The last row of a page, as it was saved last."""
    if address := ADDRESS.search(page):
        row = ROW.findall(page)[-1]
        revision = re.search(rf'name="v{row}" value="(\d+)"', page)
        return Saver(address[1], row, is_floor=False, revision=int(revision[1]) if revision else 0)
    return Saver(SAVE.path, KEY.findall(page)[-1], is_floor=True)
